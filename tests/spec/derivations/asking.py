"""What an audit answers about the patient A of a table, in rows of text."""

from dataclasses import replace
from datetime import date

from projections.audit import Audit, AuditQuery, ValueHistory, why_not
from projections.language import events, first
from projections.study import Study
from tests.projections.logs import histories, laid_out
from tests.spec.tables import ASKED, instant, read_events
from timeline.log import AsOf


def past(definition, text, cutoff="2020-12-31", known_by=None, **named):
    """What the value was, and the records by the ids of their events."""
    record, study = read_events(text), _study(definition, named)
    as_of = AsOf(date.fromisoformat(cutoff), known_by and instant(known_by))
    known = {event.id: event.source_record for event in record}
    return ValueHistory(study, AuditQuery(ASKED), histories(record)["A"], as_of), known


def by_cutoff(definition, text, **as_of):
    """The table of earlier cutoffs: day, value, and the records that changed it."""
    values, known = past(definition, text, **as_of)
    return [_row(item.as_of.cutoff.isoformat(), item, known) for item in values.by_cutoff()]


def by_knowledge(definition, text, **as_of):
    """The table of earlier states of knowledge: day of recording, value, records."""
    values, known = past(definition, text, **as_of)
    rows = values.by_knowledge()
    return [_row(row.as_of.known_by.date().isoformat(), row, known) for row in rows]


def refused(definition, text, label="", cutoff="2020-12-31", **named):
    """Why a value is not another: lines of what was unmet, and an example as lines of events."""
    record, study = read_events(text), _study(definition, named)
    segment, index = laid_out(record).part_of("A")
    audit = Audit(study, segment.only(index), AsOf(date.fromisoformat(cutoff)))
    answer = why_not(audit, AuditQuery(ASKED), label, histories(record)["A"])
    known = {event.id: event.source_record for event in record}
    lines = [line for item in answer.unmet for line in _lines(item, known, "")]
    return "\n".join(lines), [(item.kind, item.date, dict(item.fields)) for item in answer.example]


def _study(definition, named):
    return Study(
        name="spec",
        title="a definition of the specification",
        enrolment=first(events()),
        definitions={**named, ASKED: replace(definition)},  # one node, one name
        populations={},
        endpoints=(),
    )


def _row(when, change, known):
    value = f"{change.value} on {change.date}" if change.date else change.value
    return {"from": when, "it": value, "by": ", ".join(known[item] for item in change.because)}


def _lines(condition, known, indent):
    shown = f" by {known[condition.event]}" if condition.event else ""
    required = f"; needed: {condition.required}" if condition.required else ""
    yield f"{indent}{condition.sentence}: {condition.found}{shown}{required}"
    for alternative in condition.alternatives:
        yield f"{indent}  either"
        for part in alternative:
            yield from _lines(part, known, f"{indent}    ")
