"""Kaplan-Meier curves by group, and the tests that they are the same."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any

from analyses.hypothesis_test import HypothesisTest
from analyses.interchange.pandas_frames import curve_frame
from analyses.plan import cautions
from analyses.plan.curve_options import limits_as_json, quantiles_as_json
from analyses.plan.endpoint_curve import times
from analyses.plan.groups import Groups, groups
from analyses.plan.population import followed
from analyses.refused import Refused, attempted
from analyses.survival.kaplan_meier import SurvivalCurve, kaplan_meier
from analyses.survival.log_rank import LogRank, log_rank
from analyses.survival.observations import observations
from analyses.survival.restricted_mean import RestrictedMean, restricted_mean
from projections.cohort.replay import EndpointTable, Replay
from projections.study import Study
from projections.study.plan import Curves

if TYPE_CHECKING:
    import pandas as pd

Means = Mapping[Hashable, tuple[RestrictedMean | Refused, ...]]


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
    plan
        What was asked: the level and scale of the limits, quantiles beside the median.
    warnings
        What a reader must know: late entry, groups that look ahead.
    trend
        The test for a trend over the groups that are known; None where the plan asks for none.
    restricted_means
        Of each group the mean times that the plan asks for, in its order, or why there is none.
    """

    groups: Mapping[Hashable, SurvivalCurve]
    test: HypothesisTest | Refused | None
    report_at: tuple[float, ...]
    plan: Curves
    warnings: tuple[str, ...] = ()
    trend: HypothesisTest | Refused | None = None
    restricted_means: Means = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """Plain values: of each curve the numbers, its median and its values at report times."""
        return {
            **cautions.as_json(self.warnings),
            **limits_as_json(self.plan.level, self.plan.interval),
            "groups": {
                str(label): {**curve.as_json(self.report_at), **self._options(label, curve)}
                for label, curve in self.groups.items()
            },
            "test": None if self.test is None else self.test.as_json(),
            **({} if self.trend is None else {"trend": self.trend.as_json()}),
        }

    def _options(self, label: Hashable, curve: SurvivalCurve) -> dict[str, Any]:
        """What is reported of a curve only where the plan asks for it."""
        means = self.restricted_means.get(label, ())
        return {
            **quantiles_as_json(curve, self.plan.quantiles),
            **({"restricted_means": [mean.as_json() for mean in means]} if means else {}),
        }

    def to_pandas(self) -> "pd.DataFrame":
        """Every step of the curves: column ``group``, then those of ``SurvivalCurve``."""
        return curve_frame(self.groups)


def curves(replay: Replay, plan: Curves) -> PlannedCurves:
    """The curve of each group, and the tests of the groups known.

    Raises AnalysisError if nobody is followed.
    """
    study, table = replay.study, followed(replay, plan.endpoint, plan.among)
    group = groups(replay, plan.by, table.patient)
    found = _by_group(study, table, group, plan)
    rank = attempted(lambda: _log_rank(replay, plan, table, group)) if plan.by else None
    return PlannedCurves(
        found,
        rank.result if isinstance(rank, LogRank) else rank,
        study.report_at,
        plan,
        cautions.of_groups(replay, plan.endpoint, table, (plan.by, plan.strata), plan.among),
        _trend(rank) if plan.trend else None,
        {label: _means(curve, plan.restricted_mean_at) for label, curve in found.items()},
    )


def _by_group(
    study: Study, table: EndpointTable, group: Groups, plan: Curves
) -> dict[Hashable, SurvivalCurve]:
    time, entry = times(study, table)
    found = kaplan_meier(
        time,
        table.event,
        entry=entry,
        group=group.codes,
        interval=plan.interval or study.interval,
        level=plan.level,
    )
    return group.named(found)


def _log_rank(replay: Replay, plan: Curves, table: EndpointTable, group: Groups) -> LogRank:
    """The log-rank test; raises AnalysisError if there are no groups to compare."""
    time, entry = times(replay.study, table)
    stratum = groups(replay, plan.strata, table.patient)
    known = group.known & stratum.known
    rows = observations(time, table.event, entry).where(known)
    return log_rank(
        rows.time,
        rows.event,
        group.codes[known],
        entry=rows.entry,
        strata=stratum.codes[known] if plan.strata else None,
        rho=plan.rho,
    )


def _trend(rank: LogRank | Refused | None) -> HypothesisTest | Refused | None:
    """The test for a trend over the groups in their order, or why there is none."""
    return attempted(rank.trend) if isinstance(rank, LogRank) else rank


def _means(curve: SurvivalCurve, at: tuple[float, ...]) -> tuple[RestrictedMean | Refused, ...]:
    return tuple(attempted(partial(restricted_mean, curve, until=until)) for until in at)
