"""Reading a written report: the page as a tree of elements, its tables and links."""

import csv
from collections.abc import Iterator
from functools import lru_cache
from html.parser import HTMLParser
from pathlib import Path
from xml.etree.ElementTree import Element, SubElement

VOID = {"meta", "br", "hr", "img", "link", "input", "col"}


class Tree(HTMLParser):
    """Elements of a page; raises on a tag that is not closed in its order."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("page")
        self.open = [self.root]
        self.feed(page)
        self.close()
        assert self.open == [self.root], f"{self.open[-1].tag} is not closed"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = {name: value or "" for name, value in attrs}
        assert len(named) == len(attrs), f"an attribute of {tag} is given twice"
        element = SubElement(self.open[-1], tag, named)
        if tag not in VOID:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        SubElement(self.open[-1], tag, {name: value or "" for name, value in attrs})

    def handle_endtag(self, tag: str) -> None:
        assert self.open[-1].tag == tag, f"{tag} closes {self.open[-1].tag}"
        self.open.pop()

    def handle_data(self, data: str) -> None:
        here = self.open[-1]
        if len(here):
            here[-1].tail = (here[-1].tail or "") + data
        else:
            here.text = (here.text or "") + data


@lru_cache(maxsize=2)
def tree(page: str) -> Element:
    """The page as elements, which whoever reads them leaves as they are."""
    return Tree(page).root


def said(element: Element) -> str:
    """The text of an element and all in it."""
    return "".join(element.itertext()).strip()


def by_id(root: Element) -> dict[str, Element]:
    found: dict[str, Element] = {}
    for element in root.iter():
        name = element.get("id")
        if name is not None:
            assert name not in found, f"two elements are called {name}"
            found[name] = element
    return found


def links(root: Element) -> Iterator[tuple[str, str]]:
    """The text of every link, and the id to which it leads."""
    for element in root.iter("a"):
        target = element.get("href", "")
        assert target.startswith("#"), f"{target} leads away from the page"
        yield said(element), target[1:]


def cells(table: Element) -> list[list[str]]:
    """The rows of a table as texts."""
    return [[said(cell) for cell in row] for row in table.iter("tr")]


def sheet(path: Path) -> list[list[str]]:
    with path.open(newline="", encoding="utf-8") as file:
        return [[cell.strip() for cell in row] for row in csv.reader(file)]


def tables(folder: Path) -> dict[str, list[list[str]]]:
    """The tables of a report by their names."""
    return {path.stem: sheet(path) for path in sorted((folder / "tables").glob("*.csv"))}
