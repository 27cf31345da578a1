"""Events of kinds that no study at hand declares, in words."""

from collections.abc import Mapping


def in_words(counts: Mapping[str, int], reader: str) -> str:
    """How many events are of which kinds that ``reader`` declares; empty if none are."""
    if not counts:
        return ""
    total = sum(counts.values())
    kinds = ", ".join(f"{kind} ({count})" for kind, count in counts.items())
    events = "1 event of a kind" if total == 1 else f"{total} events of kinds"
    return f"{events} that {reader}: {kinds}"
