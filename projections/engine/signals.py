"""Signals: the events that set them, and the values that they set."""

from dataclasses import dataclass

import numpy as np

from projections.engine.milestone_dates import Ints, MilestoneDates
from projections.engine.occurrences import NONE, Occurrences, passing, present
from projections.engine.view import View
from projections.language import Signal
from timeline.log import Categories, Column, EventTable, Numbers


@dataclass(frozen=True, slots=True)
class SignalValues:
    """The events that set a signal, and the table on which they stand."""

    at: Occurrences
    table: EventTable | None = None

    def column(self, name: str) -> Column | None:
        """A payload column at these events."""
        column = None if self.table is None else self.table.columns.get(name)
        return column.take(self.at.index) if column and self.at.index is not None else None

    def codes(self, name: str) -> Ints:
        """A column as codes that tell its values apart; -1 where there is none."""
        column = self.column(name)
        if isinstance(column, Categories):
            return column.codes
        if isinstance(column, Numbers):
            return np.unique(column.values, return_inverse=True)[1].astype(np.int32)
        return np.full(len(self.at), -1, dtype=np.int32)


def signal_values(view: View, signal: Signal, start: MilestoneDates | None) -> SignalValues:
    """The events that set a signal; with a start, those after each patient's moment."""
    visible = view.visible(signal.kind)
    if visible is None:
        return SignalValues(NONE)
    table, length = visible.table, len(visible.table)
    sets = visible.seen & present(table.columns.get(signal.field), length)
    for test in signal.where:
        sets &= passing(table.columns.get(test.field), test, length)
    if start is not None:
        sets &= start.before(table.row, table.day, table.patient)
    at = Occurrences(table.row, table.patient, table.day, np.flatnonzero(sets))
    return SignalValues(at, table)
