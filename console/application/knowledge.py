"""What a state of knowledge cannot show: said on stderr, and where it lasts, in the result."""

from collections.abc import Iterable
from datetime import UTC, datetime

import click

from timeline.log import AsOf


def beyond(as_ofs: Iterable[AsOf]) -> list[str]:
    """Warnings of cutoffs after the day by which all that is used was recorded."""
    return [
        f"the data cutoff {one.cutoff} lies beyond the state of knowledge "
        f"{one.as_json()['known_by']}; nothing is known of the days between"
        for one in as_ofs
        if one.beyond_knowledge
    ]


def warn(as_ofs: list[AsOf]) -> None:
    """Say what these as-ofs cannot show, and which of them will change as long as records come."""
    now = datetime.now(UTC)
    future = [one for one in as_ofs if one.known_by is not None and one.known_by > now]
    said = [
        f"the state of knowledge {one.as_json()['known_by']} lies in the future; "
        "records that are still to come will change the result"
        for one in future[:1]
    ]
    for one in (*beyond(as_ofs), *said):
        click.echo(f"timeline: warning: {one}", err=True)
