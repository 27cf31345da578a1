"""``timeline states``: how many patients are where, and what leads them there."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import click
from rich.markup import escape

from console.application.question import Question
from console.application.session import Session
from console.application.shipped import undeclared
from console.cli.notices import open_session
from console.cli.options import CutoffDate, as_of_options, json_option
from console.figures.patient_journey import zero_of
from console.text.not_enrolled import in_words
from console.text.output import console, print_json, table
from projections.findings.not_enrolled import NOT_ENROLLED, not_enrolled
from projections.states import (
    Occupancy,
    RefusedMove,
    histories,
    lines_of,
    occupancy_on,
    occupancy_since_zero,
    refused_moves,
)
from projections.study import Study
from timeline.dates import day_number


@click.command(name="states")
@click.option("--on", "dates", type=CutoffDate(), multiple=True, help="Count on this day.")
@click.option(
    "--after",
    "times",
    type=click.FloatRange(min=0),
    multiple=True,
    help="Count so long after the study's zero, such as an infusion, in its unit of time.",
)
@click.option("--moves", is_flag=True, help="Print the table of moves instead.")
@as_of_options
@json_option
def command(
    dates: tuple[date, ...],
    times: tuple[float, ...],
    moves: bool,
    store: Path,
    question: Question,
    as_json: bool,
) -> None:
    """Count the patients in each state at the end of some days; by default, of the cutoff."""
    with open_session(store, question) as opened:
        if opened.study.states is None:
            raise undeclared(opened.study.name, "states")
        if moves:
            _show_moves(opened.study, as_json)
            return
        cutoff = opened.as_of.cutoff
        if late := [date for date in dates if date > cutoff]:
            raise click.BadParameter(f"{min(late)} is after the cutoff", param_hint="--on")
        result = counted(opened, dates if dates or times else (cutoff,), times)
        if as_json:
            print_json(result.as_json(opened))
        else:
            _print(opened, result)


@dataclass(frozen=True, slots=True)
class StateCounts:
    """Patients by state on some days.

    Attributes
    ----------
    counts
        Of each state, under the name of each day.
    zero
        What times are counted from.
    refused
        What the table of moves does not allow.
    not_enrolled
        How many patients on record are not in the study, as a field of a result.
    """

    counts: Mapping[str, Mapping[str, int]]
    zero: str
    refused: tuple[RefusedMove, ...]
    not_enrolled: Mapping[str, int]

    def as_json(self, opened: Session) -> dict[str, object]:
        """Plain values, with the as-of and the stamp of the session."""
        return {
            "as_of": opened.as_of.as_json(),
            "stamp": opened.stamp().as_json(),
            **self.not_enrolled,
            "zero": self.zero,
            "counts": self.counts,
            "findings": [
                {
                    "patient": move.patient,
                    "date": move.date,
                    "finding": f"{move.name}: {move.statement}",
                }
                for move in self.refused
            ],
        }


def counted(opened: Session, dates: tuple[date, ...], times: tuple[float, ...]) -> StateCounts:
    """Counts by state on days and at times since the study's zero."""
    replay, unit = opened.replay(), opened.study.unit
    found = histories(replay)
    on = occupancy_on(found, [day_number(date) for date in dates])
    after = occupancy_since_zero(found, [int(time * unit.days) for time in times])
    headings = [date.isoformat() for date in dates] + [f"{time:g} {unit.name}" for time in times]
    counts = dict(zip(headings, [*_each(on), *_each(after)], strict=True))
    refused = tuple(refused_moves(found))
    return StateCounts(counts, zero_of(opened.study), refused, not_enrolled(replay))


def _each(counts: Occupancy) -> list[dict[str, int]]:
    return [counts.at(index) for index in range(len(counts.day))]


def _print(opened: Session, result: StateCounts) -> None:
    out, counts = console(), result.counts
    study = f"[bold]{escape(opened.study.name)}[/]"
    out.print(f"{study}, {opened.as_of_in_words}; time since {result.zero}\n")
    labels = next(iter(counts.values()))
    rows = [
        (escape(label), *(str(column[label]) for column in counts.values())) for label in labels
    ]
    right = frozenset(range(1, len(counts) + 1))
    out.print(table("patients at the end of", *counts, rows=rows, right=right))
    if others := result.not_enrolled.get(NOT_ENROLLED):
        out.print(f"[yellow]{in_words(others)}[/]")
    for move in result.refused:
        statement = escape(f"{move.name}: {move.statement}")
        out.print(f"[red]finding[/] {escape(move.patient)} {move.date} {statement}")


def _show_moves(study: Study, as_json: bool) -> None:
    lines = list(lines_of(study))
    if as_json:
        print_json([line._asdict() for line in lines])
        return
    rows = [(escape("; ".join(line.out_of)), escape(line.to), escape(line.by)) for line in lines]
    console().print(table("out of", "into", "by", rows=rows))
