"""Kaplan-Meier curves by group, and the test that they are the same."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from analyses.hypothesis_test import HypothesisTest
from analyses.interchange.pandas_frames import curve_frame
from analyses.plan import cautions
from analyses.plan.endpoint_curve import times
from analyses.plan.groups import Groups, groups
from analyses.plan.population import followed
from analyses.refused import Refused, attempted
from analyses.survival.kaplan_meier import SurvivalCurve, kaplan_meier
from analyses.survival.log_rank import log_rank
from analyses.survival.observations import observations
from projections.cohort.replay import EndpointTable, Replay
from projections.study import Study
from projections.study.plan import Curves

if TYPE_CHECKING:
    import pandas as pd

LEVEL = 0.95
"""The confidence level of the limits that a plan reports."""


@dataclass(frozen=True, slots=True)
class PlannedCurves:
    """Kaplan-Meier curves of an endpoint by group, and their comparison.

    Attributes
    ----------
    groups
        The whole curve of each group in natural order, times in the study's unit; one curve
        under ``all`` where the plan makes no groups.
    test
        The log-rank test of the groups that are known, or why there is none; None where the plan
        makes no groups.
    report_at
        The study's report times, in its unit.
    warnings
        What a reader must know: late entry, groups that look ahead.
    """

    groups: Mapping[Hashable, SurvivalCurve]
    test: HypothesisTest | Refused | None
    report_at: tuple[float, ...]
    warnings: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Plain values: of each curve the numbers, its median and its values at report times."""
        return {
            **cautions.as_json(self.warnings),
            "groups": {
                str(label): curve.as_json(self.report_at) for label, curve in self.groups.items()
            },
            "test": None if self.test is None else self.test.as_json(),
        }

    def to_pandas(self) -> "pd.DataFrame":
        """Every step of the curves: column ``group``, then those of ``SurvivalCurve``."""
        return curve_frame(self.groups)


def curves(replay: Replay, plan: Curves, level: float = LEVEL) -> PlannedCurves:
    """The curve of each group with limits at a level, and the test of the groups known.

    Raises AnalysisError if nobody is followed.
    """
    study, table = replay.study, followed(replay, plan.endpoint, plan.among)
    group = groups(replay, plan.by, table.patient)
    return PlannedCurves(
        _by_group(study, table, group, level),
        attempted(lambda: _log_rank(study, plan, table, group)) if plan.by else None,
        study.report_at,
        cautions.warnings_of(replay, plan.endpoint, table, plan.by, plan.among),
    )


def _by_group(
    study: Study, table: EndpointTable, group: Groups, level: float
) -> dict[Hashable, SurvivalCurve]:
    time, entry = times(study, table)
    found = kaplan_meier(
        time, table.event, entry=entry, group=group.codes, interval=study.interval, level=level
    )
    return group.named(found)


def _log_rank(study: Study, plan: Curves, table: EndpointTable, group: Groups) -> HypothesisTest:
    """The log-rank test; raises AnalysisError if there are no groups to compare."""
    time, entry = times(study, table)
    rows = observations(time, table.event, entry).where(group.known)
    codes = group.codes[group.known]
    return log_rank(rows.time, rows.event, codes, entry=rows.entry, rho=plan.rho).result
