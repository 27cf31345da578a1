"""The record of one patient as text: chart, states, events, amendments, derived values."""

from collections.abc import Iterator
from itertools import chain

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from console.audit.patient import PatientRecord, PatientValue
from console.figures.patient_journey import Journey
from console.figures.text_chart import text_chart
from console.text.derivation import content, occurrence, origin
from console.text.output import table
from projections.states import Stay
from timeline.history import Fact
from timeline.imputation import Dating
from timeline.record_changes import RecordChange

WITHOUT_VALUE = ("not reached", "unknown")
"""Values of definitions that are listed after the table of the others."""

MOVED = {
    Dating.BIRTH: "not before the birth",
    Dating.LIFE: "not before the last sign of life",
    Dating.DEATH: "not after the death",
    Dating.RECORDING: "not after its recording",
}


def print_record(out: Console, record: PatientRecord, zero: str) -> None:
    """Print all of it; ``zero`` names what the chart counts time from."""
    if record.journey is not None:
        _print_journey(out, record.journey, record, zero)
    out.print(_events(record))
    if record.changes:
        out.print("\n[bold]corrections and retractions[/]")
        rows = map(_change, record.changes)
        out.print(table("record", "it was", "it is", "recorded by", "reason", rows=rows))
    out.print("\n[bold]derived[/]")
    out.print(_values(record))
    for value in WITHOUT_VALUE:
        if names := [_name(item) for item in record.values if _is_bare(item, value)]:
            out.print(escape(f"{value}: {', '.join(names)}"))
    for finding in record.findings:
        name = escape(finding.name.replace("_", " "))
        out.print(f"[red]finding[/] {name} ({finding.severity}): {escape(finding.statement)}")


def _print_journey(out: Console, journey: Journey, record: PatientRecord, zero: str) -> None:
    for line in text_chart(journey.lane, journey.rows, zero, out.width):
        out.print(escape(line), no_wrap=True, crop=True)
    events = {fact.event.id: fact.event for fact in record.facts}
    rows = [
        (
            escape(_with_passed(stay)),
            *stay.dates,
            str(stay.stop - stay.start),
            escape(content(events[stay.event])) if stay.event in events else "",
        )
        for stay in journey.stays
    ]
    out.print()
    headings = ("state", "from", "until", "days", "begun by")
    out.print(table(*headings, rows=rows, right=frozenset({3})))
    out.print()


def _with_passed(stay: Stay) -> str:
    passed = ", ".join(item.label for item in stay.passed)
    return f"{stay.label} (passing {passed})" if passed else stay.label


def _events(record: PatientRecord) -> Table:
    """What is on record by day, with what was retracted struck through."""
    withdrawn = {id(fact) for fact in record.retracted}
    facts = sorted(chain(record.facts, record.retracted), key=lambda fact: fact.day)
    rows = (
        _retracted(fact) if id(fact) in withdrawn else _recorded(fact, record) for fact in facts
    )
    return table("date", "event", "recorded by, from", rows=rows)


def _recorded(fact: Fact, record: PatientRecord) -> tuple[str, str, str]:
    marks = ["outvoted"] if fact.outvoted else []
    marks += ["corrected"] if fact.event.id in record.corrected else []
    text = content(fact.event)
    text = f"{text} ({', '.join(marks)})" if marks else text
    return escape(_date(fact)), escape(text), escape(origin(fact.event))


def _retracted(fact: Fact) -> tuple[str, str, str]:
    struck = f"[strike]{escape(content(fact.event))}[/] (retracted)"
    return f"[strike]{escape(_date(fact))}[/]", struck, escape(origin(fact.event))


def _date(fact: Fact) -> str:
    """The day of a fact; where it is imputed also what is known, and what bounds the day."""
    if fact.dating == Dating.EXACT:
        return occurrence(fact.event)
    rule = MOVED.get(fact.dating, fact.event.imputation)
    return f"{fact.day} imputed\nfrom {fact.event.occurred}, {rule}"


def _change(change: RecordChange) -> tuple[str, ...]:
    amendment = change.amendment
    was, now = (", ".join(_side(change, side)) for side in (0, 1))
    return (
        escape(f"{amendment.target_record} ({change.kind.replace('_', ' ')})"),
        escape(was or "not in the store"),
        escape("retracted" if amendment.kind == "retracted" else now or "the same"),
        escape(f"{amendment.recorder} {amendment.recorded:%Y-%m-%d}"),
        escape(amendment.reason),
    )


def _side(change: RecordChange, side: int) -> Iterator[str]:
    """The fields that differ, before (0) or after (1) the amendment."""
    for name, pair in change.fields.items():
        value = pair[side]
        if name != "kind" and value is not None:
            shown = " + ".join(map(str, value)) if isinstance(value, list) else str(value)
            yield f"{name.replace('_', ' ')} {shown}"


def _values(record: PatientRecord) -> Table:
    """Name before value: dated ones by date, then the others in the order of the study."""
    dated = sorted(
        (item for item in record.values if item.date), key=lambda item: (item.date, item.name)
    )
    undated = (item for item in record.values if not item.date)
    rows = (
        (escape(_name(item)), item.date or "", escape(item.value))
        for item in chain(dated, undated)
        if not any(_is_bare(item, value) for value in WITHOUT_VALUE)
    )
    return table("definition", "date", "value", rows=rows)


def _is_bare(item: PatientValue, value: str) -> bool:
    return item.date is None and item.value == value


def _name(item: PatientValue) -> str:
    return item.name.replace("_", " ")
