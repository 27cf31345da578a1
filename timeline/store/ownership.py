"""A source record belongs to one patient; another may have it once the first has lost it."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Protocol

from pydantic_core import from_json

from timeline.amendments import ALWAYS
from timeline.errors import InvalidEvent
from timeline.history import History, microseconds
from timeline.store.recorder import Row
from timeline.vocabulary import Vocabulary
from timeline.vocabulary.event import Event, Record

OF_ANOTHER = InvalidEvent(
    "source_record",
    "another patient has this record",
    "retract it there first if it was moved; give it a name of its own if it is another record",
)
BEFORE_THE_MOVE = InvalidEvent(
    "recorded",
    "this record still was another patient's then",
    "give the instant at which it was moved, no earlier than its retraction there",
)


class Holders(Protocol):
    """What a store knows of who has its source records."""

    @property
    def vocabulary(self) -> Vocabulary:
        """The kinds of event that it reads."""

    def holders(self, records: Iterable[Record]) -> dict[Record, set[str]]:
        """The patients who have, or once had, each of some records."""

    def events_of(self, patient: str) -> tuple[Event, ...]:
        """All events of a patient."""


@dataclass(slots=True)
class Ownership:
    """Whose the source records of a store are, and those of rows about to be written to it."""

    store: Holders
    _holders: dict[Record, set[str]] = field(default_factory=lambda: defaultdict(set))
    _pending: dict[str, list[Row]] = field(default_factory=lambda: defaultdict(list))

    def learn(self, records: Iterable[Record]) -> None:
        """Look up which patients of the store have some records."""
        for record, patients in self.store.holders(records).items():
            self._holders[record] |= patients

    def refusal(self, record: Record, row: Row) -> InvalidEvent | None:
        """Why a row cannot be its patient's; None if it can. Its record has been learnt."""
        others = self._holders[record] - {row.patient}
        if not others:
            return None
        held_until = max(self._history(other).held_until(record) for other in others)
        if held_until == ALWAYS:
            return OF_ANOTHER
        before = microseconds(self._event(row).recorded) < held_until
        return BEFORE_THE_MOVE if before else None

    def claim(self, record: Record, row: Row) -> None:
        """Count a row as its patient's before it is written."""
        self._holders[record].add(row.patient)
        self._pending[row.patient].append(row)

    def forget(self) -> None:
        """Start again, once what was imported has been written."""
        self._holders.clear()
        self._pending.clear()

    def _history(self, patient: str) -> History:
        stored = self.store.events_of(patient)
        pending = (self._event(row) for row in self._pending[patient])
        return History((*stored, *pending), self.store.vocabulary)

    def _event(self, row: Row) -> Event:
        return self.store.vocabulary.of_store(from_json(row.state))
