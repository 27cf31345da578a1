"""To and from the Kaplan-Meier fitter that users of lifelines know."""

from typing import TYPE_CHECKING

import numpy as np

from analyses.errors import InvalidInputError, NotEstimableError
from analyses.survival.intervals import FloatArray, Interval
from analyses.survival.kaplan_meier import SurvivalCurve, kaplan_meier

if TYPE_CHECKING:
    from lifelines import KaplanMeierFitter


def to_lifelines(curve: SurvivalCurve, *, label: str = "KM_estimate") -> "KaplanMeierFitter":
    """Return a fitted lifelines estimator of the same curve, with the limits of the curve.

    lifelines itself knows log-log limits only; here its fitter carries, and plots, those of the
    curve. Late entries are placed between two times of the curve, because lifelines counts who
    enters at a time as at risk at it.

    Raises NotEstimableError where lifelines refuses a curve that starts with nobody at risk.
    """
    from lifelines import KaplanMeierFitter
    from lifelines.exceptions import StatError

    events_then_censored = np.column_stack((curve.events, curve.censored)).ravel()
    time = np.repeat(np.repeat(curve.time, 2), events_then_censored)
    event = np.repeat(np.tile([True, False], curve.time.size), events_then_censored)
    fitter = KaplanMeierFitter(alpha=1 - curve.level, label=label)
    try:
        fitter.fit(time, event, entry=_entries(curve))
    except StatError:
        raise NotEstimableError(
            "lifelines cannot hold this curve: early on, nobody is left at risk."
        ) from None
    points = curve.at(fitter.timeline)
    limits = np.array([(point.lower, point.upper) for point in points], dtype=np.float64)
    fitter.confidence_interval_.iloc[:, :] = limits
    fitter.confidence_interval_cumulative_density_.iloc[:, :] = 1 - limits[:, ::-1]
    return fitter


def from_lifelines(
    fitter: "KaplanMeierFitter", *, interval: Interval = "log-log", level: float = 0.95
) -> SurvivalCurve:
    """Return the curve of the rows that a lifelines estimator was fitted to.

    The rows are estimated again, at risk over (entry, time]; lifelines itself counts who enters
    at a time as at risk at it.

    Raises InvalidInputError for a fitter that is not fitted, or whose weights are not counts.
    """
    from lifelines.utils import CensoringType

    if not (hasattr(fitter, "event_table") and CensoringType.is_right_censoring(fitter)):
        raise InvalidInputError(
            "The lifelines fitter holds no right-censored rows; call its fit()."
        )
    weights = np.asarray(fitter.weights)
    if not np.array_equal(weights, np.rint(weights)):
        raise InvalidInputError("The lifelines fitter has fractional weights; only counts convert.")
    count = weights.astype(np.int64)
    return kaplan_meier(
        np.repeat(fitter.durations, count),
        np.repeat(fitter.event_observed, count),
        entry=None if fitter.entry is None else np.repeat(fitter.entry, count),
        interval=interval,
        level=level,
    )


def _entries(curve: SurvivalCurve) -> FloatArray | None:
    """Return the entry of each row, earliest first, or None when all enter at 0."""
    stayed = curve.at_risk - curve.events - curve.censored
    entered = curve.at_risk - np.append(0, stayed[:-1])
    if not entered[1:].any():
        return None
    between = (curve.time[:-1] + curve.time[1:]) / 2
    return np.repeat(np.append(0.0, between), entered)
