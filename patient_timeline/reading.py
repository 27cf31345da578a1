"""Curves read at times and quantiles as data frames, and the axes on which they are drawn."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from analyses.refused import Refused
from analyses.survival.competing_risks.incidence import IncidenceCurve
from analyses.survival.intervals import Estimate
from analyses.survival.kaplan_meier import SurvivalCurve

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

AnyCurve: TypeAlias = SurvivalCurve | IncidenceCurve
LIMITS = ("estimate", "lower", "upper")


def by_group(found: Mapping[str, Estimate | Refused]) -> "pd.DataFrame":
    """Estimates with their limits by group; NaN where there is none."""
    import pandas as pd

    rows = {
        name: [np.nan] * len(LIMITS)
        if isinstance(item, Refused)
        else [item.estimate, item.lower, item.upper]
        for name, item in found.items()
    }
    frame = pd.DataFrame.from_dict(rows, orient="index", columns=list(LIMITS), dtype=float)
    return frame.rename_axis("group")


def at_times(curves: Mapping[str, AnyCurve], moments: Iterable[float]) -> "pd.DataFrame":
    """Curves at some times, by group and time: ``at_risk`` and the estimate with its limits."""
    import pandas as pd

    times = tuple(moments)
    rows = {
        (name, point.time): {
            "at_risk": point.at_risk,
            "estimate": point.estimate,
            "lower": point.lower,
            "upper": point.upper,
        }
        for name, curve in curves.items()
        for point in curve.at(times)
    }
    index = pd.MultiIndex.from_tuples(rows, names=["group", "time"])
    frame = pd.DataFrame(list(rows.values()), index=index)
    return frame.astype(dict.fromkeys(LIMITS, float))


def time_axes(ax: "Axes | None", across: str, up: str) -> "Axes":
    """Axes with labels and the probabilities 0 to 1, new ones if None are given."""
    if ax is None:
        from matplotlib.figure import Figure

        ax = Figure().subplots()
    ax.set_xlabel(across)
    ax.set_ylabel(up)
    ax.set_ylim(0, 1.02)
    return ax


def shown_from_the_origin(ax: "Axes") -> None:
    """Begin the axis of time at 0, after everything is drawn; keep limits that a caller has set.

    A limit turns autoscaling off unless ``auto`` is None, and more may be drawn on these axes.
    """
    if ax.get_autoscalex_on():
        ax.set_xlim(left=min(0.0, ax.dataLim.x0), auto=None)
