"""Amendments that change nothing."""

from collections.abc import Iterator

from timeline.history import History
from timeline.quality.finding import Finding, finding
from timeline.vocabulary import Amendment


def amendment_without_target(history: History) -> Iterator[Finding]:
    """An amendment names a record that is not there."""
    known = history.by_id
    for event in history.events:
        if isinstance(event, Amendment) and event.target not in known:
            yield finding(
                "amendment_without_target",
                f"{event.kind} names a record that this patient's history does not hold",
                (event,),
            )
