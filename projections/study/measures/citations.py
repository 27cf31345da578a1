"""What a measure cites of its study by name, so that a name that is none is found at once."""

from collections.abc import Iterator
from typing import TypeAlias

from projections.study.measures.groups import (
    Criterion,
    Ended,
    Follows,
    Group,
    Known,
    Label,
    Member,
    Number,
    Reached,
)
from projections.study.measures.kinds import (
    Behaves,
    Cell,
    Comparison,
    Curve,
    Dated,
    Entered,
    Followed,
    Measure,
    Median,
    Pairs,
    Ratio,
    Significance,
    Spread,
    Tally,
)

Citation: TypeAlias = tuple[str, str]
"""What is cited (a definition, a population, an analysis), and its name."""


def citations(measure: Measure) -> Iterator[Citation]:
    """Every definition, population and analysis that a measure cites."""
    match measure:
        case Tally(of, among):
            yield from _named((*of, *among))
        case Spread(of, among):
            yield from (("definition", of), *_named(among))
        case Pairs(first, second, among=among):
            yield from (("definition", first), ("definition", second), *_named(among))
        case Cell(definition, of=of, when=when):
            yield from (("definition", definition), *_named((*of, *when)))
        case Behaves(of=of):
            yield from _named(of)
        case Dated(name) | Followed(name):
            yield "definition", name
        case Median(name) | Curve(name) | Ratio(name) | Comparison(name) | Entered(name):
            yield "analysis", name
        case Significance(name):
            yield "analysis", name


def _named(group: Group) -> Iterator[Citation]:
    for criterion in group:
        yield from _cited(criterion)


def _cited(criterion: Criterion) -> Iterator[Citation]:
    match criterion:
        case Member(population):
            yield "population", population
        case Follows(milestone, earlier):
            yield from (("definition", milestone), ("definition", earlier))
        case Reached(name) | Ended(name) | Label(name) | Known(name) | Number(name):
            yield "definition", name
