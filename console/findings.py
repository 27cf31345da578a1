"""Findings on what a study derives, of a cohort or of one patient."""

from collections.abc import Iterator

from console.session import Session
from projections.adjudicated import adjudication_findings
from projections.contradicted import contradicted
from projections.replay import Replay
from projections.states import findings_of, histories
from projections.uncounted import uncounted
from projections.unenrolled import nearly_enrolled
from timeline.history import History
from timeline.log import log_of
from timeline.quality import Finding, findings


def derived_findings(replay: Replay) -> Iterator[Finding]:
    """Contradictions, adjudications, what or who is not counted, and moves not allowed."""
    yield from contradicted(replay)
    yield from adjudication_findings(replay)
    yield from uncounted(replay)
    yield from nearly_enrolled(replay)
    if replay.study.states is not None:
        for one in findings_of(histories(replay)):
            events = () if one.event is None else (one.event,)
            yield Finding(one.name, one.patient, one.statement, events)


def findings_about(opened: Session, patient: str, history: History) -> Iterator[Finding]:
    """All findings on one patient as of the session: of the record, and of what follows."""
    yield from findings(history, opened.as_of.has_on_record)
    segment = opened.audit(patient).segment
    alone = log_of({"patient": segment}, opened.log.position)
    yield from derived_findings(Replay(opened.study, alone, opened.as_of, opened.censoring))
