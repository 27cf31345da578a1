"""The smallest sets of factors without which a change is undone, found by trying.

A factor is an event or a definition; what one is, only the trial knows.
"""

from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import comb
from typing import Generic, TypeVar

from projections.comparison.changes import Change
from projections.comparison.values import Value

MOST_SETS = 300
"""Sets of a size are all tried up to this many; beyond, one is thinned out factor by factor."""

LARGEST_SET = 3
"""Sets up to this size are tried so."""

Factor = TypeVar("Factor", bound=Hashable)
Case = tuple[str, frozenset[Factor]]
"""A patient, and the factors that are left out."""


Tried = Callable[[str, frozenset[Factor], str], Value]
"""What a definition evaluates to, by its name, for a patient without these factors."""

Trial = Callable[[Collection[Case[Factor]], Collection[str]], Tried[Factor]]
"""Carries out many trials at once, for the definitions of some names."""


@dataclass(frozen=True, slots=True)
class Found(Generic[Factor]):
    """Sets each of which alone undoes a change: all of the smallest size.

    ``smallest`` is False where there were too many to try them all; then the one set is such
    that none of its factors can be spared.
    """

    sets: tuple[tuple[Factor, ...], ...]
    smallest: bool = True


@dataclass(frozen=True)
class Search(Generic[Factor]):
    """A search over changes, each with the factors that come into question.

    Parameters
    ----------
    candidates
        Factors by patient, in the order in which they are named.
    trial
        How patients are tried without some.
    undone
        Whether a value found in a trial undoes a change.
    """

    candidates: Mapping[str, Sequence[Factor]]
    trial: Trial[Factor]
    undone: Callable[[Change, Value], bool]

    def found(self, changes: Iterable[Change]) -> dict[Change, Found[Factor]]:
        """The sets of those changes that leaving out all factors undoes."""
        whole = {change: frozenset(self._of(change)) for change in changes}
        kept = self._undone_by((change, without) for change, without in whole.items())
        open_ = [item for item in whole if (item, whole[item]) in kept]
        found: dict[Change, Found[Factor]] = {}
        for size in range(LARGEST_SET + 1):
            few = [item for item in open_ if comb(len(whole[item]), size) <= MOST_SETS]
            sets = {item: list(combinations(self._of(item), size)) for item in few}
            kept = self._undone_by((item, frozenset(each)) for item in few for each in sets[item])
            for item in few:
                undoing = tuple(each for each in sets[item] if (item, frozenset(each)) in kept)
                if undoing:
                    found[item] = Found(undoing)
            open_ = [item for item in open_ if item not in found]
        return found | self._thinned(open_)

    def _thinned(self, changes: list[Change]) -> dict[Change, Found[Factor]]:
        """Spare one factor after the other while the change stays undone, until none can be.

        What undoes a change need not undo it with more left out, so one round is not enough.
        """
        left = {change: tuple(self._of(change)) for change in changes}
        kept_in_a_row = dict.fromkeys(changes, 0)
        while going_on := [
            change for change in changes if kept_in_a_row[change] < len(left[change])
        ]:
            undone = self._undone_by((item, frozenset(left[item][1:])) for item in going_on)
            for item in going_on:
                first, *rest = left[item]
                spared = (item, frozenset(rest)) in undone
                left[item] = tuple(rest) if spared else (*rest, first)
                kept_in_a_row[item] = 0 if spared else kept_in_a_row[item] + 1
        return {change: Found((rest,), smallest=False) for change, rest in left.items()}

    def _undone_by(
        self, trials: Iterable[tuple[Change, frozenset[Factor]]]
    ) -> set[tuple[Change, frozenset[Factor]]]:
        pairs = list(trials)
        cases = dict.fromkeys((change.patient, without) for change, without in pairs)
        tried = self.trial(cases.keys(), {change.name for change, _ in pairs})
        return {
            (change, without)
            for change, without in pairs
            if self.undone(change, tried(change.patient, without, change.name))
        }

    def _of(self, change: Change) -> Sequence[Factor]:
        return self.candidates.get(change.patient, ())
