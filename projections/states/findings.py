"""What the table of moves does not allow, named; a finding, not an error."""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from projections.cohort.replay import Part
from projections.engine.milestone_dates import NOWHERE
from projections.language.sentences import cited
from projections.language.states import InEach, States
from projections.states.fold import Passage
from projections.states.histories import Histories, states_of
from projections.states.rules import REFUSED
from timeline.dates import day_from_number
from timeline.quality import Declaration, Severity

MOVE_NOT_ALLOWED = Declaration(
    "move_not_allowed",
    Severity.WARNING,
    "An event met the patient in a state out of which the study's table of moves does not lead.",
    "Look for a missing or misdated event before it.",
)
"""The findings on moves; each has the name of its move, else it is called 'STATE from STATE'."""


@dataclass(frozen=True, slots=True)
class RefusedMove:
    """A milestone that met a patient in a state in which the table does not allow for it."""

    patient: str
    date: str
    name: str
    statement: str
    event: UUID | None


def refused_moves(histories: Histories) -> list[RefusedMove]:
    """All findings of a cohort, by patient and in order."""
    study = histories.replay.study
    table, names = states_of(study), study.names
    pairs = zip(histories.replay.parts, histories.passages, strict=True)
    found = [item for part, walk in pairs for item in _refused(part, walk, table, names)]
    return sorted(found, key=lambda finding: finding.patient)


def _refused(
    part: Part, walk: Passage, table: States, names: dict[int, str]
) -> Iterator[RefusedMove]:
    """Deadlines are left out: of those who have died nothing is judged."""
    found = walk.candidates
    met = [*(state.name for state in table.states), "outside"]
    for index in _once_ended(walk, table):
        number, row = int(found.move[index]), int(found.row[index])
        to, what = table.initial, cited(table.origin, names)
        name = ""
        if number:
            move = table.moves[number - 1]
            trigger = move.by.milestone if isinstance(move.by, InEach) else move.by
            to, what, name = move.to, cited(trigger, names), move.finding
        state = met[walk.state[index]]
        yield RefusedMove(
            part.segment.patient_id(int(found.patient[index])),
            day_from_number(int(found.day[index])).isoformat(),
            name or f"{to.name} from {state}",
            f"{what} leads to '{to.name}', but the patient was '{state}'",
            None if row == NOWHERE else part.segment.event_id(row),
        )


def _once_ended(walk: Passage, table: States) -> NDArray[np.intp]:
    """What was refused; of all that follows the state that ended a patient's history the first."""
    found = walk.candidates
    ends = np.array([*(state.absorbing for state in table.states), False])
    refused = np.flatnonzero((walk.verdict == REFUSED) & ~found.deadline)
    ended = ends[walk.state[refused]]
    patient = found.patient[refused]
    _, first = np.unique(patient[ended], return_index=True)
    kept = ~ended
    kept[np.flatnonzero(ended)[first]] = True
    shown: NDArray[np.intp] = refused[kept]
    return shown
