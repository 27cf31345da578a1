"""How many times longer the peers take than the estimators."""

from collections.abc import Mapping
from statistics import median

from benchmarks.harness import ROUNDS, Figure, absolute, ratio
from benchmarks.statistics.ours import ESTIMATORS
from benchmarks.statistics.race import peers, race
from benchmarks.statistics.samples import sample

AIMS = {
    ("Kaplan-Meier", "R"): (10, 1_000_000),
    ("incidence", "R"): (10, 1_000_000),
    ("Cox", "R"): (2, 10_000),
    ("Cox", "lifelines"): (5, 10_000),
    ("Cox, (start, stop]", "R"): (2, 10_000),
    ("Cox, (start, stop]", "lifelines"): (5, 10_000),
}
"""The ratio aimed at, and the number of rows from which it is."""


def measure(rows: int, rounds: int = ROUNDS) -> list[Figure]:
    """Milliseconds of each estimator, and each peer's time as a multiple of it."""
    figures = []
    for ties, times in ((True, "whole days"), (False, "distinct times")):
        with peers(sample(rows, ties=ties)) as present:
            for estimator in ESTIMATORS:
                taken = race(estimator, present, rounds)
                figures += _figures(estimator, rows, times, taken)
    return figures


def _figures(
    estimator: str, rows: int, times: str, taken: Mapping[str, list[float]]
) -> list[Figure]:
    (_, mine), *others = taken.items()
    return [
        absolute(f"{estimator}: {rows:,} rows, {times}", mine),
        *(_ratio(estimator, peer, rows, theirs, mine) for peer, theirs in others),
    ]


def _ratio(estimator: str, peer: str, rows: int, theirs: list[float], mine: list[float]) -> Figure:
    """Their time over ours, round by round; over our median where they had one round only."""
    aim, least_rows = AIMS.get((estimator, peer), (None, 0))
    under = [median(mine)] if len(theirs) == 1 else mine[: len(theirs)]
    few = "" if len(theirs) == len(mine) else f", rounds: {len(theirs)}"
    aimed = {"at_least": aim} if aim and rows >= least_rows else {}
    return ratio(f"{estimator}: {peer} / ours{few}", theirs, under, **aimed)
