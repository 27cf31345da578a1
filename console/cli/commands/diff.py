"""``timeline diff``: compare two as-ofs, locks or versions of the definitions."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from difflib import get_close_matches
from pathlib import Path

import click

from console.application.errors import NotFound
from console.application.locks import study_of
from console.application.session import Session
from console.application.studies import study_named
from console.cli import completion
from console.cli.notices import open_session
from console.cli.operands import names_lock, operands
from console.cli.options import (
    adjudications_option,
    json_option,
    question_of,
    store_option,
    study_option,
)
from console.cli.outputs import OutputFile, file_outputs
from console.comparison.csv_form import COLUMNS, as_csv
from console.comparison.operand import Operand
from console.text.output import console, print_json
from projections.comparison import Comparison, compared, is_compared, names_of
from projections.study import Study
from timeline.errors import LockUnusable


@click.command(name="diff")
@click.argument("a", shell_complete=completion.locks)
@click.argument("b", required=False, shell_complete=completion.locks)
@store_option
@study_option
@click.option(
    "--definitions",
    metavar="STUDY",
    help="Another version of the study, by name or path: compare both as of A.",
)
@click.option(
    "--with-adjudications",
    "adjudicated",
    is_flag=True,
    help="Compare A without and with adjudications.",
)
@click.option(
    "--value",
    "values",
    multiple=True,
    shell_complete=completion.definitions,
    help="Compare this value alone; may be given again.",
)
@click.option(
    "--censoring",
    type=click.Choice(["administrative", "strict"]),
    help="As for 'timeline replay'. Default: that of the lock, or administrative.",
)
@adjudications_option
@file_outputs(
    {"csv": COLUMNS},
    csv="Write one row a changed value to this file instead.",
    html="Write one page, which needs no other file and no network, to this file instead.",
)
@json_option
def command(
    a: str,
    b: str | None,
    store: Path,
    study: str | None,
    definitions: str | None,
    adjudicated: bool,
    values: tuple[str, ...],
    censoring: str | None,
    adjudications: str | None,
    csv: OutputFile | None,
    html: OutputFile | None,
    as_json: bool,
) -> None:
    """Compare A with B: which values of which patients changed, and what caused it.

    A and B are each a lock's NAME, a cutoff 2015-06-30, a cutoff as it was known at an instant
    2015-06-30@2016-01-01T00:00:00Z, or 'now': everything recorded, at the cutoff of the other.
    A lock alone is compared with 'now'.

    An event causes a change if replaying the patient without it restores the old value. Where
    several events are needed, the smallest set found is named.
    """
    _check_request(a, b, definitions, adjudicated, (csv, html))
    versions = definitions is not None or adjudicated
    first, second = operands(store, a, a if versions else b)
    with _opened(store, study, first, second, censoring, adjudications) as (before, after):
        if definitions is not None:
            version = replace(study_named(definitions), adjudications=before.study.adjudications)
            after, second = replace(after, study=version), replace(second, study=definitions)
        if adjudicated:
            before, after = _without_and_with(before)
            second = replace(second, adjudicated=True)
        comparison = _compared(before, after, values)
        sides = (before, first), (after, second)
        if csv is not None or html is not None:
            _write(comparison, sides, csv, html)
        elif as_json:
            from console.comparison.json_form import as_json as json_form

            print_json(json_form(comparison, before, after))
        else:
            from console.comparison.text import described

            out = console()
            for part in described(comparison, *sides):
                out.print(part)


def _check_request(
    a: str,
    b: str | None,
    definitions: str | None,
    adjudicated: bool,
    files: tuple[OutputFile | None, ...],
) -> None:
    """Refuse a comparison with nothing, or with two things; and two files to write."""
    others = sum((b is not None, definitions is not None, adjudicated))
    if others > 1 or (others == 0 and not names_lock(a)):
        raise click.UsageError(
            "Name A and B, or A and --definitions or --with-adjudications; a lock may be alone."
        )
    if None not in files:
        raise click.UsageError("Name one of --csv and --html.")


def _write(
    comparison: Comparison,
    sides: tuple[tuple[Session, Operand], tuple[Session, Operand]],
    csv: OutputFile | None,
    html: OutputFile | None,
) -> None:
    if csv is not None:
        csv.write(as_csv(comparison))
    if html is not None:
        from console.comparison.page import page

        html.write(page(comparison, *sides))


@contextmanager
def _opened(
    store: Path,
    study: str | None,
    first: Operand,
    second: Operand,
    censoring: str | None,
    adjudications: str | None,
) -> Iterator[tuple[Session, Session]]:
    """Both sides, of one study."""
    locks = [side.lock for side in (first, second) if side.lock is not None]
    named = study or (study_of(locks[0]) if locks else None)
    if len({lock.study for lock in locks}) > 1:
        raise LockUnusable("the two locks are of different studies; compare two of one study")
    if locks and (censoring or adjudications):
        raise click.UsageError("A lock says what --censoring and --adjudications say.")
    policy = locks[0].censoring if locks else censoring

    def opened(side: Operand) -> AbstractContextManager[Session]:
        if side.lock is not None:
            return open_session(store, question_of(study=named, lock=side.lock.name))
        question = question_of(
            study=named,
            cutoff=side.cutoff,
            known_by=side.known_by,
            censoring=policy,
            adjudications=adjudications,
        )
        return open_session(store, question)

    def decided(side: Operand, study: Study) -> Study:
        lock = side.lock or (locks[0] if locks else None)
        return study if lock is None else replace(study, adjudications=lock.adjudications)

    with opened(first) as before, opened(second) as after:
        yield (
            replace(before, study=decided(first, before.study)),
            replace(after, study=decided(second, before.study)),
        )


def _without_and_with(before: Session) -> tuple[Session, Session]:
    """One as-of, without and with what experts decided."""
    without, applied = (replace(before.study, adjudications=each) for each in ("none", "applied"))
    return replace(before, study=without), replace(before, study=applied)


def _compared(before: Session, after: Session, values: tuple[str, ...]) -> Comparison:
    for value in values:
        _check(value, before.study)
    return compared(
        before.replay(),
        after.replay(),
        values or None,
        after.store.vocabulary,
        max((before.store, after.store), key=lambda store: store.position).stream,
    )


def _check(value: str, study: Study) -> None:
    """Refuse a name that the study gives no value, with the closest that it does."""
    if is_compared(study, value):
        return
    names = names_of(study)
    close = get_close_matches(value, names, n=1)
    hint = f"did you mean '{close[0]}'?" if close else f"there are: {', '.join(names)}"
    raise NotFound(f"study '{study.name}' has no value of that name; {hint}")
