"""Measures that count and describe patients: tallies, spreads, pairs, cells, dates."""

from math import ceil

import numpy as np
from numpy.typing import NDArray

from analyses.claims.cohort import Cohort, Values
from analyses.errors import NotEstimableError
from analyses.spread import spread
from projections.study.measures import Cell, Dated, Pairs, Spread, Tally
from projections.study.measures.sentences import group_in_words
from timeline.dates import day_from_number


def tally(cohort: Cohort, measure: Tally) -> Values:
    """How many of a group meet the criteria."""
    among = cohort.group(measure.among)
    return _counted(int((among & cohort.group(measure.of)).sum()), int(among.sum()))


def pairs(cohort: Cohort, measure: Pairs) -> Values:
    """How many of a group have a second number that relates so to the first."""
    among = cohort.group(measure.among)
    first, second = cohort.numbers(measure.first)[among], cohort.numbers(measure.second)[among]
    smaller, larger = np.minimum(first, second), np.maximum(first, second)
    comparable = (smaller > 0) & (larger <= measure.factor * smaller)
    related = {
        "comparable": comparable,
        "higher": (second > first) & ~comparable,
        "lower": (second < first) & ~comparable,
    }
    met = np.logical_or.reduce([related[relation] for relation in measure.relations])
    named = "; ".join(cohort.patients[among][met])
    return {**_counted(int(met.sum()), int(among.sum())), "who": named}


def spread_of(cohort: Cohort, measure: Spread) -> Values:
    """The spread of a quantity, or of an endpoint's times, in a group."""
    numbers = _numbers(cohort, measure)
    if measure.unit == "of the study":
        numbers = numbers / cohort.replay.study.unit.days
    known = np.sort(numbers[~np.isnan(numbers)])
    found = spread(known)
    return {
        "n": found.count,
        "median": found.median,
        "q1": found.first_quartile,
        "q3": found.third_quartile,
        "lo": found.minimum,
        "hi": found.maximum,
        "first": float(known[0]),
        "second": float(known[1]) if len(known) > 1 else None,
        "within": ceil(found.maximum),
    }


def cell(cohort: Cohort, measure: Cell, patient: str) -> Values:
    """What a definition says of one patient, in the source's words."""
    place = _place(cohort, measure, patient)
    if not cohort.group(measure.when)[place]:
        raise NotEstimableError(f"asked only of {group_in_words(measure.when)}")
    value = cohort.column(measure.definition)[place]
    if value is None:
        return {"value": measure.missing}
    if isinstance(value, int | float) and not isinstance(value, bool):
        return {"value": value / measure.per}
    return {"value": measure.words.get(_word(value), _word(value))}


def dated(cohort: Cohort, measure: Dated) -> Values:
    """The month of the first or last day on which a milestone was reached."""
    table = cohort.replay.milestone(measure.milestone)
    days = table.day[table.reached]
    if not len(days):
        raise NotEstimableError(f"nobody has reached {measure.milestone} by this cutoff")
    day = days.min() if measure.which == "first" else days.max()
    return {"month": day_from_number(int(day)).strftime("%Y-%m")}


def _counted(n: int, denominator: int) -> Values:
    counted: Values = {"n": n, "denom": denominator}
    return {**counted, "pct": 100 * n / denominator} if denominator else counted


def _numbers(cohort: Cohort, measure: Spread) -> NDArray[np.float64]:
    inside = cohort.group(measure.among)
    if measure.times is None:
        return cohort.numbers(measure.of)[inside]
    table = cohort.replay.endpoint(measure.of)
    chosen = table.event if measure.times == "of events" else table.cause == 0
    kept: NDArray[np.float64] = table.time[chosen & np.isin(table.patient, cohort.patients[inside])]
    return kept


def _place(cohort: Cohort, measure: Cell, patient: str) -> int:
    found = cohort.group(measure.of) if measure.of else cohort.patients == patient
    if found.sum() != 1:
        wanted = "patients" if measure.of else "patient of that id"
        raise NotEstimableError(f"there are {found.sum()} {wanted} to ask, not one")
    return int(np.flatnonzero(found)[0])


def _word(value: object) -> str:
    if isinstance(value, bool | np.bool_):
        return "yes" if value else "no"
    return str(value)
