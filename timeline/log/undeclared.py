"""Events in a log that are of no kind of a vocabulary."""

from collections import Counter

from timeline.amendments import ALWAYS
from timeline.log.maintain import Log
from timeline.vocabulary import Vocabulary


def kinds_beyond(log: Log, vocabulary: Vocabulary) -> list[str]:
    """Kinds of which a log holds any event ever recorded, and which a vocabulary has not."""
    held = {kind for part in log.parts for kind in part.segment.tables}
    return sorted(held - vocabulary.kinds.keys())


def undeclared(log: Log, vocabulary: Vocabulary) -> dict[str, int]:
    """How many events that hold now are of each kind that a vocabulary does not declare."""
    counts: Counter[str] = Counter()
    for kind in kinds_beyond(log, vocabulary):
        for part in log.parts:
            if table := part.segment.tables.get(kind):
                holds = part.current[table.patient] & (table.superseded == ALWAYS)
                counts[kind] += int(holds.sum())
    return {kind: count for kind, count in counts.items() if count}
