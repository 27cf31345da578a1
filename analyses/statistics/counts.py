"""Figures that count patients: a class, a population, those who meet criteria."""

from dataclasses import replace
from uuid import UUID

from analyses.claims.cohort import Cohort
from analyses.statistics.names import FigureName, UnknownFigure, same
from analyses.statistics.statistic import Figure, Share
from analyses.survival.intervals import Estimate
from projections.audit.contributors import behind_definition, behind_endpoint, behind_population
from projections.cohort.replay import Replay
from projections.study.measures import Criterion, Ended, Follows, Member, Reached, Tally


def of_class(replay: Replay, name: FigureName) -> Figure:
    """The patients of a class."""
    classes = replay.classes(name.of)
    label = one_of(name.group, list(replay.class_counts(name.of)), "label")
    members = {patient for patient, one in classes.items() if one == label}
    return count(replace(name, group=label), members, behind_definition(replay, name.of))


def of_tally(replay: Replay, name: FigureName) -> Figure:
    """Who meets all criteria of a measure, each with the events that decided them."""
    measure, cohort = replay.study.measures[name.of], Cohort(replay)
    assert isinstance(measure, Tally)
    criteria = (*measure.among, *measure.of)
    members = set(cohort.patients[cohort.group(criteria)].tolist())
    behind: dict[str, tuple[UUID, ...]] = dict.fromkeys(members, ())
    for criterion in criteria:
        for patient, events in _behind(replay, criterion).items():
            if patient in members:
                behind[patient] = tuple(dict.fromkeys((*behind[patient], *events)))
    return count(name, members, behind)


def _behind(replay: Replay, criterion: Criterion) -> dict[str, tuple[UUID, ...]]:
    match criterion:
        case Member(population):
            return behind_population(replay, population)
        case Reached(milestone):
            return behind_definition(replay, milestone)
        case Follows(milestone, earlier):
            first, second = (behind_definition(replay, item) for item in (milestone, earlier))
            return {
                item: (*first.get(item, ()), *second.get(item, ()))
                for item in first.keys() | second
            }
        case Ended(endpoint):
            return behind_endpoint(replay, endpoint)
    return behind_definition(replay, criterion.definition)


def count(name: FigureName, members: set[str], behind: dict[str, tuple[UUID, ...]]) -> Figure:
    """A number of patients, each with the events behind it."""
    shares = tuple(Share(member, "counted", behind[member]) for member in sorted(members))
    return Figure(name, Estimate(len(shares), None, None), shares)


def one_of(asked: str, known: list[str], what: str) -> str:
    """The name that is meant, as it is written in the study.

    Raises
    ------
    UnknownFigure
        If none is.
    """
    for item in known:
        if same(item, asked):
            return item
    raise UnknownFigure(f"no {what} of that name; there are: {', '.join(known)}")
