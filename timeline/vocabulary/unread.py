"""Stored events that a vocabulary cannot read: shown as they are stored, never lost."""

from collections.abc import Mapping
from typing import Any, ClassVar

from pydantic import ConfigDict, PrivateAttr

from timeline.errors import InvalidEvent
from timeline.vocabulary.event import DayOrder, Event


class Unread(Event):
    """A stored event of a kind that is not declared, or that is no longer valid as its kind.

    Only what every event has is known of it; its payload is kept as it is stored.
    """

    model_config = ConfigDict(extra="allow")

    day_order: ClassVar[DayOrder] = DayOrder.BACKGROUND
    shows_life: ClassVar[bool] = False
    may_follow_death: ClassVar[bool] = True
    _fault: InvalidEvent = PrivateAttr()

    @property
    def declared(self) -> bool:
        """Whether its kind is one of the vocabulary, in which it is not valid."""
        return self._fault.field != "kind"

    @property
    def reason(self) -> str:
        """Why it cannot be read."""
        return str(self._fault)


def as_stored(fields: Mapping[str, Any], fault: InvalidEvent) -> Event:
    """An event that could not be read, with the reason why.

    Raises
    ------
    InvalidEvent
        If not even when, where and by whom it was recorded is known.
    """
    try:
        event = Unread.model_validate(fields)
    except ValueError:
        raise fault from None
    event._fault = fault
    return event
