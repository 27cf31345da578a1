"""Kaplan-Meier from and to pandas data frames."""

from collections.abc import Hashable, Mapping
from typing import TYPE_CHECKING

from analyses.errors import InvalidInputError
from analyses.survival.competing_risks.incidence import IncidenceCurve
from analyses.survival.intervals import Interval
from analyses.survival.kaplan_meier import SurvivalCurve, kaplan_meier

if TYPE_CHECKING:
    import pandas as pd

_COLUMNS = (
    "time",
    "at_risk",
    "events",
    "censored",
    "survival",
    "standard_error",
    "lower",
    "upper",
)


def kaplan_meier_by(
    frame: "pd.DataFrame",
    group: str,
    *,
    time: str = "time",
    event: str = "event",
    entry: str | None = None,
    interval: Interval = "log",
    level: float = 0.95,
) -> dict[Hashable, SurvivalCurve]:
    """Return one curve per label of the column ``group``, the other columns given by name.

    Raises InvalidInputError for a column that is not there, and what ``kaplan_meier`` raises.
    """
    absent = [name for name in (time, event, entry, group) if name and name not in frame]
    if absent:
        raise InvalidInputError(f"The data frame has no column {', '.join(map(repr, absent))}.")
    return kaplan_meier(
        frame[time],
        frame[event],
        entry=None if entry is None else frame[entry],
        group=frame[group],
        interval=interval,
        level=level,
    )


def curve_frame(curves: SurvivalCurve | Mapping[Hashable, SurvivalCurve]) -> "pd.DataFrame":
    """Return the rows of a curve, or of several below each other with their label as ``group``.

    Limits that are not defined are NaN, pandas' missing number.
    """
    import pandas as pd

    if isinstance(curves, SurvivalCurve):
        return pd.DataFrame({column: getattr(curves, column) for column in _COLUMNS})
    frames = {label: curve_frame(curve) for label, curve in curves.items()}
    return pd.concat(frames, names=["group"]).reset_index(level="group").reset_index(drop=True)


def incidence_frame(
    curves: Mapping[Hashable, Mapping[str, IncidenceCurve]],
) -> "pd.DataFrame":
    """Return the rows of incidence curves with their labels as ``group`` and ``cause``."""
    import pandas as pd

    columns = ("time", "at_risk", "events", "incidence", "standard_error", "lower", "upper")
    frames = [
        pd.DataFrame(
            {
                "group": str(label),
                "cause": cause,
                **{column: getattr(curve, column) for column in columns},
            }
        )
        for label, by_cause in curves.items()
        for cause, curve in by_cause.items()
    ]
    return pd.concat(frames, ignore_index=True)
