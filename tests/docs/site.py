"""What ``make site`` does beyond MkDocs: pages from outside ``docs``, and nothing fetched.

MkDocs calls the functions that begin with ``on_`` (its hooks). README, GLOSSARY, CHANGELOG and the
notebook become pages; links to them lead there, and links to source files become their paths.
"""

import ast
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from posixpath import join, normpath, relpath
from typing import Any

ROOT = Path(__file__).parents[2]
PAGES = {
    "README.md": "readme.md",
    "GLOSSARY.md": "glossary.md",
    "CHANGELOG.md": "changelog.md",
    "docs/notebook.ipynb": "notebook.md",
    "docs/decisions": "decisions/001-one-stream-a-patient.md",
}
"""Pages of the site that lie elsewhere in the checkout, or under another name."""
_SOURCES = {page: source for source, page in PAGES.items() if "/decisions" not in source}
LINK = re.compile(r"(?<!!)\[([^\]]*)\]\((?!\w+:|#)([^)#\s]+)(#[^)\s]*)?\)")
FETCHED = {
    ("script", "src"),
    ("link", "href"),
    ("img", "src"),
    ("iframe", "src"),
    ("source", "src"),
    ("object", "data"),
    ("embed", "src"),
}
"""Attributes from which a browser fetches without a click."""


def on_files(files: Any, config: Any) -> Any:
    """Add the pages that do not lie in ``docs``, and the colours of examples."""
    from mkdocs.structure.files import File
    from pygments.formatters import HtmlFormatter

    from tests.docs.notebook import NOTEBOOK, as_markdown

    for source in ("README.md", "GLOSSARY.md", "CHANGELOG.md"):
        text = (ROOT / source).read_text(encoding="utf-8")
        files.append(File.generated(config, PAGES[source], content=text))
    files.append(File.generated(config, "notebook.md", content=as_markdown(NOTEBOOK)))
    colours = HtmlFormatter(style="default").get_style_defs(".highlight")
    files.append(File.generated(config, "assets/highlight.css", content=colours))
    return files


def on_page_markdown(markdown: str, page: Any, **_: Any) -> str:
    """The text of a page with its links as they lie in the site."""
    text = relinked(markdown, page.file.src_uri)
    return f"{text}\n{reference()}" if page.file.src_uri == "api.md" else text


def on_post_build(config: Any) -> None:
    """Refuse a site whose pages would fetch anything from elsewhere."""
    from mkdocs.exceptions import PluginError

    found = [
        f"{path.name}: {address}"
        for path in sorted(Path(config["site_dir"]).rglob("*"))
        if path.suffix in {".html", ".css"}
        for address in fetched(path.read_text(encoding="utf-8"), path.suffix)
    ]
    if found:
        raise PluginError("the site fetches from elsewhere:\n" + "\n".join(found))


def reference() -> str:
    """A directive for each name that the public package exports; docstrings take its place."""
    module = ast.parse((ROOT / "patient_timeline" / "__init__.py").read_text(encoding="utf-8"))
    (exported,) = (
        ast.literal_eval(statement.value)
        for statement in module.body
        if isinstance(statement, ast.Assign) and ast.unparse(statement.targets[0]) == "__all__"
    )
    return "\n\n".join(f"::: patient_timeline.{name}" for name in exported)


def relinked(markdown: str, page: str) -> str:
    """The text of a page of the site with links that lead to pages, or name a source file."""
    source = _SOURCES.get(page, f"docs/{page}")

    def relink(match: re.Match[str]) -> str:
        text, target, anchor = match[1], match[2], match[3] or ""
        path = normpath(join(source, "..", target))
        inside = PAGES.get(path, path.removeprefix("docs/"))
        if path in PAGES or path.startswith("docs/") or not (ROOT / path).exists():
            return f"[{text}]({relpath(inside, join(page, '..'))}{anchor})"
        return text if path in text else f"{text} (`{path}`)"

    return LINK.sub(relink, markdown)


def fetched(text: str, suffix: str) -> Iterator[str]:
    """The addresses outside the site that a page or a style sheet fetches by itself."""
    if suffix == ".html":
        reader = _Addresses()
        reader.feed(text)
        yield from filter(_elsewhere, reader.found)
    for match in re.finditer(r"(?:url\(|@import)\s*[\"']?([^\"')\s;]+)", text):
        if suffix == ".css" and _elsewhere(match[1]):
            yield match[1]


def _elsewhere(address: str) -> bool:
    return address.startswith(("http:", "https:", "//"))


class _Addresses(HTMLParser):
    """The addresses in a page from which a browser fetches."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note each address of a tag."""
        if tag == "link" and dict(attrs).get("rel") == "canonical":
            return
        self.found += [value for name, value in attrs if (tag, name) in FETCHED and value]
