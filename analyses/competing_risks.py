"""Time to the first of several kinds of event, checked once for every competing-risks analysis."""

from collections.abc import Hashable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from analyses.errors import InvalidInputError
from analyses.intervals import FloatArray
from analyses.model_errors import NoEventsError
from analyses.observations import BoolArray, labels_of, observations


@dataclass(frozen=True, slots=True)
class CompetingRisks:
    """One row per subject: the first event at ``time``, or censored then.

    ``code`` is the position of the row's cause in ``causes``, -1 for censored.
    """

    time: FloatArray
    code: NDArray[np.intp]
    causes: tuple[Hashable, ...]

    def __len__(self) -> int:
        """Return the number of rows."""
        return self.time.size

    def where(self, chosen: BoolArray) -> "CompetingRisks":
        """Return the chosen rows; a cause that none of them had stays listed."""
        return CompetingRisks(self.time[chosen], self.code[chosen], self.causes)

    def position(self, cause: Hashable) -> int:
        """Return the code of a cause.

        Raises NoEventsError when nobody had it.
        """
        if cause not in self.causes:
            raise NoEventsError(
                f"Nobody had an event of cause {cause!r}; "
                f"the causes seen are {', '.join(map(repr, self.causes)) or 'none'}."
            )
        return self.causes.index(cause)


def competing_risks(time: ArrayLike, cause: ArrayLike, *, censored: Hashable = 0) -> CompetingRisks:
    """Return the rows of a competing-risks analysis, or say which column cannot be one.

    ``time`` is finite and nonnegative; ``cause`` holds the label of the first event, or the
    label ``censored``. Causes are sorted by label.

    Raises InvalidInputError for columns that cannot be such rows.
    """
    column = np.asarray(cause)
    if column.ndim != 1:
        raise InvalidInputError(f"'cause' must be one column, not {column.ndim} dimensions.")
    rows = observations(time, np.zeros(column.size, dtype=bool))
    labels, codes = _coded(column)
    causes = tuple(label for label in labels if label != censored)
    code_of = {label: i for i, label in enumerate(causes)}
    recoded = np.array([code_of.get(label, -1) for label in labels], dtype=np.intp)
    return CompetingRisks(rows.time, recoded[codes], causes)


def _coded(column: NDArray[np.generic]) -> tuple[list[Hashable], NDArray[np.intp]]:
    """Return the sorted labels and each row's, without a sort where they are small integers."""
    if not np.issubdtype(column.dtype, np.integer) or not _is_small(column):
        return labels_of("cause", column, column.size)
    numbers = column.astype(np.intp)
    seen = np.bincount(numbers) > 0
    return [*np.flatnonzero(seen).tolist()], (np.cumsum(seen) - 1)[numbers]


def _is_small(column: NDArray[np.generic]) -> bool:
    return bool(column.size and column.min() >= 0 and column.max() < 1000)
