"""What a state of knowledge cannot show: said on stderr, and where it lasts, in the result."""

from collections.abc import Iterable
from datetime import UTC, datetime

import click

from timeline.log import AsOf


def beyond(as_ofs: Iterable[AsOf]) -> list[str]:
    """Warnings of cutoffs after the day by which all that is used was recorded."""
    return [
        f"the data cutoff {item.cutoff} lies beyond the state of knowledge "
        f"{item.as_json()['known_by']}; nothing is known of the days between"
        for item in as_ofs
        if item.beyond_knowledge
    ]


def warn(as_ofs: list[AsOf]) -> None:
    """Say what these as-ofs cannot show, and which of them will change as long as records come."""
    now = datetime.now(UTC)
    future = [item for item in as_ofs if item.known_by is not None and item.known_by > now]
    said = [
        f"the state of knowledge {item.as_json()['known_by']} lies in the future; "
        "records that are still to come will change the result"
        for item in future[:1]
    ]
    for item in (*beyond(as_ofs), *said):
        click.echo(f"timeline: warning: {item}", err=True)
