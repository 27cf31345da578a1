"""On which day a fact is placed: its own day, or one imputed within what the record allows.

A partial date stands for an interval. The day that its rule imputes is moved to the nearest bound
if it lies beyond one, in this order, of which the last prevails where bounds contradict each other:

- no fact lies before the first day on which the patient may have been born;
- a death lies on or after the first possible day of every fact that shows life;
- no other fact lies after a death;
- no fact lies after the day (UTC) on which it was recorded.

So what was recorded by a data cutoff has happened by it. The day never leaves the interval: where
a bound contradicts the date itself, the end of the interval that is nearest to it stands.

Only dates bound dates, never a guess: a partial sign of life bounds a death by its first possible
day. The one exception is a death that is itself imputed, for nothing else may follow it. A bound
counts while the fact that sets it is held, so a day may change with the state of knowledge; it
does not depend on the data cutoff.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from enum import IntEnum
from itertools import pairwise
from typing import NamedTuple

NEVER = 2**31 - 1
LONG_AGO = -(2**31)


class Dating(IntEnum):
    """How the day of a fact is known; from ``BIRTH`` on, which bound moved the imputed day."""

    EXACT = 0
    IMPUTED = 1
    BIRTH = 2
    LIFE = 3
    DEATH = 4
    RECORDING = 5


class Dated(NamedTuple):
    """What is known of the date of a fact, held in ``[start, end)`` (microseconds).

    ``first`` and ``last`` are the day numbers between which it lies, ``imputed`` the one that its
    own rule chooses, ``recorded`` that of its recording; ``born`` the first possible day of the
    birth that it states.
    """

    first: int
    last: int
    imputed: int
    recorded: int
    start: int
    end: int
    shows_life: bool = True
    ends_life: bool = False
    born: int | None = None

    @property
    def is_partial(self) -> bool:
        """Whether the date stands for more than one day."""
        return self.first < self.last


class Placed(NamedTuple):
    """A fact was placed on a day (a day number) in ``[start, end)``, and outvoted there or not."""

    start: int
    end: int
    day: int
    dating: Dating
    outvoted: bool = False


class _Bounds(NamedTuple):
    """What bounds partial dates at one state of knowledge, as day numbers."""

    birth: int = LONG_AGO
    life: int = LONG_AGO
    death: int = NEVER


def placed(facts: Sequence[Dated]) -> list[list[Placed]]:
    """The days on which the facts of one patient were placed, one after the other, for each."""
    bounding = _bounding(facts)
    instants = sorted({instant for item in bounding for instant in (item.start, item.end)})
    bounds = [_Bounds(), *(_bounds(bounding, instant) for instant in instants)]
    return [list(_places(fact, instants, bounds)) for fact in facts]


def _bounding(facts: Sequence[Dated]) -> list[Dated]:
    """The facts that may bound a partial date; signs of life bound none but a partial death."""
    partial_death = any(fact.ends_life and fact.is_partial for fact in facts)
    return [
        fact
        for fact in facts
        if fact.ends_life or fact.born is not None or (partial_death and fact.shows_life)
    ]


def _bounds(bounding: Sequence[Dated], instant: int) -> _Bounds:
    held = [item for item in bounding if item.start <= instant < item.end]
    birth = min((item.born for item in held if item.born is not None), default=LONG_AGO)
    life = max((item.first for item in held if item.shows_life), default=LONG_AGO)
    alive = _Bounds(birth, life)
    deaths = (_day(item, alive)[0] for item in held if item.ends_life)
    return alive._replace(death=min(deaths, default=NEVER))


def _places(fact: Dated, instants: Sequence[int], bounds: Sequence[_Bounds]) -> Iterator[Placed]:
    """Where a fact was placed from each instant on at which its bounds became others."""
    if not fact.is_partial:
        yield Placed(fact.start, fact.end, fact.first, Dating.EXACT)
        return
    first, last = bisect_right(instants, fact.start), bisect_right(instants, fact.end - 1)
    places = [(fact.start, _day(fact, bounds[first]))]
    for number in range(first, last):
        place = _day(fact, bounds[number + 1])
        if place != places[-1][1]:
            places.append((instants[number], place))
    for (start, (day, dating)), (end, _) in pairwise([*places, (fact.end, (0, Dating.EXACT))]):
        yield Placed(start, end, day, dating)


def _day(fact: Dated, bounds: _Bounds) -> tuple[int, Dating]:
    """The day of one fact within its bounds, and the last bound that moved it."""
    if not fact.is_partial:
        return fact.first, Dating.EXACT
    day, dating = fact.imputed, Dating.IMPUTED
    for earliest, latest, bound in (
        (bounds.birth, NEVER, Dating.BIRTH),
        (bounds.life if fact.ends_life else LONG_AGO, NEVER, Dating.LIFE),
        (LONG_AGO, NEVER if fact.ends_life else bounds.death, Dating.DEATH),
        (LONG_AGO, fact.recorded, Dating.RECORDING),
    ):
        within = min(max(day, earliest), latest)
        kept = min(max(within, fact.first), fact.last)
        day, dating = kept, bound if kept != day else dating
    return day, dating
