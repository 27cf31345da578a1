"""The closed vocabulary of the events of any study, and how a study adds kinds of its own."""

from timeline.vocabulary.amendment import Amendment, Corrected, Retracted
from timeline.vocabulary.event import Course, DayOrder, Event, Provenance, event_id, identity
from timeline.vocabulary.kinds import CORE, Life, Vocabulary
from timeline.vocabulary.unread import Unread

__all__ = [
    "CORE",
    "Amendment",
    "Corrected",
    "Course",
    "DayOrder",
    "Event",
    "Life",
    "Provenance",
    "Retracted",
    "Unread",
    "Vocabulary",
    "event_id",
    "identity",
]
