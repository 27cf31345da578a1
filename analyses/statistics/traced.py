"""A printed figure with the patients whom it counts, and those at whose events it was set."""

from dataclasses import replace

import numpy as np

from analyses.errors import NotEstimableError
from analyses.plan.endpoint_curve import cause_names, endpoint_curve, incidence_curves
from analyses.plan.population import followed
from analyses.statistics.counts import count, of_class, of_tally, one_of
from analyses.statistics.curves import of_curve
from analyses.statistics.names import FigureName, UnknownFigure
from analyses.statistics.statistic import Figure
from projections.audit.contributors import behind_endpoint, behind_population
from projections.cohort.covariates import column
from projections.cohort.replay import EndpointTable, Replay
from projections.study.plan import Curves, Incidence


def traced(replay: Replay, name: FigureName) -> Figure:
    """The patients behind a figure.

    Raises
    ------
    UnknownFigure
        If it has no such group, cause or label.
    NotEstimableError
        If nobody is under observation, or no longer at the time.
    """
    match name.kind:
        case "class":
            return of_class(replay, name)
        case "population":
            members = set(replay.members(name.of).tolist())
            return count(name, members, behind_population(replay, name.of))
        case "tally":
            return of_tally(replay, name)
        case "incidence":
            return _incidence(replay, name)
        case "curves":
            plan = replay.study.plan[name.of]
            assert isinstance(plan, Curves)
            table = followed(replay, plan.endpoint, plan.among)
            label, rows = _of_group(replay, name, table, plan.by)
            return _endpoint(replay, replace(name, group=label), plan.endpoint, rows)
    return _endpoint(replay, name, name.of, replay.endpoint(name.of))


def _endpoint(replay: Replay, name: FigureName, endpoint: str, table: EndpointTable) -> Figure:
    _refuse_nobody(table)
    if name.statistic in ("n", "events"):
        counted = table.event | (name.statistic == "n")
        behind = behind_endpoint(replay, endpoint)
        return count(name, set(table.patient[counted].tolist()), behind)
    curve = endpoint_curve(replay.study, endpoint, table)
    return of_curve(replay, name, endpoint, table, curve)


def _incidence(replay: Replay, name: FigureName) -> Figure:
    plan = replay.study.plan[name.of]
    assert isinstance(plan, Incidence)
    if name.statistic in ("n", "events"):
        raise UnknownFigure("of an incidence, ask for NAME.CAUSE.median or NAME.CAUSE.at_12")
    group, _, cause = name.group.rpartition(".")
    table = followed(replay, plan.endpoint, plan.among)
    label, table = _of_group(replay, replace(name, group=group), table, plan.by)
    _refuse_nobody(table)
    names = cause_names(replay.study, plan.endpoint).tolist()
    wanted = one_of(cause, names[1:], "cause")
    curve = incidence_curves(replay.study, plan, table)["all"][wanted]
    named = replace(name, group=".".join(filter(None, (label, wanted))))
    return of_curve(replay, named, plan.endpoint, table, curve, names.index(wanted))


def _refuse_nobody(table: EndpointTable) -> None:
    if not len(table.time):
        raise NotEstimableError("nobody is under observation at this cutoff")


def _of_group(
    replay: Replay, name: FigureName, table: EndpointTable, by: str
) -> tuple[str, EndpointTable]:
    """The label and the rows of one group; of all where the analysis makes no groups."""
    if not by:
        if name.group:
            raise UnknownFigure(f"'{name.of}' makes no groups; leave the group out")
        return "", table
    groups = np.array([str(value) for value in column(replay, by, table.patient).values])
    label = one_of(name.group, sorted(set(groups.tolist())), "group")
    return label, table.among(table.patient[groups == label], label)
