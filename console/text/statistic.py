"""A printed figure as text: at whose event it was set, who makes it, and by which events."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict
from uuid import UUID

from rich.console import Console
from rich.markup import escape

from analyses.statistics import Figure, Role, Share
from console.text.derivation import brief
from console.text.output import estimate, probability, table, time
from projections.cohort.replay import ALIVE_AT_CUTOFF
from timeline.vocabulary import Event

MOST_SHOWN = 80
"""Of a larger figure the patients nearest to where it was set are shown; JSON holds all."""

ROLES: dict[Role, str] = {
    "decides": "set it",
    "event": "with the event before",
    "other event": "with another event before",
    "censored": "censored before",
    "at risk": "followed beyond",
    "counted": "counted",
}


def print_figure(out: Console, figure: Figure, unit: str, events: Mapping[UUID, Event]) -> None:
    """Print a figure from its value to its patients to their events."""
    out.print(f"[bold]{escape(title(figure))}[/] = [bold]{value_of(figure, unit)}[/]")
    for share in figure.by_role("decides"):
        out.print(f"set at the event of [bold]{escape(share.patient)}[/]: {_event(share, events)}")
    counts = Counter(share.role for share in figure.shares)
    out.print("; ".join(f"{said}: {counts[role]}" for role, said in ROLES.items() if counts[role]))
    shown = shown_of(figure)
    timed = any(share.time is not None for share in shown)
    rows = [_timed(share, events) if timed else _counted(share, events) for share in shown]
    headings = (unit, "patient", "", "at risk", "curve", "decided by")
    out.print()
    if timed:
        out.print(table(*headings, rows=rows, right=frozenset({0, 3, 4})))
    else:
        out.print(table("patient", "decided by", rows=rows))
    if left := len(figure.shares) - len(shown):
        out.print(f"[dim]{left} more patients (--json lists them)[/]")


def title(figure: Figure) -> str:
    """What a figure is called."""
    name = figure.name
    return ".".join(filter(None, (name.of, name.group, name.statistic)))


def value_of(figure: Figure, unit: str) -> str:
    """The value of a figure with its limits."""
    value = figure.value
    if figure.name.statistic in ("n", "events"):
        return f"{value.estimate:g} patients"
    shown = time if figure.name.statistic == "median" else probability
    limits = estimate(asdict(value), shown)
    return f"{limits} {unit}" if figure.name.statistic == "median" else limits


def shown_of(figure: Figure) -> list[Share]:
    """The shares that are printed: all, or those about where the figure was set."""
    shares = list(figure.shares)
    if len(shares) <= MOST_SHOWN:
        return shares
    last = max(
        (n for n, one in enumerate(shares) if one.role == "decides"), default=MOST_SHOWN // 2
    )
    first = max(0, last - MOST_SHOWN // 2)
    return shares[first : first + MOST_SHOWN]


def _timed(share: Share, events: Mapping[UUID, Event]) -> tuple[str, ...]:
    said = f"{share.outcome} (set it)" if share.role == "decides" else share.outcome
    return (
        time(share.time),
        escape(share.patient),
        escape(said),
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
    return brief(events[share.events[-1]])
