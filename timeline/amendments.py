"""From when until when each fact held, once corrections and retractions are taken into account.

Nothing here knows what a fact says: only ids (of any length), recorded instants and who amends
whom.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

ALWAYS = 2**63 - 1
"""The end of an interval that has not ended."""


class Entry(NamedTuple):
    """What the record knows of one event: when it was recorded (microseconds), what it amends."""

    id: bytes
    recorded: int
    target: bytes | None = None
    retracts: bool = False


class Held(NamedTuple):
    """A fact held in ``[start, end)`` and was ended by the amendment ``by``, if it was ended."""

    start: int
    end: int
    by: bytes | None


def intervals(entries: Iterable[Entry]) -> dict[bytes, list[Held]]:
    """When each entry held, whatever the order in which the entries are given.

    While an amendment holds, its target and every earlier amendment of that target do not. A
    correction of an amendment also takes over what that amended; a retraction of an amendment
    only undoes it. An amendment takes effect once all that it leads to is recorded, and never
    if that is no fact: if a target is missing, or a circle of amendments leads back to itself.

    Returns
    -------
    dict
        For each id its half-open intervals in ascending order; none if it never held.
    """
    known = {entry.id: entry for entry in entries}
    held: dict[bytes, list[Held]] = {identity: [] for identity in known}
    readings: dict[bytes, list[_Reading]] = defaultdict(list)
    for entry in known.values():
        chain = _chain(entry, known)
        if chain:
            readings[chain[-1].id].append(_reading(chain))
    for of_one_fact in readings.values():
        _hold(of_one_fact, held)
    return held


@dataclass(frozen=True, slots=True)
class _Reading:
    """A fact, or an amendment that stands for it, since all that it leads to was recorded."""

    id: bytes
    since: int
    amended: frozenset[bytes]
    rank: tuple[int, int, int, bytes]

    def supersedes(self, other: "_Reading") -> bool:
        """Whether the other is amended by this one, or amended the same before it."""
        return other.id in self.amended or (
            self.rank > other.rank and not self.amended.isdisjoint(other.amended)
        )


def _chain(entry: Entry, known: Mapping[bytes, Entry]) -> list[Entry]:
    """The entry, what it amends, what that amends, down to a fact; nothing if there is none."""
    chain = [entry]
    passed = {entry.id}
    while (target := chain[-1].target) is not None:
        if target not in known or target in passed:
            return []
        chain.append(known[target])
        passed.add(target)
    return chain


def _reading(chain: Sequence[Entry]) -> _Reading:
    entry, *below = chain
    since = max(one.recorded for one in chain)
    amended = frozenset(one.id for one in (below[:1] if entry.retracts else below))
    return _Reading(entry.id, since, amended, (since, len(chain), entry.recorded, entry.id))


def _hold(readings: Sequence[_Reading], held: dict[bytes, list[Held]]) -> None:
    """Ask the latest reading first, at every instant at which one was added."""
    latest_first = sorted(readings, key=lambda reading: reading.rank, reverse=True)
    for start, end in pairwise([*sorted({reading.since for reading in readings}), ALWAYS]):
        holding: list[_Reading] = []
        for reading in latest_first:
            if reading.since > start:
                continue
            by = next((one.id for one in holding if one.supersedes(reading)), None)
            if by is None:
                holding.append(reading)
            _extend(held[reading.id], start, end, by)


def _extend(held: list[Held], start: int, end: int, by: bytes | None) -> None:
    """Go on with an interval that reaches up to the start, or begin or end one there."""
    unbroken = bool(held) and held[-1].end == start
    if by is None:
        held.append(Held(held.pop().start if unbroken else start, end, None))
    elif unbroken:
        held.append(held.pop()._replace(by=by))
