"""``timeline definitions``: what a study's definitions say, in words, and how they changed."""

from dataclasses import asdict
from datetime import date
from pathlib import Path

import click
from rich.markup import escape

from console.application.studies import pin_of, shipped, study_named
from console.cli.options import (
    CutoffDate,
    json_option,
    question_of,
    store_option,
    study_option,
)
from console.cli.outputs.errors import refusals
from console.text.definitions import Entry, entries, page
from console.text.output import console, print_json
from projections.study import Study
from timeline.files import replacing

SHARED = 0o666
"""A pin holds no patient, and is committed for others to read."""


@click.command(name="definitions")
@study_option
@click.option("--markdown", is_flag=True, help="Print a page in Markdown.")
@click.option("--pin", is_flag=True, help="Write the pin of the study's current definitions.")
@click.option("--changes", is_flag=True, help="Show what differs from the pin; then exit code 1.")
@click.option(
    "--against",
    metavar="PIN|LOCK|STUDY",
    help="With --changes: another pin, a lock of the store, or another version of the study.",
)
@click.option(
    "--cutoff",
    type=CutoffDate(),
    help="With --changes --against STUDY: whose values would change as of this data cutoff.",
)
@store_option
@json_option
def command(
    study: str | None,
    markdown: bool,
    pin: bool,
    changes: bool,
    against: str | None,
    cutoff: date | None,
    store: Path,
    as_json: bool,
) -> int:
    """Print the definitions of a study, or of all shipped studies, as sentences with sources."""
    if markdown and as_json:
        raise click.UsageError("Give --markdown or --json, not both.")
    if pin + changes + markdown > 1:
        raise click.UsageError("Give one of --markdown, --pin and --changes.")
    if (against or cutoff) and not changes:
        raise click.UsageError("--against and --cutoff belong to --changes.")
    if changes:
        return _changes(study, against, cutoff, store, as_json)
    studies = [study_named(study)] if study else list(shipped().values())
    if pin:
        _pin(study, studies)
    elif markdown:
        click.echo(page(studies), nl=False)
    elif as_json:
        print_json({study.name: [asdict(entry) for entry in entries(study)] for study in studies})
    else:
        for item in studies:
            _print(item.title, list(entries(item)))
    return 0


def _pin(named: str | None, studies: list[Study]) -> None:
    from projections.study.pin import written

    for study in studies:
        path = pin_of(named, study)
        with refusals(path), replacing(path, SHARED) as file:
            file.write(written(study).encode())
        click.echo(f"pinned {study.name} in {path.name}")


def _changes(
    named: str | None, against: str | None, cutoff: date | None, store: Path, as_json: bool
) -> int:
    """Exit code 1 if any definition differs."""
    from console.cli.notices import open_session
    from console.comparison.definition_changes import as_json as plain
    from console.comparison.definition_changes import base, print_redefined, whose
    from projections.study.pin import pinned, redefinitions

    if named is None:
        raise click.UsageError("Name the study whose definitions changed: --study NAME.")
    study = study_named(named)
    was = base(against, pin_of(named, study), store)
    found, moved = redefinitions(was.pins, pinned(study)), None
    if cutoff is not None:
        if was.study is None:
            raise click.UsageError(
                "A pin holds words, and so does a lock; name a version of the study --against."
            )
        question = question_of(study=named, cutoff=cutoff)
        with open_session(store, question) as opened:
            moved = whose(opened, was.study)
    if as_json:
        print_json(plain(found, was.name, moved))
    else:
        print_redefined(found, was.name, moved)
    return 1 if found else 0


def _print(title: str, listed: list[Entry]) -> None:
    out = console()
    out.print(f"[bold]{escape(title)}[/]")
    place = ""
    for entry in listed:
        if entry.place != place:
            place = entry.place
            out.print(f"\n[bold]{escape(place)}[/]")
        out.print(f"[green]{escape(entry.name)}[/] {escape('; '.join(entry.says))}")
        if entry.source:
            out.print(f"  [dim]{escape(entry.source)}[/]")
