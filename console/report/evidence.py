"""The appendix of the page: the patients behind every number, and the events behind them."""

from collections.abc import Iterator, Set
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


def appendix_of(sources: Sources, facts: Facts, linked: Set[str]) -> Iterator[str]:
    """Evidence of every number, then every patient's events.

    Parameters
    ----------
    sources, facts
        What the report is made from, and what it says of itself.
    linked
        The anchors to which the report leads; no other patient's row has one.
    """
    patients = sorted(sources.replay.patients.tolist(), key=natural)
    histories = {patient: sources.history(patient) for patient in patients}
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
        yield from _evidence(item, events, short, linked)
    yield '<h3 id="the_patients">Patients and their events</h3>'
    for patient, history in histories.items():
        yield from _patient(patient, history, short)
    yield "</section>"


def _evidence(
    evidence: Evidence, events: Events, short: dict[UUID, str], linked: Set[str]
) -> Iterator[str]:
    source = f" ({escape(evidence.source)})" if evidence.source else ""
    title = escape(evidence.title)
    yield f'<details open id="{escape(evidence.anchor)}"><summary>{title}</summary>'
    yield f'<p class="rule">{escape(evidence.sentence)}{source}</p>'
    yield "<table><thead><tr>"
    yield from (
        f'<th scope="col">{head}</th>' for head in ("Patient", "Value", "Day", "Decided by")
    )
    yield "</tr></thead>"
    for group, entries in evidence.groups.items():
        yield f'<tbody id="{escape(evidence.link(*group))}">' if group else "<tbody>"
        if group:
            names = escape(" · ".join(group))
            yield f'<tr><th colspan="4" scope="rowgroup">{names}: {len(entries)}</th></tr>'
        for entry in entries:
            anchor = evidence.of_patient(entry.patient)
            yield _entry(anchor if anchor in linked else "", entry, events, short)
        yield "</tbody>"
    yield "</table></details>"


def _entry(anchor: str, entry: Entry, events: Events, short: dict[UUID, str]) -> str:
    days = f"{entry.since} to {entry.day}" if entry.since else entry.day
    cited = "; ".join(
        _cited(events[event], short[event]) for event in entry.events if event in events
    )
    patient = f'<a href="#patient-{escape(entry.patient)}">{escape(entry.patient)}</a>'
    cells = "".join(f"<td>{item}</td>" for item in (patient, escape(entry.value), days, cited))
    named = f' id="{escape(anchor)}"' if anchor else ""
    return f"<tr{named}>{cells}</tr>"


def _cited(event: Event, short: str) -> str:
    kind = escape(event.kind.replace("_", " "))
    return f'{escape(event.occurred)} {kind} <a href="#e-{short}">{short}</a>'


def _patient(patient: str, history: list[Event], short: dict[UUID, str]) -> Iterator[str]:
    name = f"patient-{escape(patient)}"
    yield f'<details open id="{name}"><summary>{escape(patient)}</summary><table>'
    for event in history:
        text = escape(content(event))
        yield (
            f'<tr id="e-{short[event.id]}"><td>{escape(event.occurred)}</td><td>{text}</td>'
            f"<td>{escape(event.provenance)}</td><td>{short[event.id]}</td></tr>"
        )
    yield "</table></details>"


def _short(ids: list[UUID]) -> dict[UUID, str]:
    """Beginnings of the ids, long enough for no two to be the same."""
    length = SHORTEST
    while len({str(item)[:length] for item in ids}) < len(ids):
        length += 1
    return {item: str(item)[:length] for item in ids}
