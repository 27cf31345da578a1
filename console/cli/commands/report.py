"""``timeline report``: the tables and figures of a study, to read, to edit and to print."""

from pathlib import Path

import click

from console.application.question import Question
from console.cli.notices import open_session, say_not_enrolled
from console.cli.options import as_of_options, json_option
from console.cli.outputs import OutputFolder, folder_output
from console.report.build import built
from console.report.csv_files import rows_of, sheet
from console.report.docx import paper
from console.report.model import Document, slug
from console.report.page import page
from console.report.plates import WIDTHS
from console.report.plates import plates as plates_of
from console.report.sources import Sources
from console.text.output import json_text, print_json

PAGE, PAPER, RESULTS = "report.html", "report.docx", "results.json"


@click.command(name="report")
@folder_output(
    "--out", "The folder to write: new, empty, or with --force an unchanged earlier report."
)
@click.option(
    "--plates",
    type=click.Choice([str(width) for width in WIDTHS]),
    help="Also write each figure as journals ask for it (PDF, SVG, PNG and TIFF at 300 dpi), so "
    "many mm wide: a column or a page; its caption and stamp stand beside it as JSON.",
)
@as_of_options
@json_option
def command(
    out: OutputFolder,
    plates: str | None,
    store: Path,
    question: Question,
    as_json: bool,
) -> None:
    """Write the report of a study: one page, a document to edit, tables, figures."""
    with open_session(store, question) as opened:
        sources = Sources(opened)
        say_not_enrolled(sources.replay)
        document = built(sources)
        files = {
            PAGE: page(document, sources).encode(),
            PAPER: paper(document, opened.as_of.cutoff),
            RESULTS: _results(document, sources).encode(),
            **_tables(document),
            **_figures(document),
            **(plates_of(document, int(plates)) if plates else {}),
        }
    out.write(files)
    if as_json:
        print_json({"folder": str(out), "files": sorted(files)})
        return
    for name in (PAGE, PAPER, RESULTS):
        click.echo(out.named / name)
    tables, figures = len(list(document.tables())), len(list(document.figures()))
    click.echo(f"{out.named / 'tables'}: {tables} tables as CSV")
    click.echo(f"{out.named / 'figures'}: {figures} figures as SVG, and the numbers drawn as CSV")
    if plates:
        click.echo(f"{out.named / 'plates'}: the figures for print, {plates} mm or as a page wide")


def _tables(document: Document) -> dict[str, bytes]:
    return {
        f"tables/{slug(table.label)}.csv": sheet(rows_of(table)).encode()
        for table in document.tables()
    }


def _figures(document: Document) -> dict[str, bytes]:
    drawn = [figure for figure in document.figures() if figure.svg]
    svg = {f"figures/{slug(item.label)}.svg": item.svg.encode() for item in drawn}
    return {
        **svg,
        **{f"figures/{slug(item.label)}.csv": sheet(item.data).encode() for item in drawn},
    }


def _results(document: Document, sources: Sources) -> str:
    """All that was computed, unrounded."""
    opened = sources.opened
    whole = {
        "as_of": opened.as_of.as_json(),
        "stamp": opened.stamp().as_json(),
        "results": document.results,
    }
    return json_text(whole) + "\n"
