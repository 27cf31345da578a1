"""Kaplan-Meier curves of an endpoint by group, with their tests."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from analyses.errors import NotEstimableError
from analyses.hypothesis_test import HypothesisTest
from analyses.interchange.lifelines_fitters import from_lifelines, to_lifelines
from analyses.interchange.pandas_frames import curve_frame, kaplan_meier_by
from analyses.plan import PlanResults, Refused
from analyses.plan.groups import EVERYBODY
from analyses.refused import attempted
from analyses.survival.kaplan_meier import SurvivalCurve
from analyses.survival.log_rank import log_rank
from analyses.survival.restricted_mean import RestrictedMean, restricted_mean
from patient_timeline.arguments import moments_of
from patient_timeline.notebook import Tabular
from patient_timeline.reading import at_times, by_group, shown_from_the_origin, time_axes
from projections.study.plan import Curves, Interval

if TYPE_CHECKING:
    import pandas as pd
    from lifelines import KaplanMeierFitter
    from matplotlib.axes import Axes


@dataclass(frozen=True, repr=False)
class KaplanMeier(Tabular):
    """Kaplan-Meier curves, one for each group. Made by ``CohortAsOf.kaplan_meier``.

    Attributes
    ----------
    curves
        By label of the group, ``all`` where there is one; times in ``unit``.
    test
        The log-rank test of the groups that are known; None for one group.
    unit
        The study's unit of time.
    warnings
        What a reader should know, such as groups that are learnt after the origin, or why there
        is no test.
    trend
        The test for a trend over the groups in their order; None where it was not asked for.

    Examples
    --------
    >>> km = at.kaplan_meier("OS", by="sex", level=0.9)
    >>> km.quantile(0.25).round(2)
            estimate  lower  upper
    group
    female      6.44   2.99   9.11
    male        4.83   3.35  10.26
    >>> round(km.test.p_value, 3)
    0.506
    """

    endpoint: str
    curves: Mapping[str, SurvivalCurve]
    test: HypothesisTest | None
    unit: str
    warnings: tuple[str, ...]
    as_of: str
    trend: HypothesisTest | None = None

    @classmethod
    def from_plan(cls, results: PlanResults, plan: Curves, as_of: str) -> "KaplanMeier":
        """The curves of a plan."""
        found = results.of_plan(plan)
        untested = (f"not tested: {found.test.reason}",) if isinstance(found.test, Refused) else ()
        return cls(
            plan.endpoint,
            {str(label): curve for label, curve in found.groups.items()},
            None if isinstance(found.test, Refused) else found.test,
            results.replay.study.unit.name,
            (*found.warnings, *untested),
            as_of,
            None if isinstance(found.trend, Refused) else found.trend,
        )

    @classmethod
    def from_lifelines(
        cls,
        fitter: "KaplanMeierFitter",
        *,
        interval: Interval = "log",
        level: float = 0.95,
        unit: str = "time",
    ) -> "KaplanMeier":
        """The curve of the rows that a lifelines estimator was fitted to, estimated again.

        lifelines counts patients who enter at a time as at risk at it; here they are at risk
        after it.

        Parameters
        ----------
        interval, level
            Scale and confidence of the limits; those of lifelines itself are ``log-log``.
        unit
            Name of the unit of the fitter's times.

        Raises
        ------
        InvalidInputError
            If the estimator is not fitted, or its weights are not counts.

        Examples
        --------
        >>> from lifelines import KaplanMeierFitter
        >>> fitter = KaplanMeierFitter().fit([5, 8, 12], [1, 0, 1])
        >>> pt.KaplanMeier.from_lifelines(fitter, unit="weeks").median["all"]
        np.float64(12.0)
        """
        curve = from_lifelines(fitter, interval=interval, level=level)
        label = str(fitter.label)
        return cls(label, {EVERYBODY: curve}, None, unit, (), "from lifelines")

    @classmethod
    def from_pandas(
        cls,
        frame: "pd.DataFrame",
        by: str,
        *,
        time: str = "time",
        event: str = "event",
        entry: str | None = None,
        interval: Interval = "log",
        level: float = 0.95,
        unit: str = "time",
    ) -> "KaplanMeier":
        """Curves of the rows of any data frame, one for each label of the column ``by``.

        Parameters
        ----------
        time, event, entry
            Columns: the end of follow-up, whether the event was observed then (true or 1), and
            the time from which on a patient was at risk, if that is not 0.
        interval, level, unit
            As of ``from_lifelines``.

        Raises
        ------
        InvalidInputError
            For a column that is not there, or rows that cannot be follow-up.

        Examples
        --------
        >>> import pandas as pd
        >>> rows = pd.DataFrame({"time": [5, 8, 12], "event": [1, 0, 1], "arm": ["a", "a", "b"]})
        >>> pt.KaplanMeier.from_pandas(rows, "arm", unit="weeks").median.to_dict()
        {'a': 6.5, 'b': 12.0}
        """
        found = kaplan_meier_by(
            frame, by, time=time, event=event, entry=entry, interval=interval, level=level
        )
        test = attempted(lambda: _log_rank(frame, by, time, event, entry))
        curves = {str(label): curve for label, curve in found.items()}
        tested = None if isinstance(test, Refused) else test
        return cls(event, curves, tested, unit, (), "from a data frame")

    @property
    def caption(self) -> str:
        """Endpoint, unit, tests and as-of."""
        tested = "" if self.test is None else f", {self.test.test} P = {self.test.p_value:.4g}"
        trend = "" if self.trend is None else f", {self.trend.test} P = {self.trend.p_value:.4g}"
        what = f"Kaplan-Meier, {self.endpoint}, time in {self.unit}{tested}{trend}"
        return "; ".join([what, *self.warnings, self.as_of])

    @property
    def median(self) -> "pd.Series[float]":
        """The median survival time of each group; NaN where it is not reached."""
        summary: pd.Series[float] = self.quantile(0.5)["estimate"].rename("median")
        return summary

    def quantile(self, p: float) -> "pd.DataFrame":
        """The time by which a fraction ``p`` has had the event, with its limits, by group.

        Columns ``estimate``, ``lower``, ``upper``; NaN where the curve does not fall so far.

        Raises
        ------
        InvalidInputError
            Unless ``p`` is above 0 and at most 1.
        """
        return by_group({name: curve.quantile(p) for name, curve in self.curves.items()})

    def restricted_mean(self, until: float) -> "pd.DataFrame":
        """The mean time without the event within the first ``until``, by group.

        Columns ``estimate``, ``lower``, ``upper`` in ``unit``, and ``standard_error``; NaN where
        the curve ends above zero before ``until`` (R would extend it flat).

        Raises
        ------
        InvalidInputError
            Unless ``until`` is positive.

        Examples
        --------
        >>> at.kaplan_meier("OS").restricted_mean(24).round(2)
               estimate  lower  upper  standard_error
        group
        all        14.2  11.86  16.54             1.2
        """
        means = {name: _restricted_mean(curve, until) for name, curve in self.curves.items()}
        frame = by_group(
            {name: mean.limits if mean else Refused("") for name, mean in means.items()}
        )
        errors = [mean.standard_error if mean else np.nan for mean in means.values()]
        return frame.assign(standard_error=errors)

    def at(self, *moments: float) -> "pd.DataFrame":
        """Survival at some times in ``unit``, by group and time.

        Columns ``at_risk``, ``estimate``, ``lower``, ``upper``; NaN beyond the last time of a
        group.
        """
        return at_times(self.curves, moments_of(moments))

    def to_pandas(self) -> "pd.DataFrame":
        """Every step of the curves: column ``group``, then those of ``SurvivalCurve``."""
        curves: dict[Hashable, SurvivalCurve] = dict(self.curves.items())
        return curve_frame(curves)

    def to_lifelines(self) -> "dict[str, KaplanMeierFitter]":
        """Fitted lifelines estimators of the same rows, by group, with these limits."""
        return {name: to_lifelines(curve, label=name) for name, curve in self.curves.items()}

    def plot(self, ax: "Axes | None" = None) -> "Axes":
        """Draw the curves with their limits and censorings on matplotlib axes, new ones if None."""
        axes = time_axes(ax, f"Time ({self.unit})", "Probability")
        for name, curve in self.curves.items():
            time, survival = [0.0, *curve.time], [1.0, *curve.survival]
            (line,) = axes.step(time, survival, where="post", label=name)
            limits = ([1.0, *curve.lower], [1.0, *curve.upper])
            axes.fill_between(time, *limits, step="post", alpha=0.15, color=line.get_color())
            left = curve.censored > 0
            axes.plot(curve.time[left], curve.survival[left], "|", color=line.get_color())
        axes.legend(title=self.endpoint)
        shown_from_the_origin(axes)
        return axes


def _log_rank(
    frame: "pd.DataFrame", group: str, time: str, event: str, entry: str | None
) -> HypothesisTest:
    entries = None if entry is None else frame[entry]
    return log_rank(frame[time], frame[event], frame[group], entry=entries).result


def _restricted_mean(curve: SurvivalCurve, until: float) -> RestrictedMean | None:
    """The mean up to a time, None where the curve does not reach it."""
    try:
        return restricted_mean(curve, until=until)
    except NotEstimableError:
        return None
