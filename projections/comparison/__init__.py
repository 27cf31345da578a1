"""Two replays held against each other: what changed for whom, and what alone undoes it.

Nothing is guessed: an event is a cause if the patient, told again without it, has the old value;
a definition, if the study with its old wording has.
"""

from projections.comparison.causes import Cause, causes_in_definitions, causes_in_record
from projections.comparison.changes import Change, changes
from projections.comparison.comparison import Comparison, compared
from projections.comparison.definitions import Edit, edits, only_in
from projections.comparison.reasons import Reason, Sort
from projections.comparison.values import MEMBER, STATE, Snapshot, Value, names_of, snapshot

__all__ = [
    "MEMBER",
    "STATE",
    "Cause",
    "Change",
    "Comparison",
    "Edit",
    "Reason",
    "Snapshot",
    "Sort",
    "Value",
    "causes_in_definitions",
    "causes_in_record",
    "changes",
    "compared",
    "edits",
    "names_of",
    "only_in",
    "snapshot",
]
