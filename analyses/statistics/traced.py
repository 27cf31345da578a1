"""A printed statistic with the patients whom it counts, and those at whose events it was set."""

from collections.abc import Hashable, Mapping
from dataclasses import replace
from typing import TypeVar

import numpy as np

from analyses.errors import NotEstimableError
from analyses.plan import PlanResults
from analyses.plan.endpoint_curve import cause_names
from analyses.plan.groups import EVERYBODY
from analyses.plan.population import followed
from analyses.statistics.counts import count, name_meant, of_class, of_tally
from analyses.statistics.curves import of_curve
from analyses.statistics.names import StatisticName, UnknownStatistic
from analyses.statistics.statistic import Statistic
from projections.audit.contributors import behind_endpoint, behind_population
from projections.cohort.covariates import column
from projections.cohort.replay import EndpointTable, Replay
from projections.study.plan import Curves, Incidence

Curve = TypeVar("Curve")


def traced(results: PlanResults, name: StatisticName) -> Statistic:
    """The patients behind a statistic.

    Raises
    ------
    UnknownStatistic
        If it has no such group, cause or label.
    NotEstimableError
        If nobody is under observation, or no longer at the time.
    """
    replay = results.replay
    match name.kind:
        case "class":
            return of_class(replay, name)
        case "population":
            members = set(replay.members(name.subject).tolist())
            return count(name, members, behind_population(replay, name.subject))
        case "tally":
            return of_tally(results, name)
        case "incidence":
            return _incidence(results, name)
        case "curves":
            return _curves(results, name)
    return _endpoint(results, name)


def _endpoint(results: PlanResults, name: StatisticName) -> Statistic:
    replay, endpoint = results.replay, name.subject
    table = replay.endpoint(endpoint)
    _refuse_nobody(table)
    if name.statistic in ("n", "events"):
        return _count(replay, name, endpoint, table)
    return of_curve(replay, name, endpoint, table, results.endpoint_curve(endpoint))


def _curves(results: PlanResults, name: StatisticName) -> Statistic:
    replay = results.replay
    plan = replay.study.plan[name.subject]
    assert isinstance(plan, Curves)
    label, table = _of_group(replay, name, followed(replay, plan.endpoint, plan.among), plan.by)
    named = replace(name, group=label)
    _refuse_nobody(table)
    if name.statistic in ("n", "events"):
        return _count(replay, named, plan.endpoint, table)
    curve = _labelled(results.of_plan(plan).groups, label)
    return of_curve(replay, named, plan.endpoint, table, curve)


def _incidence(results: PlanResults, name: StatisticName) -> Statistic:
    replay = results.replay
    plan = replay.study.plan[name.subject]
    assert isinstance(plan, Incidence)
    if name.statistic in ("n", "events"):
        raise UnknownStatistic("of an incidence, ask for NAME.CAUSE.median or NAME.CAUSE.at_12")
    group, _, cause = name.group.rpartition(".")
    table = followed(replay, plan.endpoint, plan.among)
    label, table = _of_group(replay, replace(name, group=group), table, plan.by)
    _refuse_nobody(table)
    names = cause_names(replay.study, plan.endpoint).tolist()
    wanted = name_meant(cause, names[1:], "cause")
    curve = _labelled(results.of_plan(plan).groups, label)[wanted]
    named = replace(name, group=".".join(filter(None, (label, wanted))))
    return of_curve(replay, named, plan.endpoint, table, curve, names.index(wanted))


def _count(replay: Replay, name: StatisticName, endpoint: str, table: EndpointTable) -> Statistic:
    counted = table.event | (name.statistic == "n")
    return count(name, set(table.patient[counted].tolist()), behind_endpoint(replay, endpoint))


def _labelled(groups: Mapping[Hashable, Curve], label: str) -> Curve:
    """The curve of a group by its label in print; the only one if no group is named."""
    return {str(known): found for known, found in groups.items()}[label or EVERYBODY]


def _refuse_nobody(table: EndpointTable) -> None:
    if not len(table.time):
        raise NotEstimableError("nobody is under observation at this cutoff")


def _of_group(
    replay: Replay, name: StatisticName, table: EndpointTable, grouping: str
) -> tuple[str, EndpointTable]:
    """The label and the rows of one group; of all where the analysis makes no groups."""
    if not grouping:
        if name.group:
            raise UnknownStatistic(f"'{name.subject}' makes no groups; leave the group out")
        return "", table
    groups = np.array([str(value) for value in column(replay, grouping, table.patient).values])
    label = name_meant(name.group, sorted(set(groups.tolist())), "group")
    return label, table.among(table.patient[groups == label], label)
