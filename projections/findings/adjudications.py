"""Data-quality findings on adjudications: those of no use, and those that contradict each other."""

from collections.abc import Iterator
from itertools import groupby

from projections.cohort.adjudications import Adjudication, Impossible, adjudications
from projections.cohort.replay import Part, Replay
from projections.language import Episodes
from timeline.dates import day_from_number
from timeline.quality import Declaration, Finding, Severity

NO_USE = Declaration(
    "adjudication_of_no_use",
    Severity.ERROR,
    "An expert's decision is about a value that the patient does not have.",
    "Correct what the decision is about, or retract it.",
)
CONFLICT = Declaration(
    "adjudications_in_conflict",
    Severity.WARNING,
    "Two decisions on one value differ; the latest recorded counts.",
    "Retract the decision that does not hold.",
)


def adjudication_findings(replay: Replay) -> Iterator[Finding]:
    """Decisions on the study's values, known to a replay, that can be used for nothing or differ.

    They are found whether or not the study applies adjudications.
    """
    for part in replay.parts:
        members = set(part.members.tolist())
        known = adjudications(replay.study, part.evaluation.view)
        mine = [item for item in known if item.patient in members]
        for item in mine:
            if reason := _no_use(replay, part, item):
                statement = f"'{item.decision}' is decided of {_name(item)}: {reason}"
                yield _finding(NO_USE, part, statement, item)
        yield from _conflicts(replay, part, mine)


def _no_use(replay: Replay, part: Part, decided: Adjudication) -> str:
    value = decided.value(replay.study)
    if isinstance(value, Impossible):
        return value.reason
    episodes = replay.study.definitions.get(decided.episodes)
    if isinstance(episodes, Episodes):
        table = part.evaluation.inside(episodes).table
        if not ((table.patient == decided.patient) & (table.number == decided.episode)).any():
            return "the patient has no such episode"
    return ""


def _conflicts(replay: Replay, part: Part, known: list[Adjudication]) -> Iterator[Finding]:
    """Of decisions on one value the latest recorded counts."""
    possible = [item for item in known if not isinstance(item.value(replay.study), Impossible)]
    for _, group in groupby(
        sorted(possible, key=lambda item: item.about), key=lambda item: item.about
    ):
        *earlier, last = group
        for item in earlier:
            if (item.decision, item.day) != (last.decision, last.day):
                was = f"{_name(last)} was decided to be {_decision(item)}, then {_decision(last)}; "
                yield _finding(CONFLICT, part, was + "the latest recorded counts", item, last)


def _finding(kind: Declaration, part: Part, statement: str, *about: Adjudication) -> Finding:
    patient = part.segment.patient_id(about[0].patient)
    return kind.finding(patient, statement, tuple(item.event for item in about))


def _name(decided: Adjudication) -> str:
    inside = f"{decided.episodes}/{decided.episode}/" if decided.episodes else ""
    return f"«{inside}{decided.definition}»".replace("_", " ")


def _decision(decided: Adjudication) -> str:
    return f"'{decided.decision}' on {day_from_number(decided.day)}"
