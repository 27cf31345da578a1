"""Patients on record who are not in the study, and those of them whom a spelling keeps out."""

from collections.abc import Iterator
from typing import NamedTuple
from unicodedata import normalize
from uuid import UUID

import numpy as np

from projections.cohort.replay import Part, Replay
from projections.engine.milestone_dates import Ints
from projections.language import FieldTest
from projections.language.node import nodes_within
from projections.language.wording import words
from projections.study import Study
from projections.study.checks.references import asked_fields
from timeline.log import Categories
from timeline.quality import Declaration, Finding, Severity

NOT_ENROLLED = "not_enrolled"

NEARLY_ENROLLED = Declaration(
    NOT_ENROLLED,
    Severity.WARNING,
    "The patient is not in the study, for a text that differs from the required in spelling only.",
    "Correct the text of the event.",
)


class RequiredText(NamedTuple):
    """A test of texts that the enrolment puts to a kind of event."""

    kind: str
    test: FieldTest
    texts: tuple[str, ...]


def unenrolled(replay: Replay) -> int:
    """How many patients have an event that may be seen, and have not reached the enrolment."""
    return sum(
        int(np.isin(_on_record(part), part.others).sum())
        for part in replay.parts
        if len(part.others)
    )


def not_enrolled(replay: Replay) -> dict[str, int]:
    """How many there are, as a field of a result; no field if there is none."""
    count = unenrolled(replay)
    return {NOT_ENROLLED: count} if count else {}


def _on_record(part: Part) -> Ints:
    """The patients of a part who have an event that may be seen."""
    view = part.evaluation.view
    return part.segment.order.patient[view.last_of_history]


def nearly_enrolled(replay: Replay) -> list[Finding]:
    """One finding a patient who is not enrolled and whose events have nearly the required text."""
    found: dict[str, Finding] = {}
    for required in _required_texts(replay.study):
        for part in replay.parts:
            for item in _nearly(part, required) if len(part.others) else ():
                found.setdefault(item.patient, item)
    return sorted(found.values())


def _required_texts(study: Study) -> Iterator[RequiredText]:
    """Every test of texts within the enrolment."""
    for node in nodes_within(study.enrolment):
        for kind, _, tests in asked_fields(node):
            for test in tests:
                values = test.value if isinstance(test.value, tuple) else (test.value,)
                if texts := tuple(value for value in values if isinstance(value, str)):
                    yield RequiredText(kind, test, texts)


def _nearly(part: Part, required: RequiredText) -> Iterator[Finding]:
    """Events of one part whose text differs from the required one only in how it is written."""
    visible = part.evaluation.view.visible(required.kind)
    column = None if visible is None else visible.column(required.test.field)
    if visible is None or not isinstance(column, Categories):
        return
    patient = visible.table.patient[visible.index]
    near = column.where(lambda text: _differs_in_spelling(text, required.texts))
    for place in np.flatnonzero(near & np.isin(patient, part.others)).tolist():
        stated, event = str(column.at(place)), part.segment.event_id(int(visible.row[place]))
        yield _finding(part.segment.patient_id(int(patient[place])), required, stated, event)


def _finding(patient: str, required: RequiredText, stated: str, event: UUID) -> Finding:
    statement = (
        f"the enrolment is not reached; {words(required.kind)} with {words(required.test.field)} "
        f"{stated}; the study requires {' or '.join(required.texts)}"
    )
    return NEARLY_ENROLLED.finding(patient, statement, (event,))


def _differs_in_spelling(text: str, sought: tuple[str, ...]) -> bool:
    return text not in sought and _plain(text) in {_plain(item) for item in sought}


def _plain(text: str) -> str:
    """A text without case, width, spaces and marks."""
    folded = normalize("NFKC", text).casefold()
    return "".join(filter(str.isalnum, folded)) or folded
