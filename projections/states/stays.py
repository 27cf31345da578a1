"""One patient's way through the states, each stay with the events that began it."""

from dataclasses import dataclass
from itertools import zip_longest
from typing import NamedTuple
from uuid import UUID

import numpy as np

from projections.engine.milestone_dates import NOWHERE
from projections.language.states import State
from projections.states.histories import Histories
from timeline.dates import day_from_number


class Passed(NamedTuple):
    """A state that a patient reached and left on one day."""

    label: str
    day: int
    event: UUID | None


@dataclass(frozen=True, slots=True)
class Stay:
    """From when until when a patient was in a state.

    Attributes
    ----------
    label, state
        The state as printed, and as declared.
    start, stop
        Day numbers; equal only where follow-up ended on the day on which it was reached.
    to
        Label of the state that followed; None where none did.
    event
        What brought the patient here.
    passed
        States reached and left on a single day of the stay.
    """

    label: str
    state: State
    start: int
    stop: int
    to: str | None
    event: UUID | None
    passed: tuple[Passed, ...] = ()

    @property
    def dates(self) -> tuple[str, str]:
        """First and last day in ISO form."""
        start, stop = day_from_number(self.start), day_from_number(self.stop)
        return start.isoformat(), stop.isoformat()


def stays_of(histories: Histories, patient: str) -> list[Stay]:
    """The stays of one patient, in order; none if the patient was in no state."""
    index = int(np.searchsorted(histories.patients, patient))
    if index == len(histories.patients) or histories.patients[index] != patient:
        return []
    steps, names = histories.steps, histories.labels.names
    mine = range(*np.searchsorted(steps.patient, [index, index + 1]))
    begun = [step for step in mine if steps.lasting[step]]
    passed = [_passed(histories, step) for step in mine if not steps.lasting[step]]
    until = int(histories.until[index])
    stays = []
    for step, following in zip_longest(begun, begun[1:]):
        start, label = int(steps.day[step]), int(steps.to[step])
        stop = until if following is None else int(steps.day[following])
        to = None if following is None else names[int(steps.to[following])]
        here = [item for item in passed if start <= item.day and (item.day < stop or to is None)]
        stays.append(
            Stay(
                names[label],
                histories.labels.states[label],
                start,
                stop,
                to,
                _event(histories, step),
                tuple(item for item in here if item.label != names[label]),
            )
        )
    return stays


def _passed(histories: Histories, step: int) -> Passed:
    label = histories.labels.names[int(histories.steps.to[step])]
    return Passed(label, int(histories.steps.day[step]), _event(histories, step))


def _event(histories: Histories, step: int) -> UUID | None:
    row = int(histories.steps.row[step])
    if row == NOWHERE:
        return None
    return histories.replay.parts[int(histories.steps.part[step])].segment.event_id(row)
