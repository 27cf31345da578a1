"""Multi-state histories: rows over (entry, time] in one state, each following the one before."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from analyses.errors import InvalidInputError
from analyses.survival.intervals import FloatArray
from analyses.survival.observations import BoolArray, labels_of, observations

Index = NDArray[np.intp]

_MALFORMED = {
    "overlap": "begin before the row before it has ended",
    "gap": "begin after the row before it has ended, in the state expected",
    "jump": "begin after the row before it has ended, in another state",
    "teleport": "begin when the row before it ends, but in another state",
}


class MalformedHistoryError(InvalidInputError):
    """Rows of a subject do not follow each other.

    ``rows`` gives, for each of overlap, gap, jump and teleport that occurs, the positions of the
    rows that do it.
    """

    def __init__(self, rows: dict[str, tuple[int, ...]]) -> None:
        self.rows = rows
        found = "; ".join(
            f"{kind}: {len(where)} rows {_MALFORMED[kind]} (first: row {where[0]})"
            for kind, where in rows.items()
        )
        super().__init__(f"The rows of some subjects do not follow each other: {found}.")


@dataclass(frozen=True, slots=True)
class Histories:
    """Rows sorted by subject and time, each but a subject's last ending in a move.

    States are positions in ``states``. ``to`` is the state after ``time``, equal to ``state``
    for the censored; ``first`` and ``ends`` mark the first and the last row of each subject.
    """

    subject: Index
    entry: FloatArray
    time: FloatArray
    state: Index
    to: Index
    first: BoolArray
    ends: BoolArray
    states: tuple[Hashable, ...]

    @property
    def moves(self) -> BoolArray:
        """Return which rows end in another state."""
        return np.asarray(self.to != self.state)

    def at_risk(self, times: FloatArray) -> NDArray[np.int64]:
        """Return the number in each state just before each time, times by states."""
        counts = [self._at_risk_in(state, times) for state in range(len(self.states))]
        return np.array(counts, dtype=np.int64).T

    def _at_risk_in(self, state: int, times: FloatArray) -> Index:
        here = self.state == state
        entered = np.searchsorted(np.sort(self.entry[here]), times)
        return np.asarray(entered - np.searchsorted(np.sort(self.time[here]), times))


def histories(
    subject: ArrayLike,
    entry: ArrayLike,
    time: ArrayLike,
    state: ArrayLike,
    to: ArrayLike,
    *,
    censored: Hashable = None,
    states: Sequence[Hashable] | None = None,
) -> Histories:
    """Return the histories of subjects, or say which rows cannot be one.

    A row says that ``subject`` was in ``state`` over (entry, time] and then entered ``to``, or
    was ``censored``. Rows of one stay that follow each other without a move become one. States
    are sorted by label unless listed in ``states``.

    Raises InvalidInputError for columns that cannot be such rows or a state that is not listed,
    MalformedHistoryError for rows of a subject that overlap, leave a gap, jump or teleport.
    Source: the checks and their names are those of R ``survival::survcheck``.
    """
    labels = np.asarray(to, dtype=object)
    moved = _is_not(labels, censored)
    rows = observations(time, moved, entry)
    if rows.entry is None:
        raise InvalidInputError("A history needs the entry of each row.")
    subjects = labels_of("subject", subject, len(rows))[1]
    names, origin, entered = _coded(state, labels[moved], len(rows), states)
    destination = origin.copy()
    destination[moved] = entered
    order = np.lexsort((rows.entry, subjects))
    found = _Rows(
        subjects[order], rows.entry[order], rows.time[order], origin[order], destination[order]
    )
    _refuse_malformed(found, order)
    return found.joined(names)


@dataclass(frozen=True, slots=True)
class _Rows:
    """Rows sorted by subject and entry."""

    subject: Index
    entry: FloatArray
    time: FloatArray
    state: Index
    to: Index

    def joined(self, states: tuple[Hashable, ...]) -> Histories:
        """Return rows that follow each other within one stay as one row."""
        last = np.diff(self.subject, append=-1) != 0
        closes = last | (self.to != self.state)
        opens = np.append(True, closes[:-1])
        first = np.append(True, last[:-1])
        return Histories(
            subject=self.subject[closes],
            entry=self.entry[opens],
            time=self.time[closes],
            state=self.state[closes],
            to=self.to[closes],
            first=first[opens],
            ends=last[closes],
            states=states,
        )


def _is_not(labels: NDArray[Any], censored: Hashable) -> BoolArray:
    return np.fromiter((label != censored for label in labels.tolist()), bool, labels.size)


def _coded(
    state: ArrayLike, entered: NDArray[Any], length: int, states: Sequence[Hashable] | None
) -> tuple[tuple[Hashable, ...], Index, Index]:
    """Return the states, and the position of each origin and destination among them."""
    left, origin = labels_of("state", state, length)
    reached, destination = labels_of("to", entered, entered.size)
    names = tuple(states) if states is not None else _sorted({*left, *reached})
    unknown = {*left, *reached} - set(names)
    if unknown:
        raise InvalidInputError(f"{len(unknown)} states of the rows are not among those listed.")
    place = {name: i for i, name in enumerate(names)}
    to_place = (
        np.array([place[label] for label in ends], dtype=np.intp) for ends in (left, reached)
    )
    from_left, from_reached = to_place
    return names, from_left[origin], from_reached[destination]


def _sorted(labels: set[Any]) -> tuple[Hashable, ...]:
    try:
        return tuple(sorted(labels))
    except TypeError:
        raise InvalidInputError("The labels of states cannot be sorted; list them.") from None


def _refuse_malformed(rows: _Rows, order: Index) -> None:
    later = np.flatnonzero(np.diff(rows.subject) == 0) + 1
    wait = rows.entry[later] - rows.time[later - 1]
    elsewhere = rows.state[later] != rows.to[later - 1]
    problems = {
        "overlap": wait < 0,
        "gap": (wait > 0) & ~elsewhere,
        "jump": (wait > 0) & elsewhere,
        "teleport": (wait == 0) & elsewhere,
    }
    found = {
        kind: tuple(np.sort(order[later[where]]).tolist())
        for kind, where in problems.items()
        if where.any()
    }
    if found:
        raise MalformedHistoryError(found)
