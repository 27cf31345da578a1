"""What a measure cites of its study by name, so that a name that is none is found at once."""

from collections.abc import Iterator
from typing import TypeAlias

from projections.measures.groups import (
    Criterion,
    Follows,
    Group,
    Known,
    Label,
    Member,
    Number,
    Reached,
)
from projections.measures.kinds import (
    Cell,
    Comparison,
    Curve,
    Dated,
    Limit,
    Measure,
    Median,
    Method,
    Pairs,
    Parts,
    Ratio,
    Setting,
    Significance,
    Spread,
    Tally,
    Wording,
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
        case Cell(definition, of=of):
            yield from (("definition", definition), *_named(of))
        case Dated(name) | Limit(name) | Parts(name) | Wording(name):
            yield "definition", name
        case Median(name) | Curve(name) | Ratio(name) | Comparison(name) | Method(name):
            yield "analysis", name
        case Significance(name):
            yield "analysis", name
        case Setting():
            return


def _named(group: Group) -> Iterator[Citation]:
    for criterion in group:
        yield from _cited(criterion)


def _cited(criterion: Criterion) -> Iterator[Citation]:
    match criterion:
        case Member(population):
            yield "population", population
        case Follows(milestone, earlier):
            yield from (("definition", milestone), ("definition", earlier))
        case Reached(name) | Label(name) | Known(name) | Number(name):
            yield "definition", name
