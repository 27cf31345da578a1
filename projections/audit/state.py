"""Where a patient was on a day, and the move that led there with its derivation."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from projections.audit.derivation import Derivation, Rejected
from projections.audit.derive import Audit
from projections.audit.values import DerivedValue
from projections.cohort.replay import Replay
from projections.engine import NEVER, NOWHERE
from projections.language import Milestone
from projections.language.sentences import cited
from projections.language.states import InEach, States
from projections.states import Histories, histories, refused_moves
from projections.states.histories import states_of
from projections.states.rules import MOVES
from projections.study.fingerprint import fingerprint
from timeline.dates import day_from_number
from timeline.log import log_of

STATE = "state"
NOT_ENTERED = "not entered"
NO_LONGER_FOLLOWED = "no longer followed"


@dataclass(frozen=True, slots=True)
class _Stay:
    """One stay among the steps of a single patient: its step, and the step that ended it."""

    step: int
    following: int | None
    start: int
    stop: int
    label: str


def state_on(audit: Audit, day: int) -> DerivedValue:
    """The state in which the patient was at the end of a day, and since when.

    Raises
    ------
    InvalidDefinition
        If the study declares no states.
    """
    return _value_at(_walked(audit), day)


def state_derivation(audit: Audit, day: int) -> Derivation:
    """The state of the patient on a day: from when until when, by which move and which event.

    Raises
    ------
    InvalidDefinition
        If the study declares no states.
    """
    walked, table = _walked(audit), states_of(audit.study)
    derived, stay = _value_at(walked, day), _stay_on(walked, day)
    parts = () if stay is None else (_moved(audit, walked, stay),)
    return Derivation(
        STATE,
        _interval(walked, stay, audit, table),
        table.source,
        derived.value,
        derived.date,
        audit.events(derived.rows),
        tuple(_refused(walked)),
        parts,
        version=fingerprint(table),
    )


def _walked(audit: Audit) -> Histories:
    log = log_of({"patient": audit.segment}, 0)
    return histories(Replay(audit.study, log, audit.as_of, audit.censoring))


def _value_at(walked: Histories, day: int) -> DerivedValue:
    stay = _stay_on(walked, day)
    if stay is None:
        return DerivedValue(NOT_ENTERED)
    absorbing = walked.labels.states[walked.steps.to[stay.step]].absorbing
    row = int(walked.steps.row[stay.step])
    rows = () if row == NOWHERE else (row,)
    if stay.following is None and day > stay.stop and not absorbing:
        lost = f"{NO_LONGER_FOLLOWED}, last '{stay.label}'"
        return DerivedValue(lost, stay.stop, rows, open=lost)
    return DerivedValue(stay.label, stay.start, rows)


def _stay_on(walked: Histories, day: int) -> _Stay | None:
    """The stay that had begun last by a day; none before the patient entered."""
    if not len(walked.patients) or walked.origin[0] == NEVER:
        return None
    steps = walked.steps
    begun = np.flatnonzero(steps.lasting & (steps.day <= day))
    if not len(begun):
        return None
    step = int(begun[-1])
    later = np.flatnonzero(steps.lasting[step + 1 :])
    following = step + 1 + int(later[0]) if len(later) else None
    stop = int(walked.until[0] if following is None else steps.day[following])
    label = walked.labels.names[int(steps.to[step])]
    return _Stay(step, following, int(steps.day[step]), stop, label)


def _trigger(table: States, move: int) -> Milestone | InEach:
    """What a move of the table is made by; move 0 is entering."""
    return table.origin if move == 0 else table.moves[move - 1].by


def _moved(audit: Audit, walked: Histories, stay: _Stay) -> Derivation:
    """The derivation of the milestone that brought about a stay."""
    trigger = _trigger(states_of(audit.study), int(walked.steps.move[stay.step]))
    if not isinstance(trigger, InEach):
        return audit.derive(trigger, audit.end)
    (walk,) = walked.passages
    number = int(walk.candidates.number[walk.verdict == MOVES][stay.step])
    inside = audit.episode(trigger.episodes, number)
    assert inside is not None, "a move inside an episode was made in one"
    return inside.derive(trigger.milestone, inside.end)


def _interval(walked: Histories, stay: _Stay | None, audit: Audit, table: States) -> str:
    """From when until when, out of which state and by what, in words."""
    if stay is None:
        return f"a patient enters at {cited(table.origin, audit.names)}"
    steps, names = walked.steps, walked.labels.names
    trigger = _trigger(table, int(steps.move[stay.step]))
    means = cited(trigger.milestone if isinstance(trigger, InEach) else trigger, audit.names)
    if isinstance(trigger, InEach):
        means += f", in {cited(trigger.episodes, audit.names)}"
    left = int(steps.origin[stay.step])
    out_of = f"out of '{names[left]}' " if left >= 0 else "entered "
    until = day_from_number(stay.stop).isoformat()
    after = "" if stay.following is None else f", then '{names[int(steps.to[stay.following])]}'"
    since = day_from_number(stay.start).isoformat()
    return f"'{stay.label}' from {since} until {until}{after}; {out_of}by {means}"


def _refused(walked: Histories) -> Iterator[Rejected]:
    """Events that met the patient in a state that the table does not allow them in."""
    for finding in refused_moves(walked):
        if finding.event is not None:
            yield Rejected(finding.event, f"{finding.name}: {finding.statement}")
