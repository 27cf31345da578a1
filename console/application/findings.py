"""Findings on what a study derives, of a cohort or of one patient."""

from collections.abc import Iterator
from dataclasses import replace

from console.application.session import Session
from projections.cohort.replay import Replay
from projections.findings.adjudications import CONFLICT, NO_USE, adjudication_findings
from projections.findings.consistency import STATED_OTHERWISE, contradicted
from projections.findings.not_enrolled import NEARLY_ENROLLED, nearly_enrolled
from projections.findings.uncounted_outcomes import OUTSIDE_WINDOW, uncounted
from projections.states import MOVE_NOT_ALLOWED, histories, refused_moves
from projections.study import Study
from timeline.history import History
from timeline.log import log_of
from timeline.quality import Declaration, Finding, findings

DERIVED: tuple[Declaration, ...] = (
    STATED_OTHERWISE,
    MOVE_NOT_ALLOWED,
    OUTSIDE_WINDOW,
    NEARLY_ENROLLED,
    NO_USE,
    CONFLICT,
)
"""All findings that need a study and a data cutoff."""


def derived_findings(replay: Replay) -> Iterator[Finding]:
    """Contradictions, adjudications, what or who is not counted, and moves not allowed."""
    yield from contradicted(replay)
    yield from adjudication_findings(replay)
    yield from uncounted(replay)
    yield from nearly_enrolled(replay)
    if replay.study.states is not None:
        for item in refused_moves(histories(replay)):
            events = () if item.event is None else (item.event,)
            declared = replace(MOVE_NOT_ALLOWED, name=item.name)
            yield declared.finding(item.patient, item.statement, events)


def derived_names(study: Study) -> frozenset[str]:
    """Names of all findings that a study can derive, but for moves without a name of their own."""
    moves = () if study.states is None else study.states.moves
    own = (move.finding for move in moves if move.finding)
    named = (contradiction.name for contradiction in study.contradictions)
    return frozenset({*(item.name for item in DERIVED[2:]), *named, *own})


def names_of_moves(study: Study) -> frozenset[str]:
    """Names of the findings on moves that have no name of their own: each from each state."""
    states = [] if study.states is None else [state.name for state in study.states.states]
    return frozenset(f"{to} from {state}" for to in states for state in (*states, "outside"))


def findings_about(opened: Session, patient: str, history: History) -> Iterator[Finding]:
    """All findings on one patient as of the session: of the record, and of what follows."""
    yield from findings(history, opened.as_of.has_on_record)
    segment = opened.audit(patient).segment
    alone = log_of({"patient": segment}, opened.log.position)
    yield from derived_findings(Replay(opened.study, alone, opened.as_of, opened.censoring))
