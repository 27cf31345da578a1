"""Corrections are events: they change no event, they say from when another no longer holds."""

from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import Field, JsonValue

from timeline.vocabulary.event import DayOrder, Event, Text, event_id


class Amendment(Event):
    """An event about another event, which it names by source record and revision.

    From its own ``recorded`` instant on, an amendment takes the place of its target and of
    every earlier amendment of the same target; of those recorded at one instant the higher
    revision holds. It can itself be amended: a correction of a correction stands for the same
    fact, a retraction of a correction brings the fact back. The rules in full are in
    ``timeline.amendments``.
    """

    day_order = DayOrder.BACKGROUND
    shows_life = False
    may_follow_death = True
    target_record: Text
    target_revision: Annotated[int, Field(ge=1)] = 1
    target_system: Text | None = None
    reason: Text

    @property
    def target(self) -> UUID:
        """Id of the amended event."""
        system = self.target_system or self.source_system
        return event_id(system, self.target_record, self.target_revision)


class Corrected(Amendment):
    """The target is replaced: ``replacement`` holds kind, occurred and payload of the new fact."""

    kind: Literal["corrected"] = "corrected"
    replacement: dict[str, JsonValue]

    @property
    def replacement_fields(self) -> dict[str, Any]:
        """The replacing fact as a whole event under this correction's envelope."""
        given = INHERITED & self.model_fields_set
        envelope = {name: getattr(self, name) for name in given}
        return {**envelope, **self.replacement}


class Retracted(Amendment):
    """The target never was; nothing replaces it."""

    kind: Literal["retracted"] = "retracted"


SAID_ONCE = {"patient", "recorded", "recorder", "source_system", "source_record", "revision"}
"""What a correction says of itself and of the fact that it puts in at once."""

INHERITED = SAID_ONCE | {"occurred", "imputation", "document", "provenance", "provenance_note"}
"""What a replacement takes from its correction unless it says otherwise."""
