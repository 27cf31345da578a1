"""The appendix of the page: the patients behind every number, and the events behind them."""

from collections.abc import Iterator
from html import escape
from uuid import UUID

from console.report.appendix import Entry, Evidence
from console.report.formats import natural
from console.report.model import Facts
from console.report.sources import Sources
from console.text.derivation import content
from timeline.vocabulary import Event

Events = dict[UUID, Event]
SHORTEST = 8


def appendix_of(sources: Sources, facts: Facts) -> Iterator[str]:
    """Evidence of every number, then every patient's events."""
    patients = sorted(sources.replay.patients.tolist(), key=natural)
    histories = {who: sources.history(who) for who in patients}
    events = {event.id: event for history in histories.values() for event in history}
    short = _short(list(events))
    yield '<section class="behind" aria-labelledby="the_numbers">'
    yield '<h2 id="the_numbers">Behind the numbers</h2>'
    if facts.notice:
        yield f'<p class="notice">{escape(facts.notice)}</p>'
    yield (
        "<p>Every number above leads here: to the patients whom it counts, and for each to the "
        "event that decided. The whole derivation of a value, with all that was considered and "
        "rejected: <code>timeline audit PATIENT NAME</code>.</p>"
    )
    for item in sources.appendix.evidence.values():
        yield from _evidence(item, events, short)
    yield '<h3 id="the_patients">Patients and their events</h3>'
    for who, history in histories.items():
        yield from _patient(who, history, short)
    yield "</section>"


def _evidence(one: Evidence, events: Events, short: dict[UUID, str]) -> Iterator[str]:
    source = f" ({escape(one.source)})" if one.source else ""
    yield f'<details open id="{escape(one.anchor)}"><summary>{escape(one.title)}</summary>'
    yield f'<p class="rule">{escape(one.sentence)}{source}</p>'
    yield "<table><thead><tr>"
    yield from (
        f'<th scope="col">{head}</th>' for head in ("Patient", "Value", "Day", "Decided by")
    )
    yield "</tr></thead>"
    for group, entries in one.groups.items():
        yield f'<tbody id="{escape(one.link(*group))}">' if group else "<tbody>"
        if group:
            said = escape(" · ".join(group))
            yield f'<tr><th colspan="4" scope="rowgroup">{said}: {len(entries)}</th></tr>'
        yield from (
            _entry(one.of_patient(entry.patient), entry, events, short) for entry in entries
        )
        yield "</tbody>"
    yield "</table></details>"


def _entry(anchor: str, entry: Entry, events: Events, short: dict[UUID, str]) -> str:
    days = f"{entry.since} to {entry.day}" if entry.since else entry.day
    cited = "; ".join(
        _cited(events[event], short[event]) for event in entry.events if event in events
    )
    who = f'<a href="#patient-{escape(entry.patient)}">{escape(entry.patient)}</a>'
    cells = "".join(f"<td>{item}</td>" for item in (who, escape(entry.said), days, cited))
    named = f' id="{escape(anchor)}"' if anchor else ""
    return f"<tr{named}>{cells}</tr>"


def _cited(event: Event, short: str) -> str:
    kind = escape(event.kind.replace("_", " "))
    return f'{escape(event.occurred)} {kind} <a href="#e-{short}">{short}</a>'


def _patient(who: str, history: list[Event], short: dict[UUID, str]) -> Iterator[str]:
    name = f"patient-{escape(who)}"
    yield f'<details open id="{name}"><summary>{escape(who)}</summary><table>'
    for event in history:
        said = escape(content(event))
        yield (
            f'<tr id="e-{short[event.id]}"><td>{escape(event.occurred)}</td><td>{said}</td>'
            f"<td>{escape(event.provenance)}</td><td>{short[event.id]}</td></tr>"
        )
    yield "</table></details>"


def _short(ids: list[UUID]) -> dict[UUID, str]:
    """Beginnings of the ids, long enough for no two to be the same."""
    length = SHORTEST
    while len({str(item)[:length] for item in ids}) < len(ids):
        length += 1
    return {item: str(item)[:length] for item in ids}
