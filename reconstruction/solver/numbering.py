"""Numbers in order of infusion: the printed keep theirs, the others take what is left."""

from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from reconstruction.solver import anchors
from reconstruction.solver import columns as c
from reconstruction.solver.cohort import Problem
from reconstruction.solver.covariates import NAMES, Table
from reconstruction.solver.patients import PROGRESSED, N
from reconstruction.solver.reading import Found

RUNS = 12
PRINTED = [name for name in NAMES if name.startswith("MSK")]


def courses(goal: Problem, days: NDArray[np.int64], table: Table) -> anchors.Courses:
    """The histories as the earlier report counts them."""
    where = goal.where
    event = np.full(N, -1)
    event[:PROGRESSED] = days[where.progression]
    later = np.flatnonzero(where.morphologic >= 0)
    event[later] = days[where.morphologic[later]]
    response = goal.calendar.indices(NAMES, "response")
    return anchors.Courses(
        end=days[where.end],
        dead=where.dead,
        event=event,
        response=np.where(response >= 0, days[response], -1),
        severe=table[:, c.CRS] >= 3,
        low=table[:, c.DISEASE] <= 0,
    )


def printed_visits(goal: Problem) -> NDArray[np.int64]:
    """Printed days of treatment: rows of a patient and a day."""
    patient_of = np.searchsorted(goal.limits.spans, np.arange(len(goal.limits.lower)), "right") - 1
    still = np.flatnonzero(goal.limits.lower == goal.limits.upper)
    return np.stack([patient_of[still], goal.limits.lower[still]], axis=1)


def first_slots(ends: NDArray[np.int64]) -> NDArray[np.int64]:
    """Places in order of infusion, those followed longest first."""
    slot = np.zeros(N, dtype=np.int64)
    taken = {int(name.removeprefix("MSK")) - 1 for name in PRINTED}
    left = (place for place in range(N) if place not in taken)
    others = [i for i, name in enumerate(NAMES) if name not in PRINTED]
    for i, name in enumerate(NAMES):
        if name in PRINTED:
            slot[i] = int(name.removeprefix("MSK")) - 1
    for i, place in zip(sorted(others, key=lambda i: -ends[i]), left, strict=True):
        slot[i] = place
    return slot


def see_by_the_cutoff(
    goal: Problem, days: NDArray[np.int64], infused: NDArray[np.int64], latest: int
) -> None:
    """Move the last contact of a survivor, in place, who is followed beyond the data cutoff.

    A printed number says about when a patient was infused. Nothing printed hangs on the move: only
    who is followed longest can be concerned.
    """
    for i in np.flatnonzero(~goal.where.dead):
        end = goal.where.end[i]
        days[end] = min(days[end], latest - infused[i])


Dated = tuple[dict[str, str], dict[str, date], date, dict[str, float]]


def numbered(goal: Problem, days: NDArray[np.int64], table: Table, steps: int, seed: int) -> Dated:
    """Each patient's number and first infusion, the earlier cutoff, and what it replays."""
    slot = first_slots(days[goal.where.end])
    span = (anchors.LAST - anchors.FIRST).days
    infused = np.linspace(0, span, N).round().astype(np.int64)
    infused[-3:] = span - 60, span - 30, span
    infused[: N - 3] = np.linspace(0, span - 170, N - 3).round()
    return _annealed(goal, days, table, slot, infused, span - 100, steps, seed, held=False)


def dated(goal: Problem, found: Found, cutoff: date, steps: int, seed: int) -> Dated:
    """The same for patients who have their numbers: first infusions alone are moved."""
    slot = np.array([int(found.numbers[name].removeprefix("MSK")) - 1 for name in NAMES])
    infused = np.array(sorted((day - anchors.FIRST).days for day in found.infused.values()))
    days, table = found.days, found.table
    at = (cutoff - anchors.FIRST).days
    return _annealed(goal, days, table, slot, infused, at, steps, seed, held=True)


def _annealed(
    goal: Problem,
    days: NDArray[np.int64],
    table: Table,
    slot: NDArray[np.int64],
    infused: NDArray[np.int64],
    at: int,
    steps: int,
    seed: int,
    *,
    held: bool,
) -> Dated:
    infused -= np.maximum(0, infused % 7 - 4)  # to a Friday
    latest = (anchors.CUTOFF - anchors.FIRST).days
    see_by_the_cutoff(goal, days, infused[slot], latest)
    courses_of = courses(goal, days, table)
    group = (
        courses_of.end, courses_of.dead, courses_of.event, courses_of.response,
        courses_of.severe, courses_of.low,
    )  # fmt: skip
    free = np.array([i for i, name in enumerate(NAMES) if name not in PRINTED])
    least = np.inf
    for again in range(RUNS):
        tried = slot.copy(), infused.copy(), np.array([at])
        loss = anchors.anneal(
            *tried, latest, free, steps, seed + again, anchors.TARGET, anchors.HALF, *group,
            printed_visits(goal), held,
        )  # fmt: skip
        if loss < least:
            least, best = loss, tried
    slot, infused, cutoff = best
    by_patient = infused[slot]
    assert (by_patient + courses_of.end <= latest).all()
    values = np.zeros(len(anchors.TARGETS))
    anchors.report(by_patient, cutoff[0], *group, values)
    numbers = {name: f"MSK{slot[i] + 1}" for i, name in enumerate(NAMES)}
    dates = {
        name: anchors.FIRST + timedelta(days=int(by_patient[i])) for i, name in enumerate(NAMES)
    }
    replayed = dict(zip(anchors.TARGETS, values.round(2).tolist(), strict=True))
    return numbers, dates, anchors.FIRST + timedelta(days=int(cutoff[0])), replayed
