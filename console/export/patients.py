"""One row per patient: every definition with one value, and who belongs to which population."""

from collections.abc import Iterator
from typing import Any

from console.export.definitions import SCALAR, TRUTH, Explained
from console.export.table import Column, Table
from projections.cohort.covariates import column, days_of
from projections.cohort.replay import Replay
from projections.language import Milestone, Node
from timeline.dates import day_from_number

PATIENT = "the patient's id in the study"


def patients(replay: Replay, explained: Explained) -> Iterator[Table]:
    """``patients`` and ``populations``."""
    ids = replay.patients.tolist()
    definitions = [
        Column(name, _values(replay, name, node), **explained.column(node))
        for name, node in replay.study.definitions.items()
        if isinstance(node, SCALAR)
    ]
    yield Table("patients", (Column("patient", ids, PATIENT), *definitions))
    yield Table("populations", (Column("patient", ids, PATIENT), *_populations(replay, explained)))


def _populations(replay: Replay, explained: Explained) -> Iterator[Column]:
    for name, condition in replay.study.populations.items():
        members = set(replay.members(name).tolist())
        inside = [patient in members for patient in replay.patients.tolist()]
        means = f"belongs to '{name}': {explained.sentence(condition)}"
        yield Column(plain(name), inside, means, TRUTH)


def _values(replay: Replay, name: str, node: Node) -> list[Any]:
    if isinstance(node, Milestone):
        return [iso(day) for day in days_of(replay, name, replay.patients)]
    return list(column(replay, name, replay.patients).values)


def iso(day: float) -> str | None:
    """A day number as a date; None where it is NaN."""
    return None if day != day else day_from_number(int(day)).isoformat()


def plain(name: str) -> str:
    """A name of letters, digits and underscores, as a column or a file is called."""
    return "_".join("".join(c if c.isalnum() else " " for c in name).split())
