"""What a plan may ask of its curves, as plain values that a result holds only where it does."""

from typing import Any

from analyses.survival.competing_risks.incidence import IncidenceCurve
from analyses.survival.kaplan_meier import SurvivalCurve

USUAL_LEVEL = 0.95


def limits_as_json(level: float, interval: str = "") -> dict[str, Any]:
    """The confidence level where it is not the usual one, and the scale where the plan names it."""
    named = {} if level == USUAL_LEVEL else {"level": level}
    return {**named, "interval": interval} if interval else named


def quantiles_as_json(
    curve: SurvivalCurve | IncidenceCurve, quantiles: tuple[float, ...]
) -> dict[str, Any]:
    """The quantiles that a plan asks for beside the median."""
    if not quantiles:
        return {}
    return {"quantiles": [{"quantile": p, **curve.quantile(p).as_json()} for p in quantiles]}
