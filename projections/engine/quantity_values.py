"""What a quantity evaluates to: one value per patient (or episode), and the row it was read off."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from projections.engine.milestone_dates import Ints
from projections.engine.overrides import Override


@dataclass(frozen=True, slots=True)
class Measured:
    """A quantity: values as objects (numbers, words, None where unknown), and their rows."""

    values: NDArray[np.object_]
    row: Ints

    def replaced(self, override: Override) -> Measured:
        """The quantity with the values that were decided."""
        values, row = self.values.copy(), self.row.copy()
        values[override.unit], row[override.unit] = override.value, override.row
        return Measured(values, row)
