import re
import subprocess
import sys

import pytest

from tests.docs.commands import ROOT
from tests.docs.site import PAGES, fetched, relinked


def test_every_document_is_in_the_navigation_of_the_site():
    navigation = (ROOT / "mkdocs.yml").read_text(encoding="utf-8").partition("\nnav:")[2]
    listed = set(re.findall(r": ([\w./-]+\.md)$", navigation, flags=re.MULTILINE))
    pages = {path.relative_to(ROOT / "docs").as_posix() for path in (ROOT / "docs").rglob("*.md")}

    assert listed == pages | set(PAGES.values())


@pytest.mark.parametrize(
    ("link", "page", "shown"),
    [
        ("[why](docs/audit.md#the-derivation)", "readme.md", "[why](audit.md#the-derivation)"),
        ("[words](../GLOSSARY.md)", "audit.md", "[words](glossary.md)"),
        ("[page](../README.md)", "decisions/009-x.md", "[page](../README.md)"),
        ("[page](../../README.md)", "decisions/009-x.md", "[page](../readme.md)"),
        ("[log](CHANGELOG.md)", "readme.md", "[log](changelog.md)"),
        ("[notebook](notebook.ipynb)", "python.md", "[notebook](notebook.md)"),
        ("[room](timeline)", "readme.md", "room (`timeline`)"),
        ("[`../Makefile`](../Makefile)", "audit.md", "`../Makefile`"),
        ("[lost](no-such-page.md)", "audit.md", "[lost](no-such-page.md)"),
        ("[below](#here)", "audit.md", "[below](#here)"),
        ("[web](https://example.org/a)", "audit.md", "[web](https://example.org/a)"),
    ],
)
def test_a_link_leads_to_the_page_of_the_site_or_names_the_source_file(link, page, shown):
    assert relinked(link, page) == shown


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('<script src="https://cdn.example/x.js"></script>', ["https://cdn.example/x.js"]),
        ('<link rel="stylesheet" href="//cdn.example/x.css">', ["//cdn.example/x.css"]),
        ('<img src="http://example.org/x.png">', ["http://example.org/x.png"]),
        ('<script src="js/base.js"></script><img src="data:image/png;base64,">', []),
        ('<a href="https://example.org">a link is followed by a click alone</a>', []),
    ],
)
def test_what_a_page_would_fetch_from_elsewhere_is_found(text, found):
    assert list(fetched(text, ".html")) == found


def test_a_font_that_a_style_sheet_would_fetch_from_elsewhere_is_found():
    style = "@font-face { src: url('https://fonts.example/a.woff2') } p { background: url(a.png) }"

    assert list(fetched(style, ".css")) == ["https://fonts.example/a.woff2"]


@pytest.mark.slow
def test_the_site_is_built_without_a_broken_link_and_holds_every_exported_name(tmp_path):
    pytest.importorskip("mkdocs", reason="mkdocs is not installed here (make site)")
    build = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", tmp_path]

    done = subprocess.run(build, cwd=ROOT, check=False, capture_output=True, text=True)

    assert (done.returncode, done.stderr) == (0, "")
    import patient_timeline

    reference = (tmp_path / "api.html").read_text(encoding="utf-8")
    for name in patient_timeline.__all__:
        assert f'id="patient_timeline.{name}"' in reference
