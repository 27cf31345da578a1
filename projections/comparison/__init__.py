"""Two replays compared: which values of which patients changed, and what caused it.

Nothing is guessed: an event causes a change if replaying the patient without it restores the old
value; a definition, if replaying the study with its old version does.
"""

from projections.comparison.causes import Cause, causes_in_definitions, causes_in_record
from projections.comparison.changes import Change, changes
from projections.comparison.comparison import Comparison, compared
from projections.comparison.definitions import Edit, edits, only_in
from projections.comparison.reasons import Reason, Sort
from projections.comparison.rows import ChangedValue, changed_values
from projections.comparison.values import (
    MEMBER,
    STATE,
    Snapshot,
    Value,
    is_compared,
    names_of,
    snapshot,
)

__all__ = [
    "MEMBER",
    "STATE",
    "Cause",
    "Change",
    "ChangedValue",
    "Comparison",
    "Edit",
    "Reason",
    "Snapshot",
    "Sort",
    "Value",
    "causes_in_definitions",
    "causes_in_record",
    "changed_values",
    "changes",
    "compared",
    "edits",
    "is_compared",
    "names_of",
    "only_in",
    "snapshot",
]
