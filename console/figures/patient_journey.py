"""One patient's journey through the states of a study, and what was done and found along it."""

from dataclasses import dataclass
from typing import Any

from console.application.session import Session
from console.figures.event_rows import Row, rows_of
from console.figures.swimlanes import Lane, lane_of
from projections.cohort.replay import Replay
from projections.engine import NEVER
from projections.language.states import State
from projections.language.wording import words
from projections.states import Stay, histories, stays_of
from projections.study import Study
from timeline.log import log_of
from timeline.vocabulary import Event

SYNTHETIC = "SYNTHETIC RECONSTRUCTION: some or all of the events behind this figure are made up."
"""What must be said of a figure behind which any event is made up."""


@dataclass(frozen=True, slots=True)
class Journey:
    """Where a patient was, when.

    Attributes
    ----------
    stays
        In order.
    states
        The study's states.
    lane, rows
        The same for a chart, with what was given, found and suffered.
    """

    stays: list[Stay]
    states: tuple[State, ...]
    lane: Lane
    rows: tuple[Row, ...]

    def as_json(self) -> list[dict[str, Any]]:
        """The stays as plain values."""
        return [
            {
                "state": stay.label,
                "from": stay.dates[0],
                "until": stay.dates[1],
                "to": stay.to,
                "event": stay.event and str(stay.event),
                "passed": [
                    {"state": item.label, "event": item.event and str(item.event)}
                    for item in stay.passed
                ],
            }
            for stay in self.stays
        ]


def journey_of(opened: Session, patient: str, facts: list[Event]) -> Journey | None:
    """A patient's journey; None if the study declares no states or the patient has not entered."""
    found = opened.log.part_of(patient)
    if opened.study.states is None or found is None:
        return None
    segment, index = found
    alone = log_of({"patient": segment.only(index)}, opened.log.position)
    walked = histories(Replay(opened.study, alone, opened.as_of, opened.censoring))
    stays = stays_of(walked, patient)
    if not stays or walked.origin[0] == NEVER:
        return None
    zero = int(walked.origin[0] if walked.zero[0] == NEVER else walked.zero[0])
    lane = lane_of(stays, patient, zero)
    rows = rows_of(facts, zero, stays[0].start - zero, lane.end)
    return Journey(stays, walked.labels.states, lane, tuple(rows))


def zero_of(study: Study) -> str:
    """What the study's time is shown from, by name."""
    if study.states is None:
        return "origin"
    return words(study.names.get(id(study.states.zero or study.states.origin), "origin"))
