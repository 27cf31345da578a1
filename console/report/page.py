"""The report as one page of HTML: no script, no network, readable aloud and in print."""

import re
from collections.abc import Iterator
from html import escape
from importlib.resources import files

from console.figures.plates import size
from console.report.evidence import appendix_of
from console.report.model import Cell, Document, Facts, Figure, Part, Row, Table, slug
from console.report.sources import Sources
from console.text.html_page import html_page

NAMED = re.compile(r'(?<=\bid=")[^"]+|(?<=url\(#)[^)]+|(?<=aria-labelledby=")[^"]+')

MANY, VERY_MANY = 11, 18
"""Columns beyond which a table is printed across, and in small letters; a word may be broken."""
WIDE = 1000.0
"""Width beyond which a figure is printed across."""
SHORT = 24
"""Characters up to which a cell stays on one line."""


def page(document: Document, sources: Sources) -> str:
    """The whole page."""
    facts = document.facts
    body = [
        *_opening(document),
        *(line for part in document.parts for line in _part(part, facts)),
        *_closing(facts),
        *appendix_of(sources, facts, document.links()),
        "</main>",
    ]
    sheet = files("console.report").joinpath("page.css").read_text("utf-8")
    return html_page(facts.title, sheet, facts.notice, "\n".join(body))


def notice(facts: Facts) -> Iterator[str]:
    """That the data are made up, if they are."""
    if facts.notice:
        yield f'<p class="notice">{escape(facts.notice)}</p>'


def section(title: str, name: str, facts: Facts, lines: Iterator[str]) -> Iterator[str]:
    """A section with its heading and notice."""
    yield f'<section aria-labelledby="{name}">\n<h2 id="{name}">{escape(title)}</h2>'
    yield from notice(facts)
    yield from lines
    yield "</section>"


def _opening(document: Document) -> Iterator[str]:
    facts = document.facts
    yield f"<header>\n<h1>{escape(facts.title)}</h1>"
    if facts.notice:
        yield f'<p class="banner" role="note">{escape(facts.notice)}</p>'
    yield f"<p>{escape(facts.as_of)}</p>\n</header>"
    yield '<nav aria-label="Contents">\n<ul>'
    for part in document.parts:
        yield f'<li><a href="#part-{slug(part.title)}">{escape(part.title)}</a>\n<ul>'
        for block in part.blocks:
            text = f"{escape(block.label)}. {escape(block.title)}"
            yield f'<li><a href="#{slug(block.label)}">{text}</a></li>'
        yield "</ul></li>"
    closing = (("the_conventions", "Conventions and stamp"), ("the_numbers", "Behind the numbers"))
    yield from (f'<li><a href="#{name}">{text}</a></li>' for name, text in closing)
    yield "</ul>\n</nav>\n<main>"


def _part(part: Part, facts: Facts) -> Iterator[str]:
    def lines() -> Iterator[str]:
        for block in part.blocks:
            yield from _table(block) if isinstance(block, Table) else _figure(block)

    yield from section(part.title, f"part-{slug(part.title)}", facts, lines())


def _table(table: Table) -> Iterator[str]:
    columns = len(table.headings)
    many = " many" * (columns > MANY) + " very-many" * (columns > VERY_MANY)
    name = slug(table.label)
    scrolling = f'tabindex="0" role="group" aria-labelledby="{name}-caption"'
    yield f'<div class="wide{many}" {scrolling}><table id="{name}">'
    title = f"<b>{escape(table.label)}.</b> {escape(table.title)}"
    yield f'<caption id="{name}-caption">{title}</caption>\n<thead><tr>'
    for place, heading in enumerate(table.headings):
        text = ' class="text"' if place == 0 or place - 1 in table.texts else ""
        tag = "th" if heading else "td"
        scope = ' scope="col"' if heading else ""
        yield f"<{tag}{scope}{text}>{escape(heading)}</{tag}>"
    yield "</tr></thead>\n<tbody>"
    yield from (_row(row, table.texts) for row in table.rows)
    yield "</tbody></table>"
    yield from (f'<p class="note">{escape(note)}</p>' for note in table.notes if note)
    yield "</div>"


def _row(row: Row, texts: frozenset[int]) -> str:
    indent = f' class="in{row.level}"' if row.level else ""
    cells = "".join(_cell(cell, place in texts) for place, cell in enumerate(row.cells))
    return f'<tr><th scope="row"{indent}>{linked(row.head)}</th>{cells}</tr>'


def _cell(cell: Cell, text: bool) -> str:
    names = ["text"] * text + ["long"] * (len(cell.text) > SHORT)
    classes = f' class="{" ".join(names)}"' if names else ""
    return f"<td{classes}>{linked(cell)}</td>"


def linked(cell: Cell) -> str:
    """A text that leads to what is behind it."""
    text = escape(cell.text)
    return f'<a href="#{escape(cell.link)}">{text}</a>' if cell.link and text else text


def _figure(figure: Figure) -> Iterator[str]:
    name = slug(figure.label)
    across = ' class="many"' if figure.svg and size(figure.svg)[0] > WIDE else ""
    yield f'<figure id="{name}"{across}>{inlined(figure.svg, name)}'
    text = " ".join(linked(sentence) for sentence in figure.caption)
    yield f"<figcaption><b>{escape(figure.label)}.</b> {escape(figure.title)}. {text}</figcaption>"
    yield "</figure>"


def inlined(svg: str, name: str) -> str:
    """A figure to stand among others in one page: its ids carry its name."""
    return NAMED.sub(lambda ids: " ".join(f"{name}-{item}" for item in ids[0].split()), svg)


def _closing(facts: Facts) -> Iterator[str]:
    def lines() -> Iterator[str]:
        yield "<ul>"
        yield from (f"<li>{escape(convention)}</li>" for convention in facts.conventions)
        yield "</ul>\n<dl>"
        for name, text in (("as of", facts.as_of), *facts.stamp):
            yield f"<dt>{escape(name)}</dt><dd>{escape(text)}</dd>"
        yield "</dl>"
        yield (
            '<p class="only-print">The patients and events behind every number are on the page '
            "itself, not in print.</p>"
        )

    yield from section("Conventions and stamp", "the_conventions", facts, lines())
