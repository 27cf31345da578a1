"""A store as it was when it had fewer events: what was written since is not there."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, fields
from itertools import takewhile

from timeline.errors import Refused
from timeline.store.recorder import Row
from timeline.store.store import Store
from timeline.store.stored import Stored


@dataclass(frozen=True, slots=True)
class PastStore(Store):
    """A store up to a position, for reading alone.

    Positions only grow and what was written is never changed, so it always reads the same.
    """

    last: int

    @property
    def position(self) -> int:
        """Position of the last event that is seen."""
        return min(super(PastStore, self).position, self.last)

    def read(self, after: int = 0) -> Iterator[Stored]:
        """The events written after a position, up to the last that is seen."""
        whole = super(PastStore, self).read(after)
        return takewhile(lambda stored: stored.position <= self.last, whole)

    def stream(self, patient: str, version: int | None = None) -> list[Stored]:
        """One patient's events up to the last that is seen."""
        whole = super(PastStore, self).stream(patient, version)
        return [stored for stored in whole if stored.position <= self.last]

    def insert(self, batch: Iterable[Row]) -> None:
        """Refuse: the past takes no events."""
        raise Refused("the past is read only", "open the store itself to write")

    @contextmanager
    def writing(self) -> Iterator[Callable[[Iterable[Row]], None]]:
        """Refuse: the past takes no events."""
        yield self.insert


def up_to(store: Store, position: int) -> PastStore:
    """A store as it was when it had reached a position."""
    held = {field.name: getattr(store, field.name) for field in fields(Store)}
    return PastStore(**held, last=position)
