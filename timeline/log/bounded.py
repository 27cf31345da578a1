"""Columns of numbers of which some are known only to lie below or above what was measured.

The log holds the number and the qualifier as they were written; a view reads them as bounds.
"""

from dataclasses import dataclass, replace
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from timeline.log.columns import Categories, EventTable, Numbers
from timeline.vocabulary import Vocabulary
from timeline.vocabulary.measurement import Measurement

QUALIFIER = "qualifier"
Reals = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Bounded(Numbers):
    """A column of numbers, some of which lie anywhere from ``low`` to ``high``, both included.

    ``values`` are NaN there, and ``written`` is the number as it was reported.
    """

    low: Reals
    high: Reals
    written: Reals
    qualifiers: Categories

    def take(self, index: NDArray[Any] | slice) -> Self:
        """The column at some of its places."""
        values, low, high, written = (
            column[index] for column in (self.values, self.low, self.high, self.written)
        )
        return type(self)(values, low, high, written, self.qualifiers.take(index))

    def shown(self, place: int) -> float | str | None:
        """The number at a place as it was reported, with its qualifier."""
        qualifier = self.qualifiers.at(place)
        return self.at(place) if qualifier is None else f"{qualifier}{self.written[place]:g}"


def bounded(table: EventTable, kind: str, vocabulary: Vocabulary) -> EventTable:
    """The events of one kind with qualified numbers as bounds."""
    model, qualifiers = vocabulary.kinds.get(kind), table.columns.get(QUALIFIER)
    if model is None or not issubclass(model, Measurement):
        return table
    numbers = table.columns.get(model.measured_in)
    if not (isinstance(numbers, Numbers) and isinstance(qualifiers, Categories)):
        return table
    column = _bounded(numbers.values, qualifiers)
    return replace(table, columns={**table.columns, model.measured_in: column})


def _bounded(written: Reals, qualifiers: Categories) -> Bounded:
    """The nearest number below or above is the bound where the number itself is excluded."""
    low, high = written.copy(), written.copy()
    less, more = (
        qualifiers.where(lambda sign: sign == "<"),
        qualifiers.where(lambda sign: sign == ">"),
    )
    below = less | qualifiers.where(lambda sign: sign == "<=")
    above = more | qualifiers.where(lambda sign: sign == ">=")
    low[below], high[above] = -np.inf, np.inf
    high[less] = np.nextafter(written[less], -np.inf)
    low[more] = np.nextafter(written[more], np.inf)
    values = np.where(below | above, np.nan, written)
    return Bounded(values, low, high, written, qualifiers)
