"""A printed figure with the patients whom it counts, and those at whose events it was set."""

from dataclasses import replace

import numpy as np

from analyses.errors import NotEstimableError
from analyses.figures.counts import count, of_class, of_tally, one_of
from analyses.figures.figure import Figure, Role, Share
from analyses.figures.names import FigureName, UnknownFigure
from analyses.incidence import cumulative_incidence
from analyses.intervals import Estimate
from analyses.kaplan_meier import SurvivalCurve, TimePoint, kaplan_meier
from analyses.planned.incidence import CENSORED, cause_names
from analyses.planned.population import followed
from projections.audit.behind import behind_endpoint, behind_population
from projections.covariates import column
from projections.plan import Curves, Incidence
from projections.replay import EndpointTable, Replay
from timeline.dates import day_from_number

# R's tolerance for "the curve is at exactly one half".
_FLAT = float(np.sqrt(np.finfo(np.float64).eps))


def traced(replay: Replay, name: FigureName) -> Figure:
    """The patients behind a figure.

    Raises
    ------
    UnknownFigure
        If it has no such group, cause or label.
    NotEstimableError
        If nobody is under observation.
    """
    match name.kind:
        case "class":
            return of_class(replay, name)
        case "population":
            members = set(replay.members(name.of).tolist())
            return count(name, members, behind_population(replay, name.of))
        case "tally":
            return of_tally(replay, name)
        case "endpoint":
            return _curve(replay, name, name.of, replay.endpoint(name.of))
        case "curves":
            plan = replay.study.plan[name.of]
            assert isinstance(plan, Curves)
            table = followed(replay, plan.endpoint, plan.among)
            label, rows = _of_group(replay, name, table, plan.by)
            return _curve(replay, replace(name, group=label), plan.endpoint, rows)
    return _incidence(replay, name)


def _curve(replay: Replay, name: FigureName, endpoint: str, table: EndpointTable) -> Figure:
    unit = replay.study.unit.days
    if not len(table.time):
        raise NotEstimableError("nobody is under observation at this cutoff")
    curve = kaplan_meier(table.time / unit, table.event, interval=replay.study.interval)
    if name.statistic in ("n", "events"):
        counted = table.event | (name.statistic == "n")
        behind = behind_endpoint(replay, endpoint)
        return count(name, set(table.patient[counted].tolist()), behind)
    value, until, deciding = _read(curve, name)
    steps = {
        float(time): (int(n), float(s))
        for time, n, s in zip(curve.time, curve.at_risk, curve.survival, strict=True)
    }
    roles = [
        _role(event, time, until, deciding)
        for event, time in zip(table.event, table.time / unit, strict=True)
    ]
    return Figure(name, value, _shares(replay, endpoint, table, roles, steps))


def _read(curve: SurvivalCurve, name: FigureName) -> tuple[Estimate, float, set[float]]:
    """The value, the time up to which patients make it, and the times at which it was set."""
    falls = curve.time[curve.events > 0]
    if name.time is not None:
        (point,) = curve.at([name.time])
        return _estimate(point), name.time, set(falls[falls <= name.time][-1:].tolist())
    value = curve.median()
    if value.estimate is None:
        return value, np.inf, set()
    half = falls[(curve.survival[curve.events > 0] <= 0.5 + _FLAT)][:1].tolist()
    # A curve that is flat at one half has its median in the middle: the next event takes part.
    following = falls[falls > half[0]][:1].tolist() if value.estimate > half[0] else []
    return value, max([*half, *following]), {*half, *following}


def _role(event: bool, time: float, until: float, deciding: set[float]) -> Role:
    if time > until:
        return "at risk"
    if not event:
        return "censored"
    return "decides" if time in deciding else "event"


def _incidence(replay: Replay, name: FigureName) -> Figure:
    plan, unit = replay.study.plan[name.of], replay.study.unit.days
    assert isinstance(plan, Incidence)
    if name.time is None:
        raise UnknownFigure("an incidence is asked for at a time, as in NAME.CAUSE.at_12")
    group, _, cause = name.group.rpartition(".")
    table = followed(replay, plan.endpoint, plan.among)
    label, table = _of_group(replay, replace(name, group=group), table, plan.by)
    names = cause_names(replay, plan.endpoint)
    wanted = one_of(cause, names[1:].tolist(), "cause")
    causes = names[table.cause]
    found = cumulative_incidence(
        table.time / unit, causes, censored=CENSORED, variance=plan.variance, interval=plan.interval
    )
    curve = found[wanted]
    mine = table.time[causes == wanted] / unit
    deciding = set(np.sort(mine[mine <= name.time])[-1:].tolist())
    roles = [
        _role(bool(code), time, name.time, deciding)
        if which in (wanted, CENSORED)
        else ("at risk" if time > name.time else "other event")
        for code, which, time in zip(table.cause, causes, table.time / unit, strict=True)
    ]
    steps = {
        float(time): (int(n), float(s))
        for time, n, s in zip(curve.time, curve.at_risk, curve.incidence, strict=True)
    }
    (point,) = curve.at([name.time])
    named = replace(name, group=".".join(filter(None, (label, wanted))))
    return Figure(named, _estimate(point), _shares(replay, plan.endpoint, table, roles, steps))


def _of_group(
    replay: Replay, name: FigureName, table: EndpointTable, by: str
) -> tuple[str, EndpointTable]:
    """The label and the rows of one group; of all where the analysis makes no groups."""
    if not by:
        if name.group:
            raise UnknownFigure(f"'{name.of}' makes no groups; leave the group out")
        return "", table
    groups = np.array([str(one) for one in column(replay, by, table.patient).values])
    label = one_of(name.group, sorted(set(groups.tolist())), "group")
    return label, table.among(table.patient[groups == label], label)


def _shares(
    replay: Replay,
    endpoint: str,
    table: EndpointTable,
    roles: list[Role],
    steps: dict[float, tuple[int, float]],
) -> tuple[Share, ...]:
    behind, unit = behind_endpoint(replay, endpoint), replay.study.unit.days
    grid = np.array(sorted(steps))
    found = []
    for place in np.lexsort((table.patient, table.cause == 0, table.time)).tolist():
        time = float(table.time[place] / unit)
        at_risk, estimate = steps[float(grid[np.abs(grid - time).argmin()])]
        patient = str(table.patient[place])
        found.append(
            Share(
                patient,
                roles[place],
                behind[patient],
                time,
                str(table.reason[place]),
                day_from_number(int(table.end[place])).isoformat(),
                at_risk,
                estimate,
            )
        )
    return tuple(found)


def _estimate(point: TimePoint) -> Estimate:
    return Estimate(point.estimate, point.lower, point.upper)
