"""``timeline definitions``: what a study's definitions say, in words."""

from dataclasses import asdict

import click
from rich.markup import escape

from console.definitions_page import Entry, entries, page
from console.options import json_option, study_option
from console.output import console, print_json
from console.studies import shipped, study_named


@click.command(name="definitions")
@study_option
@click.option("--markdown", is_flag=True, help="Print a page in Markdown.")
@json_option
def command(study: str | None, markdown: bool, as_json: bool) -> None:
    """Print the definitions of a study, or of all shipped studies, as sentences with sources."""
    studies = [study_named(study)] if study else list(shipped().values())
    if markdown and as_json:
        raise click.UsageError("Give --markdown or --json, not both.")
    if markdown:
        click.echo(page(studies), nl=False)
    elif as_json:
        print_json({one.name: [asdict(entry) for entry in entries(one)] for one in studies})
    else:
        for one in studies:
            _print(one.title, list(entries(one)))


def _print(title: str, told: list[Entry]) -> None:
    out = console()
    out.print(f"[bold]{escape(title)}[/]")
    place = ""
    for entry in told:
        if entry.place != place:
            place = entry.place
            out.print(f"\n[bold]{escape(place)}[/]")
        out.print(f"[green]{escape(entry.name)}[/] {escape('; '.join(entry.says))}")
        if entry.source:
            out.print(f"  [dim]{escape(entry.source)}[/]")
