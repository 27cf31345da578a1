"""The groups that an analysis compares: in natural order, the unknown last and in no test."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from analyses.natural_order import in_natural_order
from projections.cohort.covariates import column
from projections.cohort.replay import Replay
from projections.language import Classes

Found = TypeVar("Found")

EVERYBODY, UNKNOWN = "all", "unknown"


@dataclass(frozen=True, slots=True)
class Groups:
    """The groups that occur, and per patient the place of its own among them.

    Classes stand in the order of their cases, other labels sorted, numbers by size. Patients
    whose group is unknown are the last one, under the label ``unknown``; no test compares them.
    """

    labels: tuple[Hashable, ...]
    codes: NDArray[np.intp]

    @property
    def known(self) -> NDArray[np.bool_]:
        """Which patients are in a group that is known."""
        known = np.array([label != UNKNOWN for label in self.labels], dtype=bool)
        return known[self.codes] if len(self.labels) else np.zeros(0, dtype=bool)

    def named(self, found: Mapping[Hashable, Found]) -> dict[Hashable, Found]:
        """What was found by place, under the labels."""
        return {label: found[place] for place, label in enumerate(self.labels)}


def groups(replay: Replay, grouping: str, patients: NDArray[np.str_]) -> Groups:
    """The groups that a definition makes of patients; one of all where it is not named."""
    if not grouping:
        return Groups((EVERYBODY,), np.zeros(len(patients), dtype=np.intp))
    values = [UNKNOWN if v is None else v for v in column(replay, grouping, patients).values]
    labels = ordered(replay, grouping, set(values))
    place = {label: number for number, label in enumerate(labels)}
    return Groups(labels, np.array([place[value] for value in values], dtype=np.intp))


def ordered(replay: Replay, definition: str, found: set[Hashable]) -> tuple[Hashable, ...]:
    """Labels of a definition in the order in which they are reported."""
    node, known = replay.study.definitions[definition], found - {UNKNOWN}
    last = (UNKNOWN,) if UNKNOWN in found else ()
    if isinstance(node, Classes):
        cases = node.case_labels
        return (*(label for label in dict.fromkeys(cases) if label in known), *last)
    return (*in_natural_order(known), *last)
