"""The histories of a cohort: where each patient was, from when until when, and by which event."""

from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from projections.cohort.replay import Part, Replay
from projections.engine.milestone_dates import NEVER, Ints
from projections.language import InvalidDefinition
from projections.language.states import States
from projections.states.fold import Passage, passage
from projections.states.steps import Labels, Steps, cohort_steps
from projections.study import Study

CENSORED = -1
"""State that follows an interval which nothing ended."""


@dataclass(frozen=True, slots=True)
class Intervals:
    """Stays as rows ``(start, stop]``, by patient and start.

    Attributes
    ----------
    patient
        Patient ids.
    start, stop
        Days since the patient entered. No row is empty; each begins where the last one ended.
    state, to
        Labels of the state and of the one that ended the stay; ``CENSORED`` if none did.
    labels
        Names of the states.
    """

    patient: NDArray[np.str_]
    start: Ints
    stop: Ints
    state: NDArray[np.intp]
    to: NDArray[np.intp]
    labels: tuple[str, ...]

    @property
    def state_names(self) -> NDArray[np.object_]:
        """The state of each row by its label."""
        return np.array(self.labels, dtype=object)[self.state]

    @property
    def to_names(self) -> NDArray[np.object_]:
        """The state that followed each row by its label; None where the row is censored."""
        return np.array([*self.labels, None], dtype=object)[self.to]


@dataclass(frozen=True)
class Histories:
    """Where the patients of a study were, as of a cutoff and under a censoring policy.

    Attributes
    ----------
    replay
        The evaluation from which they come.
    patients
        Ids of the study's patients, ascending.
    labels
        States, with their numbers.
    steps
        All moves.
    until
        Day number up to which each patient is followed.
    passages
        What became of every milestone of the table, part by part of the log.
    """

    replay: Replay
    patients: NDArray[np.str_]
    labels: Labels
    steps: Steps
    until: Ints
    passages: tuple[Passage, ...] = field(repr=False)

    @cached_property
    def origin(self) -> Ints:
        """Day number on which each patient entered; ``NEVER`` where a patient did not."""
        origin = np.full(len(self.patients), NEVER, dtype=np.int32)
        entering = self.steps.move == 0
        origin[self.steps.patient[entering]] = self.steps.day[entering]
        return origin

    @cached_property
    def zero(self) -> Ints:
        """Day number from which the study shows time; ``NEVER`` where a patient has not got there.

        A patient who never entered has no zero either.
        """
        table = states_of(self.replay.study)
        zero = np.full(len(self.patients), NEVER, dtype=np.int32)
        for part in self.replay.parts:
            reached = part.evaluation.moments(table.zero or table.origin)
            zero[np.searchsorted(self.patients, part.patients)] = reached.day[part.members]
        return np.where(self.origin == NEVER, np.int32(NEVER), zero)

    @cached_property
    def intervals(self) -> Intervals:
        """Stays of positive length of all patients who entered."""
        stays = np.flatnonzero(self.steps.lasting)
        patient, start, state = (
            self.steps.patient[stays],
            self.steps.day[stays],
            self.steps.to[stays],
        )
        goes_on = np.append(patient[1:] == patient[:-1], False)[: len(patient)]
        stop = np.where(goes_on, np.roll(start, -1), self.until[patient])
        to = np.where(goes_on, np.roll(state, -1), CENSORED)
        origin = self.origin[patient]
        kept = (stop > start) & (origin != NEVER)
        return Intervals(
            self.patients[patient[kept]],
            (start - origin)[kept],
            (stop - origin)[kept],
            state[kept],
            to[kept],
            self.labels.names,
        )

    @property
    def outside(self) -> dict[str, int]:
        """Patients without an interval, counted by the reason why."""
        missing = ~np.isin(self.patients, self.intervals.patient)
        moved = np.isin(np.arange(len(self.patients)), self.steps.patient)
        entered = self.origin != NEVER
        reasons = {
            "origin not reached": missing & ~moved,
            "ended before the origin": missing & moved & ~entered,
            "nothing after the origin": missing & entered,
        }
        return {reason: int(members.sum()) for reason, members in reasons.items() if members.any()}


def histories(replay: Replay) -> Histories:
    """Walk every patient of a study through its states, on the replay's one evaluation.

    Raises
    ------
    InvalidDefinition
        If the study declares no states.
    """
    table, patients = states_of(replay.study), replay.patients
    passages, until = [], np.zeros(len(patients), dtype=np.int32)
    places = [_places(part, patients) for part in replay.parts]
    for part, place in zip(replay.parts, places, strict=True):
        passages.append(passage(part.evaluation, table, part.members))
        until[place[part.members]] = passages[-1].until[part.members]
    labels, steps = cohort_steps(table, passages, places)
    _end_in_absorbing_states(until, steps, labels)
    return Histories(replay, patients, labels, steps, until, tuple(passages))


def _end_in_absorbing_states(until: Ints, steps: Steps, labels: Labels) -> None:
    """Patients who end in such a state were followed until the day they entered it."""
    stays = np.flatnonzero(steps.lasting)
    last = stays[np.diff(steps.patient[stays], append=-1) != 0]
    ended = last[labels.absorbing[steps.to[last]]]
    until[steps.patient[ended]] = steps.day[ended]


def _places(part: Part, patients: NDArray[np.str_]) -> NDArray[np.intp]:
    """Where in the cohort each patient of a segment is; meaningless for those not in the study."""
    places = np.zeros(part.evaluation.view.patients, dtype=np.intp)
    places[part.members] = np.searchsorted(patients, part.patients)
    return places


def states_of(study: Study) -> States:
    """The states that a study declares.

    Raises
    ------
    InvalidDefinition
        If it declares none.
    """
    if study.states is None:
        raise InvalidDefinition(f"study '{study.name}' declares no states")
    return study.states
