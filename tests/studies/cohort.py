"""The reconstructed cohort as the study's definitions see it at the paper's cutoff."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from projections.cohort.episodes import episode_rows
from projections.cohort.replay import Replay
from projections.language import Classes, Milestone
from projections.studies.wudhikarn2021 import STUDY
from reconstruction.published_tables import FOLDER
from tests.projections.logs import laid_out
from timeline.dates import day_from_number
from timeline.ingest.readers import read_lines
from timeline.log import AsOf
from timeline.vocabulary import CORE

CUTOFF = date(2019, 12, 31)


@cache
def events():
    return [CORE.parse(line.raw) for line in read_lines(FOLDER / "cohort.jsonl", CORE)]


@cache
def log():
    return laid_out(events())


def replay(study=STUDY):
    return Replay(study, log(), AsOf(CUTOFF, None))


@cache
def values(name):
    """Each patient's value under a definition: a class, a number or word, or whether reached."""
    node, cohort = STUDY.definitions[name], replay()
    if isinstance(node, Classes):
        return cohort.classes(name)
    if isinstance(node, Milestone):
        table = cohort.milestone(name)
        return dict(zip(table.patient.tolist(), table.reached.tolist(), strict=True))
    return cohort.quantity(name)


@cache
def days(name):
    """On which day after the first infusion each patient reached a milestone; None if never."""
    zero, table = _infused(), replay().milestone(name)
    reached = zip(table.patient.tolist(), table.reached.tolist(), table.day.tolist(), strict=True)
    return {
        patient: (day_from_number(day) - zero[patient]).days if was else None
        for patient, was, day in reached
    }


@cache
def _infused():
    table = replay().milestone("infusion")
    reached = zip(table.patient.tolist(), table.day.tolist(), strict=True)
    return {patient: day_from_number(day) for patient, day in reached}


@dataclass(frozen=True, slots=True)
class Line:
    """A line of salvage: its values by name, and the days after the first infusion."""

    patient: str
    number: int
    start: int
    values: Any
    days: dict[str, int | None]


@cache
def lines():
    """Every line of salvage of every patient."""
    return [_line(row) for row in episode_rows(replay(), "salvage_line")]


def _line(row):
    zero = _infused()[row.patient]

    def after(iso):
        return (date.fromisoformat(iso) - zero).days if iso else None

    dated = {name: after(one.date) for name, one in row.values.items()}
    return Line(row.patient, row.number, after(row.start), row.values, dated)
