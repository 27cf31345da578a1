"""The record of one patient, built again without some of its events, or with supposed ones."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from timeline.dates import day_from_number, day_number
from timeline.history import History
from timeline.log import Segment
from timeline.log.build import segment_from
from timeline.log.builder import LogDraft
from timeline.vocabulary import Corrected, Event, Vocabulary


@dataclass(frozen=True, slots=True)
class HypotheticalEvent:
    """An event that might have been: its kind, its day number, and the fields that matter."""

    kind: str
    day: int
    fields: Mapping[str, Any]

    @property
    def date(self) -> str:
        """The day in ISO form."""
        return day_from_number(self.day).isoformat()


@dataclass(frozen=True, slots=True)
class Record:
    """All that was ever recorded of one patient, amendments included.

    Attributes
    ----------
    events
        Id, fields and place on its day of every event.
    first, last
        Day numbers between which the facts lie.
    """

    patient: str
    vocabulary: Vocabulary
    events: tuple[tuple[UUID, Mapping[str, Any], int], ...]
    first: int
    last: int

    @classmethod
    def from_history(cls, patient: str, history: History) -> "Record":
        """The record that a history holds."""
        events = []
        for event in history.events:
            effective: Event = event
            if isinstance(event, Corrected):
                effective = history.vocabulary.said_by(event)
            fields = event.model_dump(mode="json", exclude_none=True)
            events.append((event.id, fields, effective.day_order.value))
        days = [day_number(fact.day) for fact in history.facts()] or [0]
        return cls(patient, history.vocabulary, tuple(events), min(days), max(days))

    def segment(
        self, without: Collection[UUID] = (), hypothetical: Iterable[HypotheticalEvent] = ()
    ) -> Segment:
        """The patient's events in columns, without some of them and with supposed ones."""
        draft = LogDraft(self.vocabulary, {self.patient: 0})
        for identity, fields, order in self.events:
            if identity not in without:
                draft.append(fields, order)
        for number, event in enumerate(hypothetical):
            order = self.vocabulary.kinds[event.kind].day_order.value
            draft.append(self.written(event, number), order)
        return segment_from(draft)

    def written(self, event: HypotheticalEvent, number: int = 0) -> dict[str, Any]:
        """A supposed event as it would be recorded, known on the day on which it happened."""
        return {
            "kind": event.kind,
            "patient": self.patient,
            "occurred": event.date,
            "recorded": f"{event.date}T00:00:00+00:00",
            "recorder": "supposed",
            "source_system": "supposed",
            "source_record": f"{self.patient}:{number}",
            **event.fields,
        }
