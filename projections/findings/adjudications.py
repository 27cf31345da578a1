"""Data-quality findings on adjudications: those of no use, and those that contradict each other."""

from collections.abc import Iterator
from itertools import groupby

from projections.cohort.adjudications import Adjudication, Impossible, adjudications
from projections.cohort.replay import Part, Replay
from projections.language import Episodes
from timeline.dates import day_from_number
from timeline.quality import Finding

NO_USE = "adjudication_of_no_use"
CONFLICT = "adjudications_in_conflict"


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
                said = f"'{item.decision}' is decided of {_name(item)}: {reason}"
                yield _finding(NO_USE, part, said, item)
        yield from _conflicts(replay, part, mine)


def _no_use(replay: Replay, part: Part, one: Adjudication) -> str:
    value = one.value(replay.study)
    if isinstance(value, Impossible):
        return value.reason
    episodes = replay.study.definitions.get(one.episodes)
    if isinstance(episodes, Episodes):
        table = part.evaluation.inside(episodes).table
        if not ((table.patient == one.patient) & (table.number == one.episode)).any():
            return "the patient has no such episode"
    return ""


def _conflicts(replay: Replay, part: Part, known: list[Adjudication]) -> Iterator[Finding]:
    """Of decisions on one value the latest recorded counts."""
    possible = [item for item in known if not isinstance(item.value(replay.study), Impossible)]
    for _, group in groupby(sorted(possible, key=lambda one: one.about), key=lambda one: one.about):
        *earlier, last = group
        for item in earlier:
            if (item.decision, item.day) != (last.decision, last.day):
                said = f"{_name(last)} was decided to be {_said(item)}, then {_said(last)}; "
                yield _finding(CONFLICT, part, said + "the latest recorded counts", item, last)


def _finding(name: str, part: Part, statement: str, *about: Adjudication) -> Finding:
    patient = part.segment.patient_id(about[0].patient)
    return Finding(name, patient, statement, tuple(item.event for item in about))


def _name(one: Adjudication) -> str:
    inside = f"{one.episodes}/{one.episode}/" if one.episodes else ""
    return f"«{inside}{one.definition}»".replace("_", " ")


def _said(one: Adjudication) -> str:
    return f"'{one.decision}' on {day_from_number(one.day)}"
