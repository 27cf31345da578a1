"""One endpoint as a report states it: how many, median, estimates at given times, follow-up."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from analyses.follow_up import potential_follow_up, survivors_follow_up
from analyses.intervals import Estimate, Interval
from analyses.kaplan_meier import SurvivalCurve, TimePoint, kaplan_meier
from analyses.spread import Spread
from projections.replay import EndpointTable
from projections.study import TimeUnit

NOT_REACHED = Estimate(None, None, None)


@dataclass(frozen=True, slots=True)
class EndpointSummary:
    """An endpoint in the study's unit of time.

    Attributes
    ----------
    n, events, outside
        Patients under observation, those with the event, and those left out by reason.
    median, at
        Kaplan-Meier median, and the curve at the study's report times.
    potential_follow_up, survivors_follow_up
        Median by reverse Kaplan-Meier; spread over those without the event, None if all had it.
    curve
        The whole curve, None if nobody is under observation.
    """

    n: int
    events: int
    outside: dict[str, int]
    median: Estimate
    at: tuple[TimePoint, ...]
    potential_follow_up: Estimate
    survivors_follow_up: Spread | None
    curve: SurvivalCurve | None

    def as_json(self) -> dict[str, Any]:
        """Plain values, null for what is not reached."""
        survivors = self.survivors_follow_up
        return {
            "n": self.n,
            "events": self.events,
            "outside": self.outside,
            "median": _limits(self.median),
            "at": [{"time": one.time, **_limits(one), "at_risk": one.at_risk} for one in self.at],
            "follow_up": {
                "reverse_kaplan_meier": _limits(self.potential_follow_up),
                "survivors": None if survivors is None else asdict(survivors),
            },
        }


def summarise(
    table: EndpointTable, unit: TimeUnit, report_at: Sequence[float], interval: Interval = "log"
) -> EndpointSummary:
    """Estimate an endpoint from its follow-up table; times in ``unit``."""
    n = len(table.patient)
    if n == 0:
        return EndpointSummary(0, 0, table.outside, NOT_REACHED, (), NOT_REACHED, None, None)
    time, event = table.time / unit.days, table.event
    curve = kaplan_meier(time, event, interval=interval)
    return EndpointSummary(
        n,
        int(event.sum()),
        table.outside,
        curve.median(),
        curve.at(report_at) if report_at else (),
        potential_follow_up(time, event, interval=interval).median,
        None if event.all() else survivors_follow_up(time, event).time,
        curve,
    )


def _limits(estimate: Estimate | TimePoint) -> dict[str, float | None]:
    return {name: getattr(estimate, name) for name in ("estimate", "lower", "upper")}
