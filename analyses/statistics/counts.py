"""Statistics that count patients: a class, a population, those who meet criteria."""

from dataclasses import replace
from uuid import UUID

from analyses.claims.cohort import Cohort
from analyses.plan import PlanResults
from analyses.statistics.names import StatisticName, UnknownStatistic, same
from analyses.statistics.statistic import Share, Statistic
from analyses.survival.intervals import Estimate
from projections.audit.contributors import behind_definition, behind_endpoint, behind_population
from projections.cohort.replay import Replay
from projections.study.measures import Criterion, Ended, Follows, Member, Reached, Tally


def of_class(replay: Replay, name: StatisticName) -> Statistic:
    """The patients of a class."""
    classes = replay.classes(name.subject)
    label = name_meant(name.group, list(replay.class_counts(name.subject)), "label")
    members = {patient for patient, given in classes.items() if given == label}
    return count(replace(name, group=label), members, behind_definition(replay, name.subject))


def of_tally(results: PlanResults, name: StatisticName) -> Statistic:
    """The patients who meet all criteria of a measure, with the events that decided them."""
    replay, cohort = results.replay, Cohort(results)
    measure = replay.study.measures[name.subject]
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


def count(name: StatisticName, members: set[str], behind: dict[str, tuple[UUID, ...]]) -> Statistic:
    """A number of patients, each with the events behind it."""
    shares = tuple(Share(member, "counted", behind[member]) for member in sorted(members))
    return Statistic(name, Estimate(len(shares), None, None), shares)


def name_meant(given: str, known: list[str], what: str) -> str:
    """The name that is meant, as it is written in the study.

    Raises
    ------
    UnknownStatistic
        If none is.
    """
    for item in known:
        if same(item, given):
            return item
    raise UnknownStatistic(f"no {what} of that name; there are: {', '.join(known)}")
