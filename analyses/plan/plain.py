"""Results as plain values: numbers, texts, lists and mappings, null for what is not defined."""

from collections.abc import Callable
from dataclasses import asdict
from typing import Any

import numpy as np

from analyses.errors import AnalysisError
from analyses.hypothesis_test import HypothesisTest
from analyses.spread import spread
from analyses.survival.intervals import Estimate
from analyses.survival.kaplan_meier import SurvivalCurve
from analyses.survival.time_points import TimePoint


def limits(estimate: Estimate | TimePoint) -> dict[str, Any]:
    """An estimate with its limits, or why there is none."""
    found = {name: getattr(estimate, name) for name in ("estimate", "lower", "upper")}
    return {**found, "refused": estimate.refused} if estimate.refused else found


def points(found: tuple[TimePoint, ...]) -> list[dict[str, Any]]:
    """A curve read at several times."""
    return [{"time": item.time, **limits(item), "at_risk": item.at_risk} for item in found]


def curve(survival: SurvivalCurve, times: tuple[float, ...]) -> dict[str, Any]:
    """What is reported of a curve."""
    return {
        "n": survival.subjects,
        "events": int(survival.events.sum()),
        "median": limits(survival.median()),
        "at": points(survival.at(times)) if times else [],
        "times_of_events": times_of_events(survival),
    }


def times_of_events(survival: SurvivalCurve) -> dict[str, Any] | None:
    """The spread of the times of those who had the event, None if nobody had."""
    counts = survival.events.astype(int)
    return asdict(spread(np.repeat(survival.time, counts))) if counts.sum() else None


def tested(run: Callable[[], HypothesisTest]) -> dict[str, Any]:
    """A test under its name, or why the groups cannot be compared."""
    try:
        return test(run())
    except AnalysisError as refusal:
        return {"refused": str(refusal)}


def test(result: HypothesisTest) -> dict[str, Any]:
    """A test under its name."""
    return {
        "test": result.test,
        "p_value": result.p_value,
        "statistic": result.statistic,
        "degrees_of_freedom": result.degrees_of_freedom,
    }
