"""Two replays held against each other: what changed for whom, and what alone undoes it.

Nothing is guessed: an event is a cause if the patient, told again without it, has the old value;
a definition, if the study with its old wording has.
"""

from projections.comparison.causes import Cause, causes_in_definitions, causes_in_record
from projections.comparison.changes import Change, changes
from projections.comparison.definitions import edited, only_in
from projections.comparison.values import MEMBER, STATE, Snapshot, Value, snapshot

__all__ = [
    "MEMBER",
    "STATE",
    "Cause",
    "Change",
    "Snapshot",
    "Value",
    "causes_in_definitions",
    "causes_in_record",
    "changes",
    "edited",
    "only_in",
    "snapshot",
]
