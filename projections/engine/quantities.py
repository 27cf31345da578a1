"""Quantities: numbers and words read off events, counted, or taken between two dates."""

import numpy as np

from projections.engine.comparisons import limits
from projections.engine.evaluation import Evaluation, measured_of
from projections.engine.milestone_dates import NOWHERE, MilestoneDates
from projections.engine.quantity_values import Measured
from projections.engine.windows import bounds
from projections.language.episodes import Episodes
from projections.language.quantities import (
    Count,
    DaysBetween,
    FieldOf,
    Highest,
    YearsSince,
)
from timeline.dates import Imputation, day_number, imputed_day
from timeline.log import Numbers

DAYS_IN_A_YEAR = 365.25


@measured_of.register
def _(quantity: FieldOf, evaluation: Evaluation) -> Measured:
    return _field(evaluation, evaluation.moments(quantity.milestone), quantity.field)


@measured_of.register
def _(quantity: Count, evaluation: Evaluation) -> Measured:
    if isinstance(quantity.of, Episodes):
        return _episodes_counted(evaluation, quantity.of)
    return _counted(evaluation, quantity)


@measured_of.register
def _(quantity: YearsSince, evaluation: Evaluation) -> Measured:
    return _years(evaluation.measured(quantity.date), evaluation.moments(quantity.at))


@measured_of.register
def _(quantity: DaysBetween, evaluation: Evaluation) -> Measured:
    return _days(evaluation.moments(quantity.start), evaluation.moments(quantity.end))


def _field(evaluation: Evaluation, moments: MilestoneDates, field: str) -> Measured:
    """Look the deciding event up on the table of its kind."""
    values = np.full(len(moments.row), None, dtype=object)
    for kind in evaluation.view.kinds:
        visible = evaluation.view.visible(kind)
        column = None if visible is None else visible.column(field)
        if visible is None or column is None or not len(visible.row):
            continue
        place = np.searchsorted(visible.row, moments.row).clip(max=len(visible.row) - 1)
        for unit in np.flatnonzero(visible.row[place] == moments.row):
            values[unit] = column.at(int(place[unit]))
    known = np.array([value is not None for value in values], dtype=bool)
    return Measured(values, np.where(known, moments.row, np.int32(NOWHERE)))


def _years(dates: Measured, at: MilestoneDates) -> Measured:
    """Partial dates stand for their middle day."""
    values = np.full(len(at.row), None, dtype=object)
    for unit in np.flatnonzero(at.reached):
        if dates.values[unit] is not None:
            born = day_number(imputed_day(str(dates.values[unit]), Imputation.MIDPOINT))
            values[unit] = (int(at.day[unit]) - born) / DAYS_IN_A_YEAR
    return Measured(values, dates.row)


@measured_of.register
def _(highest: Highest, evaluation: Evaluation) -> Measured:
    """The greatest value, of equal ones the earliest event; unknown where only its bound is."""
    patients = evaluation.view.patients
    signal_values = evaluation.signal_values(highest.signal)
    at, column = signal_values.at, signal_values.column(highest.signal.field)
    values = np.full(patients, None, dtype=object)
    row = np.full(patients, NOWHERE, dtype=np.int32)
    if isinstance(column, Numbers):
        kept = np.ones(len(at.row), dtype=bool)
        for bound in bounds(evaluation, highest.window, at):
            kept &= bound.kept
        index = np.flatnonzero(kept)
        most = limits(column)[1]
        order = index[np.lexsort((at.row[index], -most[index], at.patient[index]))]
        patient, first = np.unique(at.patient[order], return_index=True)
        found = column.values[order[first]]
        known = ~np.isnan(found)
        values[patient[known]] = found[known]
        row[patient] = at.row[order[first]]
    return Measured(values, row)


def _counted(evaluation: Evaluation, count: Count) -> Measured:
    assert not isinstance(count.of, Episodes)
    at = evaluation.occurrences(count.of)
    kept = np.ones(len(at.row), dtype=bool)
    for bound in bounds(evaluation, count.window, at):
        kept &= bound.kept
    patients = evaluation.view.patients
    numbers = np.bincount(at.patient[kept], minlength=patients)
    return Measured(numbers.astype(object), at.last_of_each(kept, patients).row)


def _episodes_counted(evaluation: Evaluation, episodes: Episodes) -> Measured:
    table = evaluation.inside(episodes).table
    patients = evaluation.view.patients
    row = np.full(patients, NOWHERE, dtype=np.int32)
    row[table.patient] = table.row
    return Measured(np.bincount(table.patient, minlength=patients).astype(object), row)


def _days(start: MilestoneDates, end: MilestoneDates) -> Measured:
    both = start.reached & end.reached
    values = np.full(len(both), None, dtype=object)
    values[both] = end.day[both] - start.day[both]
    return Measured(values, np.where(both, end.row, np.int32(NOWHERE)))
