"""A printed statistic as text: at whose event it was set, who makes it, and by which events."""

from collections import Counter
from collections.abc import Mapping
from uuid import UUID

from rich.console import Console
from rich.markup import escape

from analyses.statistics import Role, Share, Statistic
from console.text.derivation import short_event_line
from console.text.output import estimate, probability, table, time
from projections.cohort.replay import ALIVE_AT_CUTOFF
from timeline.vocabulary import Event

MOST_SHOWN = 80
"""Of a larger statistic the patients nearest to where it was set are shown; JSON holds all."""

ROLES: dict[Role, str] = {
    "decides": "set it",
    "event": "with the event before",
    "other event": "with another event before",
    "censored": "censored before",
    "at risk": "followed beyond",
    "counted": "counted",
}


def print_statistic(
    out: Console, statistic: Statistic, unit: str, events: Mapping[UUID, Event]
) -> None:
    """Print a statistic from its value to its patients to their events."""
    out.print(f"[bold]{escape(title(statistic))}[/] = [bold]{value_of(statistic, unit)}[/]")
    for share in statistic.by_role("decides"):
        out.print(f"set at the event of [bold]{escape(share.patient)}[/]: {_event(share, events)}")
    counts = Counter(share.role for share in statistic.shares)
    out.print(
        "; ".join(f"{words}: {counts[role]}" for role, words in ROLES.items() if counts[role])
    )
    shown = shown_of(statistic)
    timed = any(share.time is not None for share in shown)
    rows = [_timed(share, events) if timed else _counted(share, events) for share in shown]
    headings = (unit, "patient", "", "at risk", "curve", "decided by")
    out.print()
    if timed:
        out.print(table(*headings, rows=rows, right=frozenset({0, 3, 4})))
    else:
        out.print(table("patient", "decided by", rows=rows))
    if left := len(statistic.shares) - len(shown):
        out.print(f"[dim]{left} more patients (--json lists them)[/]")


def title(statistic: Statistic) -> str:
    """What a statistic is called."""
    name = statistic.name
    return ".".join(filter(None, (name.subject, name.group, name.statistic)))


def value_of(statistic: Statistic, unit: str) -> str:
    """The value of a statistic with its limits."""
    value = statistic.value
    if statistic.name.statistic in ("n", "events"):
        return f"{value.estimate:g} patients"
    shown = time if statistic.name.statistic == "median" else probability
    limits = estimate(value, shown)
    return f"{limits} {unit}" if statistic.name.statistic == "median" else limits


def shown_of(statistic: Statistic) -> list[Share]:
    """The shares that are printed: all, or those about where the statistic was set."""
    shares = list(statistic.shares)
    if len(shares) <= MOST_SHOWN:
        return shares
    last = max(
        (n for n, share in enumerate(shares) if share.role == "decides"), default=MOST_SHOWN // 2
    )
    first = max(0, last - MOST_SHOWN // 2)
    return shares[first : first + MOST_SHOWN]


def _timed(share: Share, events: Mapping[UUID, Event]) -> tuple[str, ...]:
    outcome = f"{share.outcome} (set it)" if share.role == "decides" else share.outcome
    return (
        time(share.time),
        escape(share.patient),
        escape(outcome),
        str(share.at_risk),
        probability(share.estimate),
        _event(share, events),
    )


def _counted(share: Share, events: Mapping[UUID, Event]) -> tuple[str, ...]:
    return escape(share.patient), _event(share, events)


def _event(share: Share, events: Mapping[UUID, Event]) -> str:
    """The last of the events behind a share: the one that ended follow-up, or that decided."""
    if share.outcome == ALIVE_AT_CUTOFF or not share.events:
        return f"{share.date} the data cutoff" if share.date else ""
    return short_event_line(events[share.events[-1]])
