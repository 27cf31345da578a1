"""Moving the patients of one segment through their states, all of them one step at a time."""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from projections.engine import NEVER, Evaluation
from projections.engine.censors import followed_until
from projections.engine.milestone_dates import Ints, Mask
from projections.language import Milestone
from projections.language.states import InEach, States
from projections.states.rules import MOVES, STAYS, Rules, moves_together, rules_of


class Candidates(NamedTuple):
    """Milestones that may move patients, in the order in which they come about.

    ``move`` is the number of the move in the table, the origin being the first; ``number`` that
    of the episode, 0 outside any.
    """

    patient: Ints
    day: Ints
    place: Ints
    row: Ints
    move: Ints
    number: Ints

    def at(self, index: NDArray[np.intp] | Mask) -> "Candidates":
        """Some of them, in the order of an index."""
        return Candidates(*(column[index] for column in self))

    @property
    def deadline(self) -> Mask:
        """Which fall on the end of a day, not on an event."""
        deadline: Mask = self.place == NEVER
        return deadline


@dataclass(frozen=True, slots=True)
class Passage:
    """What became of the candidates.

    Attributes
    ----------
    candidates
        In order.
    verdict
        ``MOVES``, ``STAYS`` or ``REFUSED``, one entry per candidate.
    state
        Index of the state in which each met its patient; one past the states before the origin.
    until
        Day number up to which each patient of the segment is followed if nothing ends it.
    """

    candidates: Candidates
    verdict: NDArray[np.int8]
    state: NDArray[np.int8]
    until: Ints


def passage(evaluation: Evaluation, states: States, members: NDArray[np.intp]) -> Passage:
    """Move the members of a segment through their states."""
    seen = followed_until(evaluation, states.last_seen)
    found = _candidates(evaluation, states)
    known = np.zeros(evaluation.view.patients, dtype=bool)
    known[members] = True
    # Nobody is judged after having been lost from sight: that deadline passed unobserved.
    observed = ~found.deadline | (found.day <= seen[found.patient])
    found = found.at(known[found.patient] & observed)
    verdict, state, move = _walked(found, rules_of(states), len(known))
    return Passage(found._replace(move=move), verdict, state, _until(found, verdict, seen))


def joined(parts: list[Candidates]) -> Candidates:
    """Several one after another."""
    none = Candidates(*(np.empty(0, dtype=np.int32) for _ in Candidates._fields))
    return Candidates(*(np.concatenate(columns) for columns in zip(none, *parts, strict=True)))


def _candidates(evaluation: Evaluation, states: States) -> Candidates:
    milestones = (states.origin, *(move.by for move in states.moves))
    found = joined(
        [
            _reached(evaluation, milestones[numbers[0]], numbers[0])
            for numbers in moves_together(states)
        ]
    )
    order = np.lexsort((found.number, found.move, found.place, found.day, found.patient))
    return found.at(order)


def _reached(evaluation: Evaluation, by: Milestone | InEach, move: int) -> Candidates:
    """Where one move of the table may be made."""
    if isinstance(by, InEach):
        inside = evaluation.inside(by.episodes)
        moments = inside.moments(by.milestone)
        patient, number = inside.table.patient, inside.table.number
    else:
        moments = evaluation.moments(by)
        patient = np.arange(evaluation.view.patients, dtype=np.int32)
        number = np.zeros_like(patient)
    moves = np.full_like(patient, move)
    every = Candidates(patient, moments.day, moments.place, moments.row, moves, number)
    return every.at(moments.reached)


def _walked(
    found: Candidates, rules: Rules, patients: int
) -> tuple[NDArray[np.int8], NDArray[np.int8], Ints]:
    """Verdict on each candidate, the state it meets and its move; the k-th of all at once."""
    state = np.full(patients, rules.outside, dtype=np.int8)
    number = np.zeros(patients, dtype=np.int32)
    verdict = np.zeros(len(found.patient), dtype=np.int8)
    met, made = np.zeros_like(verdict), np.zeros_like(found.move)
    for at in _steps(found.patient):
        patient = found.patient[at]
        met[at], made[at] = state[patient], rules.move[state[patient], found.move[at]]
        target = rules.target[made[at]]
        into = np.where(rules.numbered[made[at]], found.number[at], 0)
        there = (state[patient] == target) & (number[patient] == into)
        verdict[at] = np.where(there, STAYS, rules.verdict[state[patient], made[at]])
        moved = verdict[at] == MOVES
        state[patient[moved]], number[patient[moved]] = target[moved], into[moved]
    return verdict, met, made


def _steps(patient: Ints) -> list[NDArray[np.intp]]:
    """Places of the first entry of every patient, of the second, and so on."""
    if not len(patient):
        return []
    begins = np.flatnonzero(np.diff(patient, prepend=patient[0] - 1))
    rank = np.arange(len(patient)) - np.repeat(begins, np.diff(begins, append=len(patient)))
    order = np.argsort(rank, kind="stable")
    return np.split(order, np.cumsum(np.bincount(rank))[:-1])


def _until(found: Candidates, verdict: NDArray[np.int8], seen: Ints) -> Ints:
    """The later of last seen and last moved."""
    moved = verdict == MOVES
    until = seen.copy()
    np.maximum.at(until, found.patient[moved], found.day[moved])
    return until
