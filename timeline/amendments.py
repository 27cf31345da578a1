"""From when until when each fact held, once corrections and retractions are taken into account.

Nothing here knows what a fact says: only ids (of any length), recorded instants and who amends
whom. The rules:

1. An amendment counts once it and all that it leads to are recorded; never if that is no fact,
   because a target is missing or a circle of amendments leads back to itself.
2. Of the amendments of one target the latest recorded rules; of those recorded at one instant
   the one of the highest revision. A retracted amendment is passed over.
3. A correction that rules takes the place of its target, and whatever rules the correction in
   turn takes its place. A retraction that rules leaves nothing of a fact, and undoes an amendment.
4. So only what stands at the end of this chain can be amended to an effect: a retracted fact
   does not come back because a correction from before the retraction is corrected.
5. Amendments of one target, instant and revision that say different things quarrel. None of them
   rules: the target stays as it was until one is retracted or a later one decides.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby, pairwise
from typing import NamedTuple

ALWAYS = 2**63 - 1
"""The end of an interval that has not ended."""


class Entry(NamedTuple):
    """What the record knows of one event: when it was recorded (microseconds), what it amends.

    ``says`` distinguishes what a correction puts in place of its target; nothing else needs it.
    """

    id: bytes
    recorded: int
    target: bytes | None = None
    retracts: bool = False
    revision: int = 1
    says: bytes = b""

    @property
    def rank(self) -> tuple[int, int]:
        """Greater for the amendment that rules among those of one target."""
        return self.recorded, self.revision

    def agrees(self, other: "Entry") -> bool:
        """Whether two amendments of one target say the same."""
        return (self.retracts, self.says) == (other.retracts, other.says)


class Held(NamedTuple):
    """A fact held in ``[start, end)`` and was ended by the amendment ``by``, if it was ended."""

    start: int
    end: int
    ended_by: bytes | None


def intervals(entries: Iterable[Entry]) -> dict[bytes, list[Held]]:
    """When each entry held, whatever the order in which the entries are given.

    A fact or correction holds while it stands at the end of its chain, a retraction while it rules
    its target.

    Returns
    -------
    dict
        For each id its half-open intervals in ascending order; none if it never held.
    """
    known = {entry.id: entry for entry in entries}
    held: dict[bytes, list[Held]] = {identity: [] for identity in known}
    for tree in _trees(known):
        for start, end in pairwise([*sorted({link.since for link in tree}), ALWAYS]):
            ruled = _ruled(link for link in tree if link.since <= start)
            for entry in ruled.entries.values():
                _extend(held[entry.id], start, end, ruled.blocked_by(entry))
    return held


def quarrels(entries: Iterable[Entry]) -> list[tuple[bytes, ...]]:
    """Ids of the amendments that quarrel now, each quarrel by itself."""
    known = {entry.id: entry for entry in entries}
    return [ids for tree in _trees(known) for ids in _ruled(tree).quarrels]


class _Link(NamedTuple):
    """An entry and since when it and all that it leads to was recorded."""

    entry: Entry
    since: int


def _trees(known: Mapping[bytes, Entry]) -> Iterator[list[_Link]]:
    """Each fact with all that amends it, the fact first, targets before their amendments."""
    amendments: dict[bytes, list[Entry]] = defaultdict(list)
    for entry in known.values():
        if entry.target is not None:
            amendments[entry.target].append(entry)
    for fact in known.values():
        if fact.target is None:
            tree = [_Link(fact, fact.recorded)]
            for above in tree:  # grows while it is walked
                tree += [
                    _Link(amendment, max(amendment.recorded, above.since))
                    for amendment in amendments[above.entry.id]
                ]
            yield tree


@dataclass(frozen=True, slots=True)
class _Ruled:
    """Who stands for whom among a fact and its amendments at one instant.

    Attributes
    ----------
    entries
        The fact and its amendments under their ids, targets before their amendments.
    stands
        What stands at the end of each entry's chain, itself if nothing rules it; None for an
        amendment that is undone and for a fact that is retracted.
    ruled_by, passed_over
        What stands for the amendment that rules an entry; and for an amendment that does not
        rule, what rules in its place or quarrels with it.
    quarrels
        Ids of amendments of which none rules because they quarrel.
    """

    entries: Mapping[bytes, Entry]
    stands: dict[bytes, Entry | None] = field(default_factory=dict)
    ruled_by: dict[bytes, bytes] = field(default_factory=dict)
    passed_over: dict[bytes, bytes] = field(default_factory=dict)
    quarrels: list[tuple[bytes, ...]] = field(default_factory=list)

    def decide(self, entry: Entry, amendments: Iterable[Entry]) -> None:
        """Settle what stands for an entry whose amendments are settled."""
        ruling = self._ruling(
            [amendment for amendment in amendments if self.stands[amendment.id] is not None]
        )
        if ruling is None:
            self.stands[entry.id] = entry
            return
        self.ruled_by[entry.id] = ruling.id
        self.stands[entry.id] = None if ruling.retracts else ruling

    def _ruling(self, amendments: list[Entry]) -> Entry | None:
        """What stands for the amendment of one target that rules, if one does."""
        amendments.sort(key=lambda amendment: (*amendment.rank, amendment.id), reverse=True)
        ruling: Entry | None = None
        for _, group in groupby(amendments, key=lambda amendment: amendment.rank):
            equal = {item.id: self._standing(item) for item in group}
            ruling = ruling or self._agreed(equal)
            for amendment, stands in equal.items():
                rival = ruling or next(
                    other for other in equal.values() if not other.agrees(stands)
                )
                if rival is not stands:
                    self.passed_over[amendment] = rival.id
        return ruling

    def _agreed(self, equal: Mapping[bytes, Entry]) -> Entry | None:
        """What all amendments of one rank say; none of it if they quarrel."""
        first, *others = equal.values()
        if all(first.agrees(other) for other in others):
            return first
        self.quarrels.append(tuple(sorted(equal)))
        return None

    def _standing(self, amendment: Entry) -> Entry:
        stands = self.stands[amendment.id]
        assert stands is not None, "what is undone does not rule"
        return stands

    def blocked_by(self, entry: Entry) -> bytes | None:
        """What keeps an entry from holding, the nearest to the fact; None if it holds."""
        ruling = self.ruled_by.get(entry.id)
        above: bytes | None = entry.id
        while above is not None:
            ruling = self.passed_over.get(above, ruling)
            above = None if entry.retracts else self.entries[above].target
        return ruling


def _ruled(links: Iterable[_Link]) -> _Ruled:
    """Decide from the ends of the chains up to the fact."""
    ruled = _Ruled({link.entry.id: link.entry for link in links})
    amendments: dict[bytes | None, list[Entry]] = defaultdict(list)
    for entry in reversed(list(ruled.entries.values())):
        ruled.decide(entry, amendments[entry.id])
        amendments[entry.target].append(entry)
    return ruled


def _extend(held: list[Held], start: int, end: int, amendment: bytes | None) -> None:
    """Go on with an interval that reaches up to the start, or begin or end one there."""
    unbroken = bool(held) and held[-1].end == start
    if amendment is None:
        held.append(Held(held.pop().start if unbroken else start, end, None))
    elif unbroken:
        held.append(held.pop()._replace(ended_by=amendment))
