"""Assessments of one kind on one day that disagree: which of them holds, and while which is known.

What is outvoted stays on the record and is cited, but no definition sees it. A vote counts those
that are held at one state of knowledge, so it may come out differently at another.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from timeline.imputation import Placed


class Ballot(NamedTuple):
    """What an assessment can disagree with, and how bad it is; facts without a group never do."""

    group: Hashable | None = None
    severity: float = 0.0


class _Voter(NamedTuple):
    """One place of one fact, and how bad it is."""

    fact: int
    place: Placed
    severity: float


def voted(ballots: Sequence[Ballot], places: Sequence[Sequence[Placed]]) -> list[list[Placed]]:
    """The places of each fact of one patient, split where it begins or ceases to be outvoted."""
    by_day: dict[tuple[Hashable, int], list[_Voter]] = defaultdict(list)
    outcome: list[list[Placed]] = [[] for _ in ballots]
    for fact, (ballot, of_one) in enumerate(zip(ballots, places, strict=True)):
        if ballot.group is None:
            outcome[fact].extend(of_one)
            continue
        for place in of_one:
            by_day[ballot.group, place.day].append(_Voter(fact, place, ballot.severity))
    for voters in by_day.values():
        for voter in voters:
            outcome[voter.fact].extend(_split(voter, voters))
    return outcome


def _split(voter: _Voter, voters: Sequence[_Voter]) -> Iterator[Placed]:
    """A place in parts, each of which is outvoted or not."""
    worse = [other.place for other in voters if other.severity > voter.severity]
    start, end = voter.place.start, voter.place.end
    instants = {instant for place in worse for instant in (place.start, place.end)}
    cuts = sorted(instant for instant in instants if start < instant < end)
    parts = [(at, any(two.start <= at < two.end for two in worse)) for at in (start, *cuts)]
    turns = parts[:1] + [part for before, part in pairwise(parts) if part[1] != before[1]]
    for (since, outvoted), (until, _) in pairwise([*turns, (end, False)]):
        yield voter.place._replace(start=since, end=until, outvoted=outvoted)
