"""Plain modern English in prose, and names that say what a thing is.

The counts in ``LEFT`` are what the rooms still hold. They may only fall: where a room has fewer,
write the smaller number here.
"""

import ast
import re
from collections.abc import Iterator
from typing import NamedTuple

import pytest

from tests.house.source import PACKAGES, ROOT, Module, modules

PROSE = re.compile(
    r"\b(?:told|retold|afresh|anew|besides|for ever|whoever|laid out|lays out|(?:take|takes|taken|"
    r"took|taking) up|(?:come|comes|came|coming) to|all that is recorded|at fault|stands? twice|"
    r"mend(?:s|ed)?|held against)\b",
    re.IGNORECASE,
)
"""Words of an older English than a tired reader has."""
NAMES = {"told", "said", "asked", "one", "who", "it", "came", "ways", "shelf", "chronicle"}
LOCAL = NAMES | {"of", "by"}
"""Of variables and functions; a field or parameter may be called ``of`` or ``by``, as in pandas."""
LEFT = {
    "names": {},
    "prose": {"projections": 1},
}
FENCED = re.compile(r"^```.*?^```$|`[^`\n]+`", re.MULTILINE | re.DOTALL)
PAGES = [
    path
    for path in (
        ROOT / "README.md",
        ROOT / "GLOSSARY.md",
        *sorted((ROOT / "docs").rglob("*.md")),
    )
    if path.name != "definitions.md"  # written from the definitions, and held by their room
]


class Found(NamedTuple):
    """A word where it should not be."""

    place: str
    word: str


def in_page(text: str, name: str) -> list[Found]:
    """Words in the prose of a page; outputs and code are not its own words."""
    prose = FENCED.sub(lambda match: "\n" * match[0].count("\n"), text)
    return [
        Found(f"{name}:{prose.count(chr(10), 0, match.start()) + 1}", match[0])
        for match in PROSE.finditer(prose)
    ]


def in_texts(module: Module) -> Iterator[Found]:
    """Words in docstrings, help texts and messages."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            for match in PROSE.finditer(node.value):
                yield Found(f"{module.path}:{node.lineno}", match[0])


def in_names(module: Module) -> Iterator[Found]:
    """Names of variables, parameters and functions."""
    for node in ast.walk(module.tree):
        match node:
            case ast.arg(arg=name) if name in NAMES:
                yield Found(f"{module.path}:{node.lineno}", name)
            case ast.FunctionDef(name=name) | ast.ClassDef(name=name) if name in LOCAL:
                yield Found(f"{module.path}:{node.lineno}", name)
            case ast.Name(id=name, ctx=ast.Store()) if name in NAMES:
                yield Found(f"{module.path}:{node.lineno}", name)
    for function in ast.walk(module.tree):
        if isinstance(function, ast.FunctionDef):
            for node in ast.walk(function):
                match node:
                    case ast.Name(id=name, ctx=ast.Store()) if name in LOCAL - NAMES:
                        yield Found(f"{module.path}:{node.lineno}", name)


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_page_is_written_in_plain_modern_english(path):
    assert in_page(path.read_text(encoding="utf-8"), path.name) == []


@pytest.mark.parametrize("package", PACKAGES)
def test_variables_parameters_and_functions_are_named_by_what_they_are(package):
    found = sorted({found for module in modules(package) for found in in_names(module)})

    assert len(found) <= LEFT["names"].get(package, 0), found


@pytest.mark.parametrize("package", PACKAGES)
def test_docstrings_and_messages_are_written_in_plain_modern_english(package):
    found = sorted({found for module in modules(package) for found in in_texts(module)})

    assert len(found) <= LEFT["prose"].get(package, 0), found


def test_a_word_of_the_list_is_found_in_a_page_a_message_and_a_name():
    source = 'def told(one, by):\n    """Take up events anew."""\n    of = one\n    return of\n'
    module = Module("room/example.py", "room.example", source, ast.parse(source))

    assert {found.word for found in in_names(module)} == {"told", "one", "of"}
    assert {found.word for found in in_texts(module)} == {"Take up", "anew"}
    assert in_page("as told\n```console\ntold\n```\nor `told` besides", "a.md") == [
        Found("a.md:1", "told"),
        Found("a.md:5", "besides"),
    ]
