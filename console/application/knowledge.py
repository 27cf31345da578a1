"""What a state of knowledge cannot show."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from timeline.log import AsOf


def beyond(as_ofs: Iterable[AsOf]) -> list[str]:
    """Warnings of cutoffs after the day by which all that is used was recorded."""
    return [
        f"the data cutoff {item.cutoff} lies beyond the state of knowledge "
        f"{item.as_json()['known_by']}; nothing is known of the days between"
        for item in as_ofs
        if item.beyond_knowledge
    ]


def warnings_of(as_ofs: Sequence[AsOf], now: datetime) -> list[str]:
    """What these as-ofs cannot show, and whether any will change as long as records come."""
    future = [item for item in as_ofs if item.known_by is not None and item.known_by > now]
    changing = [
        f"the state of knowledge {item.as_json()['known_by']} lies in the future; "
        "records that are still to come will change the result"
        for item in future[:1]
    ]
    return [f"warning: {text}" for text in (*beyond(as_ofs), *changing)]
