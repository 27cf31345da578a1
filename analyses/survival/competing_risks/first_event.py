"""Time to the first of several kinds of event, checked once for every competing-risks analysis."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from analyses.errors import InvalidInputError
from analyses.survival.intervals import FloatArray
from analyses.survival.observations import BoolArray, Observations, labels_of, observations
from analyses.survival.regression.model_errors import NoEventsError


@dataclass(frozen=True, slots=True)
class CompetingRisks:
    """One row per subject, at risk over (entry, time]: the first event at ``time``, or censored.

    ``entry`` is None when everyone is observed from time 0. ``code`` is the position of the
    row's cause in ``causes``, -1 for censored.
    """

    time: FloatArray
    code: NDArray[np.intp]
    causes: tuple[Hashable, ...]
    entry: FloatArray | None = None

    def __len__(self) -> int:
        """Return the number of rows."""
        return self.time.size

    def where(self, chosen: BoolArray) -> "CompetingRisks":
        """Return the chosen rows; a cause that none of them had stays listed."""
        entry = None if self.entry is None else self.entry[chosen]
        return CompetingRisks(self.time[chosen], self.code[chosen], self.causes, entry)

    def any_event(self) -> Observations:
        """Return the rows with an event of whichever cause."""
        return Observations(self.time, self.code >= 0, self.entry)

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


def competing_risks(
    time: ArrayLike,
    cause: ArrayLike,
    *,
    entry: ArrayLike | None = None,
    censored: Hashable = 0,
    causes: Sequence[Hashable] | None = None,
) -> CompetingRisks:
    """Return the rows of a competing-risks analysis, or say which column cannot be one.

    ``time`` and ``entry`` are finite and nonnegative; ``cause`` holds the label of the first
    event, or the label ``censored``. Causes are those seen, sorted by label, or ``causes`` in
    their order, among them any that nobody had.

    Raises InvalidInputError for columns that cannot be such rows, or a cause not in ``causes``.
    """
    column = np.asarray(cause)
    if column.ndim != 1:
        raise InvalidInputError(f"'cause' must be one column, not {column.ndim} dimensions.")
    rows = observations(time, np.zeros(column.size, dtype=bool), entry)
    labels, codes = _coded(column)
    seen = [label for label in labels if label != censored]
    listed = tuple(seen if causes is None else causes)
    if not set(seen) <= set(listed):
        raise InvalidInputError("'cause' holds a label that is not among 'causes'.")
    code_of = {label: i for i, label in enumerate(listed)}
    recoded = np.array([code_of.get(label, -1) for label in labels], dtype=np.intp)
    return CompetingRisks(rows.time, recoded[codes], listed, rows.entry)


def _coded(column: NDArray[np.generic]) -> tuple[list[Hashable], NDArray[np.intp]]:
    """Return the sorted labels and each row's, without a sort where they are small integers."""
    if not np.issubdtype(column.dtype, np.integer) or not _is_small(column):
        return labels_of("cause", column, column.size)
    numbers = column.astype(np.intp)
    seen = np.bincount(numbers) > 0
    return [*np.flatnonzero(seen).tolist()], (np.cumsum(seen) - 1)[numbers]


def _is_small(column: NDArray[np.generic]) -> bool:
    return bool(column.size and column.min() >= 0 and column.max() < 1000)
