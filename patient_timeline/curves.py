"""Curves of an endpoint by group: survival, or the incidence of each cause."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from analyses.hypothesis_test import HypothesisTest
from analyses.interchange.lifelines_fitters import to_lifelines
from analyses.interchange.pandas_frames import curve_frame, incidence_frame
from analyses.plan import PlanResults, Refused
from analyses.plan.curves import LEVEL, curves
from analyses.plan.groups import EVERYBODY
from analyses.survival.competing_risks.incidence import IncidenceCurve
from analyses.survival.intervals import Estimate
from analyses.survival.kaplan_meier import SurvivalCurve
from patient_timeline.arguments import moments_of
from patient_timeline.notebook import Tabular
from projections.study.plan import Curves, Incidence

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
    warnings
        What a reader should know, such as groups that are learnt after the origin.
    """

    endpoint: str
    curves: Mapping[str, SurvivalCurve]
    test: HypothesisTest | None
    unit: str
    warnings: tuple[str, ...]
    as_of: str

    @classmethod
    def of(cls, results: PlanResults, plan: Curves, level: float, as_of: str) -> "KaplanMeier":
        """The curves of a plan, with limits at a level."""
        replay = results.replay
        found = results.of_plan(plan) if level == LEVEL else curves(replay, plan, level)
        untested = (f"not tested: {found.test.reason}",) if isinstance(found.test, Refused) else ()
        return cls(
            plan.endpoint,
            {str(label): curve for label, curve in found.groups.items()},
            None if isinstance(found.test, Refused) else found.test,
            replay.study.unit.name,
            (*found.warnings, *untested),
            as_of,
        )

    @property
    def caption(self) -> str:
        """Endpoint, unit, test and as-of."""
        tested = "" if self.test is None else f", log-rank P = {self.test.p_value:.4g}"
        what = f"Kaplan-Meier, {self.endpoint}, time in {self.unit}{tested}"
        return "; ".join([what, *self.warnings, self.as_of])

    @property
    def median(self) -> "pd.Series[float]":
        """The median survival time of each group; NaN where it is not reached."""
        summary: pd.Series[float] = self.quantile(0.5)["estimate"].rename("median")
        return summary

    def quantile(self, p: float) -> "pd.DataFrame":
        """The time by which a fraction ``p`` has had the event, with its limits, by group.

        Columns ``estimate``, ``lower``, ``upper``; NaN where the curve does not fall so far.
        """
        return _by_group({name: curve.quantile(p) for name, curve in self.curves.items()})

    def at(self, *moments: float) -> "pd.DataFrame":
        """Survival at some times in ``unit``, by group and time.

        Columns ``at_risk``, ``estimate``, ``lower``, ``upper``; NaN beyond the last time of a
        group.
        """
        return _at(self.curves, moments_of(moments))

    def to_pandas(self) -> "pd.DataFrame":
        """Every step of the curves: column ``group``, then those of ``SurvivalCurve``."""
        curves: dict[Hashable, SurvivalCurve] = dict(self.curves.items())
        return curve_frame(curves)

    def to_lifelines(self) -> "dict[str, KaplanMeierFitter]":
        """Fitted lifelines estimators of the same rows, by group, with these limits."""
        return {name: to_lifelines(curve, label=name) for name, curve in self.curves.items()}

    def plot(self, ax: "Axes | None" = None) -> "Axes":
        """Draw the curves with their limits and censorings on matplotlib axes, new ones if None."""
        axes = _axes(ax, f"Time ({self.unit})", "Probability")
        for name, curve in self.curves.items():
            time, survival = [0.0, *curve.time], [1.0, *curve.survival]
            (line,) = axes.step(time, survival, where="post", label=name)
            limits = ([1.0, *curve.lower], [1.0, *curve.upper])
            axes.fill_between(time, *limits, step="post", alpha=0.15, color=line.get_color())
            left = curve.censored > 0
            axes.plot(curve.time[left], curve.survival[left], "|", color=line.get_color())
        axes.legend(title=self.endpoint)
        return axes


@dataclass(frozen=True, repr=False)
class CumulativeIncidence(Tabular):
    """Cumulative incidence by group and cause. Made by ``CohortAsOf.cumulative_incidence``.

    Attributes
    ----------
    curves
        By label of the group (``all`` where there is one), then by cause; times in ``unit``.
    """

    endpoint: str
    curves: Mapping[str, Mapping[str, IncidenceCurve]]
    unit: str
    as_of: str

    @classmethod
    def of(cls, results: PlanResults, plan: Incidence, as_of: str) -> "CumulativeIncidence":
        """The curves of a plan."""
        found = results.of_plan(plan)
        curves = {str(label): causes for label, causes in found.groups.items()}
        return cls(plan.endpoint, curves, results.replay.study.unit.name, as_of)

    @property
    def caption(self) -> str:
        """Endpoint, unit and as-of."""
        return f"Cumulative incidence, {self.endpoint}, time in {self.unit}; {self.as_of}"

    def at(self, *moments: float) -> "pd.DataFrame":
        """Incidence at some times in ``unit``, by group, cause and time."""
        import pandas as pd

        wanted = moments_of(moments)
        frames = {name: _at(causes, wanted) for name, causes in self.curves.items()}
        return pd.concat(frames, names=["group", "cause", "time"])

    def to_pandas(self) -> "pd.DataFrame":
        """Every step: columns ``group``, ``cause``, ``time``, ``events``, ``incidence``, limits."""
        curves: dict[Hashable, Mapping[str, IncidenceCurve]] = dict(self.curves.items())
        return incidence_frame(curves)

    def plot(self, ax: "Axes | None" = None) -> "Axes":
        """Draw the curves on matplotlib axes, new ones if None."""
        axes = _axes(ax, f"Time ({self.unit})", "Cumulative incidence")
        for name, causes in self.curves.items():
            for cause, curve in causes.items():
                label = cause if name == EVERYBODY else f"{name}: {cause}"
                axes.step([0.0, *curve.time], [0.0, *curve.incidence], where="post", label=label)
        axes.legend(title=self.endpoint)
        return axes


def _by_group(found: Mapping[str, Estimate]) -> "pd.DataFrame":
    import pandas as pd

    rows = {
        name: {
            "estimate": estimate.estimate,
            "lower": estimate.lower,
            "upper": estimate.upper,
        }
        for name, estimate in found.items()
    }
    frame = pd.DataFrame.from_dict(rows, orient="index", dtype=float)
    return frame.rename_axis("group")


def _at(
    curves: Mapping[str, SurvivalCurve] | Mapping[str, IncidenceCurve], moments: tuple[float, ...]
) -> "pd.DataFrame":
    import pandas as pd

    rows = {
        (name, point.time): {
            "at_risk": point.at_risk,
            "estimate": point.estimate,
            "lower": point.lower,
            "upper": point.upper,
        }
        for name, curve in curves.items()
        for point in curve.at(moments)
    }
    index = pd.MultiIndex.from_tuples(rows, names=["group", "time"])
    frame = pd.DataFrame(list(rows.values()), index=index)
    return frame.astype({"estimate": float, "lower": float, "upper": float})


def _axes(ax: "Axes | None", across: str, up: str) -> "Axes":
    if ax is None:
        from matplotlib.figure import Figure

        ax = Figure().subplots()
    ax.set_xlabel(across)
    ax.set_ylabel(up)
    ax.set_ylim(0, 1.02)
    ax.set_xlim(left=0)
    return ax
