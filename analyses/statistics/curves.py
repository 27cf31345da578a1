"""Statistics read off a curve: medians and estimates at a time, with each patient's share."""

import numpy as np

from analyses.errors import NotEstimableError
from analyses.statistics.names import StatisticName
from analyses.statistics.statistic import Role, Share, Statistic
from analyses.survival.competing_risks.incidence import IncidenceCurve
from analyses.survival.intervals import Estimate
from analyses.survival.kaplan_meier import SurvivalCurve
from projections.audit.contributors import behind_endpoint
from projections.cohort.replay import EndpointTable, Replay
from timeline.dates import day_from_number


def of_curve(
    replay: Replay,
    name: StatisticName,
    endpoint: str,
    table: EndpointTable,
    curve: SurvivalCurve | IncidenceCurve,
    cause: int = 1,
) -> Statistic:
    """The statistic that is read off the curve of a cause, given by its code in the table.

    Raises
    ------
    NotEstimableError
        If nobody is under observation any more at the time that is asked for.
    """
    value, until, deciding = _read(curve, name)
    roles = [
        _role(code, time, cause, until, deciding)
        for code, time in zip(table.cause, table.time / replay.study.unit.days, strict=True)
    ]
    return Statistic(name, value, _shares(replay, endpoint, table, roles, curve))


def _read(
    curve: SurvivalCurve | IncidenceCurve, name: StatisticName
) -> tuple[Estimate, float, set[float]]:
    """The value, the time up to which patients make it, and the times at which it was set."""
    steps = curve.time[curve.events > 0]
    if name.time is not None:
        (point,) = curve.at([name.time])
        if point.refused:
            raise NotEstimableError(f"nothing is estimated at {name.time:g}: {point.refused}")
        value = Estimate(point.estimate, point.lower, point.upper)
        return value, name.time, set(steps[steps <= name.time][-1:].tolist())
    value = curve.median()
    if value.estimate is None:
        return value, np.inf, set()
    half = steps[steps <= value.estimate][-1:].tolist()
    # A curve that is flat at one half has its median in the middle: the next event takes part.
    following = steps[steps > half[0]][:1].tolist() if value.estimate > half[0] else []
    return value, max([*half, *following]), {*half, *following}


def _role(code: int, time: float, cause: int, until: float, deciding: set[float]) -> Role:
    if time > until:
        return "at risk"
    if code == 0:
        return "censored"
    if code != cause:
        return "other event"
    return "decides" if time in deciding else "event"


def _shares(
    replay: Replay,
    endpoint: str,
    table: EndpointTable,
    roles: list[Role],
    curve: SurvivalCurve | IncidenceCurve,
) -> tuple[Share, ...]:
    behind, unit = behind_endpoint(replay, endpoint), replay.study.unit.days
    estimates = curve.survival if isinstance(curve, SurvivalCurve) else curve.incidence
    found = []
    for place in np.lexsort((table.patient, table.cause == 0, table.time)).tolist():
        time = float(table.time[place] / unit)
        step = int(np.abs(curve.time - time).argmin())
        patient = str(table.patient[place])
        found.append(
            Share(
                patient,
                roles[place],
                behind[patient],
                time,
                str(table.reason[place]),
                day_from_number(int(table.end[place])).isoformat(),
                int(curve.at_risk[step]),
                float(estimates[step]),
            )
        )
    return tuple(found)
