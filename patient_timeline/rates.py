"""Events per person-time by group."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from analyses.plan import PlannedRates, PlanResults
from patient_timeline.notebook import Tabular
from projections.study import plan

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, repr=False)
class Rates(Tabular):
    """Events per person-time with exact limits, by group. Made by ``CohortAsOf.rates``.

    Attributes
    ----------
    found
        The rate of each group, and its ratio to that of the reference.
    unit
        The study's unit of time.
    warnings
        What a reader should know, such as groups that are learnt after the origin.

    Examples
    --------
    >>> at.rates("OS", by="sex", per=100).to_pandas().round(2)[["events", "rate", "ratio"]]
            events  rate  ratio
    group
    female       9  4.54    NaN
    male        31  3.04   0.67
    """

    found: PlannedRates
    unit: str
    as_of: str

    @classmethod
    def from_plan(cls, results: PlanResults, planned: plan.Rates, as_of: str) -> "Rates":
        """The rates of a plan."""
        return cls(results.of_plan(planned), results.replay.study.unit.name, as_of)

    @property
    def warnings(self) -> tuple[str, ...]:
        """What a reader should know."""
        return self.found.warnings

    @property
    def caption(self) -> str:
        """Endpoint, unit, level, reference and as-of."""
        planned = self.found.plan
        compared = f", ratios to {self.found.reference}" if self.found.ratios else ""
        limits = f"{100 * planned.level:g}% limits"
        what = f"{planned.endpoint}, events per {planned.per:g} {self.unit}, {limits}{compared}"
        return "; ".join([what, *self.warnings, self.as_of])

    def to_pandas(self) -> "pd.DataFrame":
        """One row a group.

        Columns ``events``, ``person_time`` (in the study's unit), ``rate``, ``lower``, ``upper``,
        and where groups are compared ``ratio``, ``ratio_lower``, ``ratio_upper``, ``p_value``;
        NaN where there is none.
        """
        return self.found.to_pandas()
