"""Cumulative incidence of an endpoint's causes by group, with Gray's tests."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from analyses.hypothesis_test import HypothesisTest
from analyses.interchange.pandas_frames import incidence_frame
from analyses.plan import PlanResults, Refused
from analyses.plan.groups import EVERYBODY
from analyses.survival.competing_risks.incidence import IncidenceCurve
from patient_timeline.arguments import moments_of
from patient_timeline.notebook import Tabular
from patient_timeline.reading import at_times, by_group, shown_from_the_origin, time_axes
from projections.study.plan import Incidence

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes


@dataclass(frozen=True, repr=False)
class CumulativeIncidence(Tabular):
    """Cumulative incidence by group and cause. Made by ``CohortAsOf.cumulative_incidence``.

    Attributes
    ----------
    curves
        By label of the group (``all`` where there is one), then by cause; times in ``unit``.
    tests
        Gray's test of each cause among the groups that are known; empty for one group.
    unit
        The study's unit of time.
    warnings
        What a reader should know, such as groups that are learnt after the origin, or why a cause
        has no test.
    """

    endpoint: str
    curves: Mapping[str, Mapping[str, IncidenceCurve]]
    tests: Mapping[str, HypothesisTest]
    unit: str
    warnings: tuple[str, ...]
    as_of: str

    @classmethod
    def from_plan(cls, results: PlanResults, plan: Incidence, as_of: str) -> "CumulativeIncidence":
        """The curves of a plan."""
        found = results.of_plan(plan)
        curves = {str(label): causes for label, causes in found.groups.items()}
        items = found.tests.items()
        tests = {cause: test for cause, test in items if isinstance(test, HypothesisTest)}
        untested = (
            f"{cause} not tested: {test.reason}"
            for cause, test in items
            if isinstance(test, Refused)
        )
        unit, warnings = results.replay.study.unit.name, (*found.warnings, *untested)
        return cls(plan.endpoint, curves, tests, unit, warnings, as_of)

    @property
    def caption(self) -> str:
        """Endpoint, unit, tests and as-of."""
        tested = "".join(
            f", {cause}: {test.test} P = {test.p_value:.4g}" for cause, test in self.tests.items()
        )
        what = f"Cumulative incidence, {self.endpoint}, time in {self.unit}{tested}"
        return "; ".join([what, *self.warnings, self.as_of])

    def quantile(self, p: float) -> "pd.DataFrame":
        """The time at which the incidence reaches ``p``, with its limits, by group and cause.

        Columns ``estimate``, ``lower``, ``upper``; NaN where the curve does not rise so far.

        Raises
        ------
        InvalidInputError
            Unless ``p`` is above 0 and at most 1.
        """
        import pandas as pd

        frames = {
            name: by_group({cause: curve.quantile(p) for cause, curve in causes.items()})
            for name, causes in self.curves.items()
        }
        return pd.concat(frames, names=["group", "cause"])

    def at(self, *moments: float) -> "pd.DataFrame":
        """Incidence at some times in ``unit``, by group, cause and time."""
        import pandas as pd

        wanted = moments_of(moments)
        frames = {name: at_times(causes, wanted) for name, causes in self.curves.items()}
        return pd.concat(frames, names=["group", "cause", "time"])

    def to_pandas(self) -> "pd.DataFrame":
        """Every step: columns ``group``, ``cause``, ``time``, ``events``, ``incidence``, limits."""
        curves: dict[Hashable, Mapping[str, IncidenceCurve]] = dict(self.curves.items())
        return incidence_frame(curves)

    def plot(self, ax: "Axes | None" = None) -> "Axes":
        """Draw the curves on matplotlib axes, new ones if None."""
        axes = time_axes(ax, f"Time ({self.unit})", "Cumulative incidence")
        for name, causes in self.curves.items():
            for cause, curve in causes.items():
                label = cause if name == EVERYBODY else f"{name}: {cause}"
                axes.step([0.0, *curve.time], [0.0, *curve.incidence], where="post", label=label)
        axes.legend(title=self.endpoint)
        shown_from_the_origin(axes)
        return axes
