"""What a quantity evaluates to: one value per patient (or episode), and the row it was read off."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from projections.engine.moments import Ints
from projections.engine.overrides import Ruling


@dataclass(frozen=True, slots=True)
class Measured:
    """A quantity: values as objects (numbers, words, None where unknown), and their rows."""

    values: NDArray[np.object_]
    row: Ints

    def replaced(self, ruling: Ruling) -> Measured:
        """The quantity with the values that were decided."""
        values, row = self.values.copy(), self.row.copy()
        values[ruling.unit], row[ruling.unit] = ruling.value, ruling.row
        return Measured(values, row)
