"""Cumulative incidence by cause and group, and Gray's test."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from analyses.hypothesis_test import HypothesisTest
from analyses.interchange.pandas_frames import incidence_frame
from analyses.plan import cautions
from analyses.plan.curve_options import limits_as_json, quantiles_as_json
from analyses.plan.endpoint_curve import CENSORED, cause_names, incidence_curves
from analyses.plan.groups import Groups, groups
from analyses.plan.population import followed
from analyses.refused import Refused, attempted
from analyses.survival.competing_risks.gray import gray_test
from analyses.survival.competing_risks.incidence import IncidenceCurve
from projections.cohort.replay import EndpointTable, Replay
from projections.study.plan import Incidence

if TYPE_CHECKING:
    import pandas as pd

NO_LATE_ENTRY = "Gray's test takes no late entry, here or in cmprsk"

Tests = Mapping[str, HypothesisTest | Refused]


@dataclass(frozen=True, slots=True)
class PlannedIncidence:
    """Cumulative incidence of every cause of an endpoint by group, and the comparison.

    Attributes
    ----------
    variance, interval
        The convention of the standard errors and limits.
    groups
        The whole curve of each cause in each group in natural order, times in the study's unit;
        one group, ``all``, where the plan makes none.
    tests
        Gray's test of each cause among the groups that are known, or why there is none; empty
        where the plan makes no groups.
    report_at
        The study's report times, in its unit.
    plan
        What was asked: the level of the limits, quantiles beside the median.
    warnings
        What a reader must know: late entry, groups that look ahead.
    """

    variance: str
    interval: str
    groups: Mapping[Hashable, Mapping[str, IncidenceCurve]]
    tests: Tests
    report_at: tuple[float, ...]
    plan: Incidence
    warnings: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Plain values: of each curve its events, median and values at the report times."""
        return {
            **cautions.as_json(self.warnings),
            "variance": self.variance,
            "interval": self.interval,
            **limits_as_json(self.plan.level),
            "groups": {
                str(label): {cause: self._curve(curve) for cause, curve in curves.items()}
                for label, curves in self.groups.items()
            },
            "tests": {cause: test.as_json() for cause, test in self.tests.items()},
        }

    def _curve(self, curve: IncidenceCurve) -> dict[str, Any]:
        options = quantiles_as_json(curve, self.plan.quantiles)
        return {**curve.as_json(self.report_at), **options}

    def to_pandas(self) -> "pd.DataFrame":
        """Every step of the curves: columns ``group``, ``cause``, then those of the curve."""
        return incidence_frame(self.groups)


def incidence(replay: Replay, plan: Incidence) -> PlannedIncidence:
    """The incidence of each cause in each group, and the test of the groups known.

    Raises AnalysisError if nobody is followed.
    """
    study, table = replay.study, followed(replay, plan.endpoint, plan.among)
    group = groups(replay, plan.by, table.patient)
    found = group.named(incidence_curves(study, plan, table, group.codes))
    return PlannedIncidence(
        plan.variance,
        plan.interval,
        found,
        _tests(replay, plan, table, group) if plan.by else {},
        study.report_at,
        plan,
        cautions.of_groups(replay, plan.endpoint, table, (plan.by, plan.strata), plan.among),
    )


def _tests(replay: Replay, plan: Incidence, table: EndpointTable, group: Groups) -> Tests:
    """Gray's test of each cause, or why there is none."""
    stratum = groups(replay, plan.strata, table.patient)
    rows, names = group.known & stratum.known, cause_names(replay.study, plan.endpoint)
    causes, codes = names[table.cause[rows]], group.codes[rows]
    strata = stratum.codes[rows] if plan.strata else None
    if table.entry is not None:
        return {str(name): Refused(NO_LATE_ENTRY) for name in names[1:]}
    found = attempted(
        lambda: gray_test(table.time[rows], causes, codes, censored=CENSORED, strata=strata)
    )
    if isinstance(found, Refused):
        return {str(name): found for name in names[1:]}
    return {str(name): found[name] for name in names[1:] if name in found}
