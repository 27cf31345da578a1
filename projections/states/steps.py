"""The moves of a cohort as one table, and the labels of the states between which they lead."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from projections.engine.milestone_dates import Ints, Mask
from projections.language.states import State, States
from projections.states.fold import Candidates, Passage, joined
from projections.states.rules import MOVES

NOWHERE_YET = -1
"""State out of which a patient's first move leads."""


@dataclass(frozen=True, slots=True)
class Labels:
    """The states as they are counted and printed, one per number of a numbered state.

    Attributes
    ----------
    names, states
        In the order of the table, then by number.
    first
        Index of the first label of each state of the table.
    """

    names: tuple[str, ...]
    states: tuple[State, ...]
    first: NDArray[np.intp]

    @property
    def absorbing(self) -> Mask:
        """Which of them end follow-up."""
        return np.array([state.absorbing for state in self.states], dtype=bool)


@dataclass(frozen=True, slots=True)
class Steps:
    """Every move of every patient, by patient and in order.

    Attributes
    ----------
    patient
        Index into the patients of the cohort.
    day
        Day number.
    origin, to
        Labels of the state left (``NOWHERE_YET`` on entering) and of the state reached.
    move
        Number of the move in the table; 0 for entering.
    part, row
        The deciding event: which part of the log, and its row there.
    lasting
        Whether the patient ended the day with it, in a state other than the day began in.
    """

    patient: NDArray[np.intp]
    day: Ints
    origin: NDArray[np.intp]
    to: NDArray[np.intp]
    move: Ints
    part: NDArray[np.intp]
    row: Ints
    lasting: Mask


def cohort_steps(
    table: States, passages: list[Passage], places: list[NDArray[np.intp]]
) -> tuple[Labels, Steps]:
    """The moves made in all parts of a log; ``places`` of their patients in the cohort."""
    made = [walk.candidates.at(walk.verdict == MOVES) for walk in passages]
    found = [place[steps.patient] for place, steps in zip(places, made, strict=True)]
    patient = np.concatenate([np.empty(0, dtype=np.intp), *found])
    order = np.argsort(patient, kind="stable")
    patient, every = patient[order], joined(made).at(order)
    part = np.repeat(np.arange(len(made)), [len(item.patient) for item in made])[order]
    labels = _labels(table, every)
    to = _label_reached(table, labels, every)
    last = _lasting(patient, every.day, to)
    origin = _left(patient, to)
    return labels, Steps(patient, every.day, origin, to, every.move, part, every.row, last)


def _labels(table: States, made: Candidates) -> Labels:
    """The states, a numbered one as often as any patient was in it."""
    to = _targets(table)[made.move]
    names: list[str] = []
    states: list[State] = []
    first = []
    for index, state in enumerate(table.states):
        first.append(len(names))
        highest = int(made.number[to == index].max(initial=0))
        numbers = range(1, highest + 1) if state.numbered else (0,)
        names += [state.label(number) for number in numbers]
        states += [state] * len(numbers)
    return Labels(tuple(names), tuple(states), np.array(first, dtype=np.intp))


def _label_reached(table: States, labels: Labels, made: Candidates) -> NDArray[np.intp]:
    to = _targets(table)[made.move]
    numbered = np.array([state.numbered for state in table.states])[to]
    reached: NDArray[np.intp] = labels.first[to] + np.where(numbered, made.number - 1, 0)
    return reached


def _left(patient: NDArray[np.intp], to: NDArray[np.intp]) -> NDArray[np.intp]:
    """The state to which the patient's previous entry led."""
    before = np.full_like(to, NOWHERE_YET)
    same = patient[1:] == patient[:-1]
    before[1:][same] = to[:-1][same]
    return before


def _lasting(patient: NDArray[np.intp], day: Ints, to: NDArray[np.intp]) -> Mask:
    last = np.ones(len(patient), dtype=bool)
    last[:-1] = (patient[1:] != patient[:-1]) | (day[1:] != day[:-1])
    ends = np.flatnonzero(last)
    last[ends] = _left(patient[ends], to[ends]) != to[ends]
    return last


def _targets(table: States) -> NDArray[np.intp]:
    """Index of the state to which each move leads, the origin's first."""
    place = {state: index for index, state in enumerate(table.states)}
    return np.array([place[state] for state in (table.initial, *(move.to for move in table.moves))])
