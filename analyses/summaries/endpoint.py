"""One endpoint as a report states it: how many, median, estimates at given times, follow-up."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from analyses.plan import PlanResults
from analyses.plan.endpoint_curve import estimator, times
from analyses.spread import Spread
from analyses.survival.competing_risks.incidence import IncidenceCurve
from analyses.survival.follow_up import PotentialFollowUp, potential_follow_up, survivors_follow_up
from analyses.survival.intervals import Estimate
from analyses.survival.kaplan_meier import SurvivalCurve
from analyses.survival.time_points import TimePoint

if TYPE_CHECKING:
    import pandas as pd

NOBODY = Estimate(None, None, None, "nobody is followed")


@dataclass(frozen=True, slots=True)
class EndpointSummary:
    """An endpoint in the study's unit of time.

    Attributes
    ----------
    estimator
        Kaplan-Meier, or the cumulative incidence of the event of interest where events compete.
    n, events, outside
        Patients under observation, those with the event, and those left out by reason.
    curve
        The whole curve by the estimator; None if nobody is followed.
    report_at
        The study's report times.
    potential_follow_up, survivors_follow_up
        Follow-up by reverse Kaplan-Meier, None if nobody is followed; spread over patients without
        any event, None if all had one.
    late
        Patients who entered the study after the origin though the endpoint declares no entry.
    """

    estimator: str
    n: int
    events: int
    outside: Mapping[str, int]
    curve: SurvivalCurve | IncidenceCurve | None
    report_at: tuple[float, ...]
    potential_follow_up: PotentialFollowUp | None
    survivors_follow_up: Spread | None
    late: tuple[str, ...] = ()

    @property
    def median(self) -> Estimate:
        """The median by the estimator."""
        return NOBODY if self.curve is None else self.curve.median()

    @property
    def at(self) -> tuple[TimePoint, ...]:
        """The curve at the report times; empty if nobody is followed."""
        return self.curve.at(self.report_at) if self.curve and self.report_at else ()

    @property
    def median_follow_up(self) -> Estimate:
        """The median of potential follow-up."""
        return NOBODY if self.potential_follow_up is None else self.potential_follow_up.median

    def as_json(self) -> dict[str, Any]:
        """Plain values, null for what is not reached or not estimated."""
        survivors = self.survivors_follow_up
        return {
            "estimator": self.estimator,
            "n": self.n,
            "events": self.events,
            "outside": dict(self.outside),
            "entered_after_origin": list(self.late),
            "median": self.median.as_json(),
            "at": [point.as_json() for point in self.at],
            "follow_up": {
                "reverse_kaplan_meier": self.median_follow_up.as_json(),
                "survivors": None if survivors is None else survivors.as_json(),
            },
        }

    def to_pandas(self) -> "pd.DataFrame":
        """The curve at the report times, indexed by time.

        Columns ``at_risk``, ``estimate``, ``lower``, ``upper``; NaN where nothing is estimated.
        """
        import pandas as pd

        rows = [(p.time, p.at_risk, p.estimate, p.lower, p.upper) for p in self.at]
        columns = ["time", "at_risk", "estimate", "lower", "upper"]
        kinds = dict.fromkeys(columns[2:], float)
        return pd.DataFrame(rows, columns=columns).astype(kinds).set_index("time")


def summarise(results: PlanResults, endpoint: str) -> EndpointSummary:
    """Estimate an endpoint of the study from its follow-up."""
    replay = results.replay
    study, table = replay.study, replay.endpoint(endpoint)
    named = estimator(study, endpoint)
    if not len(table.patient):
        return EndpointSummary(named, 0, 0, table.outside, None, study.report_at, None, None)
    # A competing event ends follow-up as the event does: it is no loss.
    (time, entry), ended = times(study, table), table.cause > 0
    return EndpointSummary(
        named,
        len(table.patient),
        int(table.event.sum()),
        table.outside,
        results.endpoint_curve(endpoint),
        study.report_at,
        potential_follow_up(time, ended, entry=entry, interval=study.interval),
        None if ended.all() else survivors_follow_up(time, ended).time,
        table.late,
    )
