"""Events in a log that are of no kind of a vocabulary."""

from collections import Counter

from timeline.amendments import ALWAYS
from timeline.log.follow import Log
from timeline.vocabulary import Vocabulary


def undeclared(log: Log, vocabulary: Vocabulary) -> dict[str, int]:
    """How many events that hold now are of each kind that a vocabulary does not declare."""
    counts: Counter[str] = Counter()
    for part in log.parts:
        for kind, shelf in part.segment.shelves.items():
            if kind not in vocabulary.kinds:
                holds = part.current[shelf.patient] & (shelf.superseded == ALWAYS)
                counts[kind] += int(holds.sum())
    return {kind: count for kind, count in sorted(counts.items()) if count}
