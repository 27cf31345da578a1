"""Survival from a landmark on, by what had been reached by then."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from analyses.hypothesis_test import HypothesisTest
from analyses.interchange.pandas_frames import curve_frame
from analyses.plan import cautions
from analyses.plan.endpoint_curve import times
from analyses.refused import Refused, attempted
from analyses.survival.kaplan_meier import SurvivalCurve, kaplan_meier
from analyses.survival.landmark import landmark
from analyses.survival.log_rank import log_rank
from projections.cohort.covariates import days_of
from projections.cohort.replay import Replay
from projections.study.plan import FromLandmark

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True)
class PlannedLandmark:
    """Kaplan-Meier curves of patients still at risk at a landmark.

    Attributes
    ----------
    at
        The landmark after the origin, in the study's unit.
    excluded
        How many patients were not at risk at the landmark, by reason.
    groups
        The curves of those who had reached the milestone by the landmark and of the others;
        times count from the landmark.
    test
        The log-rank test of the two, or why there is none.
    """

    at: float
    excluded: Mapping[str, int]
    groups: Mapping[Hashable, SurvivalCurve]
    test: HypothesisTest | Refused
    report_at: tuple[float, ...]
    warnings: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Plain values."""
        return {
            **cautions.as_json(self.warnings),
            "at": self.at,
            "excluded": dict(self.excluded),
            "groups": {
                str(label): curve.as_json(self.report_at) for label, curve in self.groups.items()
            },
            "test": self.test.as_json(),
        }

    def to_pandas(self) -> "pd.DataFrame":
        """Every step of the curves: column ``group``, then those of ``SurvivalCurve``."""
        return curve_frame(self.groups)


def from_landmark(replay: Replay, plan: FromLandmark) -> PlannedLandmark:
    """Curves of those still at risk at the landmark.

    Raises AnalysisError if nobody is.
    """
    study, table = replay.study, replay.endpoint(plan.endpoint)
    time, entry = times(study, table)
    started = landmark(time, table.event, at=plan.at, entry=entry)
    since_origin = (days_of(replay, plan.milestone, table.patient) - table.origin) / study.unit.days
    group = np.where(started.reached(since_origin), "reached", "not reached")
    rows = started.rows
    return PlannedLandmark(
        plan.at,
        started.excluded,
        kaplan_meier(rows.time, rows.event, group=group, interval=study.interval),
        attempted(lambda: log_rank(rows.time, rows.event, group).result),
        study.report_at,
        cautions.warnings_of(replay, plan.endpoint, table),
    )
