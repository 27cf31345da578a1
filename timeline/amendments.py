"""From when until when each fact held, once corrections and retractions are taken into account.

Nothing here knows what a fact says: only ids, recorded instants and who amends whom.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple
from uuid import UUID

ALWAYS = 2**63 - 1
"""The end of an interval that has not ended."""


class Entry(NamedTuple):
    """What the record knows of one event: when it was recorded (microseconds), what it amends."""

    id: UUID
    recorded: int
    target: UUID | None = None


class Held(NamedTuple):
    """A fact held in ``[start, end)`` and was ended by the amendment ``by``, if it was ended."""

    start: int
    end: int
    by: UUID | None


@dataclass(slots=True)
class _Ledger:
    amendments: dict[UUID, list[Entry]]
    resolved: dict[UUID, list[Held]]

    def superseders(self, entry: Entry) -> list[Entry]:
        """Amendments of an entry, and later amendments of the same target as the entry's own."""
        direct = self.amendments.get(entry.id, [])
        if entry.target is None:
            return direct
        siblings = self.amendments[entry.target]
        return direct + siblings[siblings.index(entry) + 1 :]

    def held(self, entry: Entry) -> list[Held]:
        if entry.id not in self.resolved:
            self.resolved[entry.id] = []  # an amendment that leads back to itself has no effect
            rest = [Held(entry.recorded, ALWAYS, None)]
            for amendment in self.superseders(entry):
                for hole in self.held(amendment):
                    rest = [part for held in rest for part in _without(held, hole, amendment.id)]
            self.resolved[entry.id] = rest
        return self.resolved[entry.id]


def _without(held: Held, hole: Held, by: UUID) -> list[Held]:
    """What is left of an interval when another is cut out of it."""
    if hole.end <= held.start or hole.start >= held.end:
        return [held]
    before = Held(held.start, hole.start, by)
    after = Held(hole.end, held.end, held.by)
    return [part for part in (before, after) if part.start < part.end]


def intervals(entries: Iterable[Entry]) -> dict[UUID, list[Held]]:
    """When each entry held, whatever the order in which the entries are given.

    An amendment supersedes its target, and every earlier amendment of that target, for as long
    as it holds itself. Of amendments recorded at the same instant the greater id is the later.

    Returns
    -------
    dict
        For each id its half-open intervals in ascending order; none for a fact that an
        amendment recorded earlier than itself had already ended.
    """
    ordered = sorted(entries, key=lambda entry: (entry.recorded, entry.id))
    amendments: dict[UUID, list[Entry]] = defaultdict(list)
    for entry in ordered:
        if entry.target is not None:
            amendments[entry.target].append(entry)
    ledger = _Ledger(dict(amendments), {})
    return {entry.id: sorted(ledger.held(entry)) for entry in ordered}
