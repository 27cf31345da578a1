"""Events that pass the tests of a definition, as arrays sorted by row."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from projections.engine.comparisons import certain, limits
from projections.engine.milestone_dates import NEVER, NOWHERE, Ints, Mask, MilestoneDates
from projections.engine.runs import firsts, lasts
from projections.engine.view import Visible
from projections.language.events import FieldTest
from timeline.log import Categories, Column, Understood
from timeline.log.columns import SEPARATOR
from timeline.vocabulary.terms import Reading


@dataclass(frozen=True, eq=False)
class Occurrences:
    """Events by row, with their patient and day: those at ``index`` of longer columns.

    A column is built when it is needed, so that events of which only a few turn out to be
    needed cost no more than their index.
    """

    rows: Ints
    patients: Ints
    days: Ints
    index: NDArray[np.intp] | None = None

    def __len__(self) -> int:
        return len(self.rows if self.index is None else self.index)

    @cached_property
    def row(self) -> Ints:
        """Place of each event in the whole segment."""
        return self.rows if self.index is None else self.rows[self.index]

    @cached_property
    def patient(self) -> Ints:
        """Index of each event's patient."""
        return self.patients if self.index is None else self.patients[self.index]

    @cached_property
    def day(self) -> Ints:
        """Clinical day number of each event."""
        return self.days if self.index is None else self.days[self.index]

    def take(self, index: NDArray[np.intp]) -> "Occurrences":
        """Some of the events."""
        places = index if self.index is None else self.index[index]
        return Occurrences(self.rows, self.patients, self.days, places)

    def first_of_each(self, which: Mask | None, patients: int, n: int = 1) -> MilestoneDates:
        """The n-th event of each patient among those marked."""
        patient, index = self._marked(which)
        chosen = starts = firsts(patient)
        if n > 1:
            chosen = starts + (n - 1)
            chosen = chosen[chosen < len(patient)]
            starts = starts[: len(chosen)]
            chosen = chosen[patient[chosen] == patient[starts]]
        return self.moments(chosen if index is None else index[chosen], patients)

    def last_of_each(self, which: Mask | None, patients: int) -> MilestoneDates:
        """The last event of each patient among those marked."""
        return self.moments(self.lasts(which), patients)

    def lasts(self, which: Mask | None) -> NDArray[np.intp]:
        """Where the last event of each patient among those marked stands."""
        patient, index = self._marked(which)
        ends = lasts(patient)
        return ends if index is None else index[ends]

    def moments(self, index: NDArray[np.intp], patients: int) -> MilestoneDates:
        """Some of the events, no two of one patient, as moments."""
        row = np.full(patients, NOWHERE, dtype=np.int32)
        day = np.full(patients, NEVER, dtype=np.int32)
        chosen = self.take(index)
        patient = chosen.patient.astype(np.intp)
        row[patient], day[patient] = chosen.row, chosen.day
        return MilestoneDates(row, day)

    def _marked(self, which: Mask | None) -> tuple[Ints, NDArray[np.intp] | None]:
        """Patients of the events marked, and where those stand; None if all are."""
        if which is None:
            return self.patient, None
        index = np.flatnonzero(which)
        return self.patient[index], index


NOTHING = np.empty(0, dtype=np.int32)
NONE = Occurrences(NOTHING, NOTHING, NOTHING)


def occurrences(visible: Visible | None, tests: tuple[FieldTest, ...]) -> Occurrences:
    """The visible events of one kind that pass every test."""
    if visible is None:
        return NONE
    table = visible.table
    if not tests:
        return Occurrences(table.row, table.patient, table.day, visible.index)
    passes = visible.seen
    for test in tests:
        passes = passes & passing(table.columns.get(test.field), test, len(table))
    return Occurrences(table.row, table.patient, table.day, np.flatnonzero(passes))


def passing(column: Column | None, test: FieldTest, length: int) -> Mask:
    """Which entries of a column certainly pass a test; an absent value never does."""
    if column is None:
        return np.zeros(length, dtype=bool)
    if isinstance(column, Understood):
        return column.where_read(lambda reading: reading_passes(reading, test))
    if isinstance(column, Categories):
        return column.where(lambda text: _text_passes(text, test))
    return certain(column, test)


def present(column: Column | None, length: int) -> Mask:
    """Which entries of a column hold a value."""
    if column is None:
        return np.zeros(length, dtype=bool)
    return column.codes >= 0 if isinstance(column, Categories) else ~np.isnan(limits(column)[0])


def _text_passes(text: str, test: FieldTest) -> bool:
    match test.operator:
        case "is":
            return text == test.value
        case "one of":
            return isinstance(test.value, tuple) and text in test.value
        case "includes":
            return test.value in text.split(SEPARATOR)
        case "includes any of":
            assert isinstance(test.value, tuple)
            return not set(test.value).isdisjoint(text.split(SEPARATOR))
    return False


def reading_passes(reading: Reading, test: FieldTest) -> bool:
    """Whether what was understood passes."""
    sought = test.value if isinstance(test.value, tuple) else (test.value,)
    match test.operator:
        case "not understood":
            return bool(reading.unknown)
        case "of class":
            return not reading.classes.isdisjoint(map(str, sought))
        case "is" | "one of":
            return reading.text in sought
    return any(reading.says(str(term)) for term in sought)


def together(parts: list[Occurrences]) -> Occurrences:
    """Events of several kinds in one order."""
    if len(parts) <= 1:
        return parts[0] if parts else NONE
    merged = Occurrences(
        np.concatenate([part.row for part in parts]),
        np.concatenate([part.patient for part in parts]),
        np.concatenate([part.day for part in parts]),
    )
    return merged.take(np.argsort(merged.row, kind="stable"))
