"""The table of moves as arrays: what a milestone does to a patient whom it meets in some state."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from projections.engine.milestone_dates import Mask
from projections.language.states import State, States

REFUSED, STAYS, MOVES = -1, 0, 1
"""What a milestone does to a patient whom it meets in some state."""


class Rules(NamedTuple):
    """A table of moves; move 0 is that of the origin, and the last state is outside of all.

    Attributes
    ----------
    verdict
        By state and move.
    move
        By state and move: which of the moves by the same milestone is made there.
    target, numbered
        By move: the state that it leads to, and whether that takes a number.
    """

    verdict: NDArray[np.int8]
    move: NDArray[np.int32]
    target: NDArray[np.int8]
    numbered: Mask

    @property
    def outside(self) -> int:
        """The state of those who have not entered."""
        return len(self.verdict) - 1


def rules_of(states: States) -> Rules:
    """The rules of a table."""
    place = {state: index for index, state in enumerate(states.states)}
    to = (states.initial, *(move.to for move in states.moves))
    target = np.array([place[state] for state in to], dtype=np.int8)
    verdict = _verdicts(states, place)
    numbered = np.array([state.numbered for state in to])
    return Rules(verdict, _made(verdict, target, moves_together(states)), target, numbered)


def moves_together(states: States) -> list[list[int]]:
    """The moves that one milestone brings about, by their numbers; the origin's stands alone."""
    together: list[list[int]] = [[0]]
    for number, move in enumerate(states.moves, start=1):
        same = [item for item in together[1:] if states.moves[item[0] - 1].by == move.by]
        if same:
            same[0].append(number)
        else:
            together.append([number])
    return together


def _verdicts(states: States, place: dict[State, int]) -> NDArray[np.int8]:
    before = len(place)
    verdict = np.full((before + 1, len(states.moves) + 1), REFUSED, dtype=np.int8)
    verdict[before, 0] = MOVES
    for number, move in enumerate(states.moves, start=1):
        verdict[[place[state] for state in move.stays_in if state in place], number] = STAYS
        verdict[[place[state] for state in move.out_of if state in place], number] = MOVES
        # Who dies before the origin never enters.
        verdict[before, number] = MOVES if move.to.absorbing else REFUSED
    return verdict


def _made(
    verdict: NDArray[np.int8], target: NDArray[np.int8], together: list[list[int]]
) -> NDArray[np.int32]:
    """Of moves by one milestone the first that fits: moves out of a state, leads there, or stays.

    Where none fits, it is the first of them that should not have happened.
    """
    made = np.empty(verdict.shape, dtype=np.int32)
    for state, row in enumerate(verdict):
        for numbers in together:
            moving = [number for number in numbers if row[number] == MOVES]
            there = [number for number in numbers if target[number] == state]
            staying = [number for number in numbers if row[number] == STAYS]
            made[state, numbers] = [*moving, *there, *staying, *numbers][0]
    return made
