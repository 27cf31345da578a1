"""The versions of events on their way to a segment: which event, held when, placed on which day."""

from dataclasses import dataclass
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from timeline.log.builder import EventTableDraft


@dataclass(frozen=True, slots=True)
class Versions:
    """The versions of one kind, unsorted.

    Attributes
    ----------
    place
        Where the event stands in the draft.
    start, end
        The version held in ``[start, end)``.
    day, dating
        On which day it was placed then, and how the day is known.
    """

    draft: EventTableDraft
    place: NDArray[np.int64]
    start: NDArray[np.int64]
    end: NDArray[np.int64]
    day: NDArray[np.int32]
    dating: NDArray[np.int8]

    def column(self, name: str) -> NDArray[Any]:
        """An array of the draft, version by version."""
        return np.array(getattr(self.draft, name))[self.place]

    def comparable(self, name: str) -> NDArray[np.float64]:
        """What distinguishes the values of a field, version by version; -1 where it is absent."""
        column = self.draft.columns.get(name)
        if column is None:
            return np.full(len(self.place), -1.0)
        column.pad(len(self.draft.day))
        return np.nan_to_num(np.array(column.data, dtype=np.float64)[self.place], nan=-1.0)

    @property
    def id(self) -> NDArray[np.void]:
        """Ids of the events, version by version."""
        return np.frombuffer(bytes(self.draft.id), dtype="V16")[self.place]

    def with_others(self, here: NDArray[np.intp], others: "list[tuple[int, ...]]") -> Self:
        """The versions with others in place of some of them."""
        columns = np.array(others, dtype=np.int64).reshape(-1, len(FIELDS)).T
        kept = (np.delete(getattr(self, name), here) for name in FIELDS)
        joined = (
            np.concatenate([old, new.astype(old.dtype)])
            for old, new in zip(kept, columns, strict=True)
        )
        return type(self)(self.draft, *joined)


FIELDS = ("place", "start", "end", "day", "dating")
