"""One endpoint as a report states it: how many, median, estimates at given times, follow-up."""

from dataclasses import asdict, dataclass
from typing import Any

from analyses.plan import plain
from analyses.plan.endpoint_curve import endpoint_curve, estimator, times
from analyses.spread import Spread
from analyses.survival.follow_up import potential_follow_up, survivors_follow_up
from analyses.survival.intervals import Estimate
from analyses.survival.time_points import TimePoint
from projections.cohort.replay import Replay

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
    median, at
        By the estimator: the median, and the curve at the study's report times.
    potential_follow_up, survivors_follow_up
        Median by reverse Kaplan-Meier; spread over those without any event, None if all had one.
    late
        Patients who entered the study after the origin though the endpoint declares no entry.
    """

    estimator: str
    n: int
    events: int
    outside: dict[str, int]
    median: Estimate
    at: tuple[TimePoint, ...]
    potential_follow_up: Estimate
    survivors_follow_up: Spread | None
    late: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Plain values, null for what is not reached or not estimated."""
        survivors = self.survivors_follow_up
        return {
            "estimator": self.estimator,
            "n": self.n,
            "events": self.events,
            "outside": self.outside,
            "entered_after_origin": list(self.late),
            "median": plain.limits(self.median),
            "at": plain.points(self.at),
            "follow_up": {
                "reverse_kaplan_meier": plain.limits(self.potential_follow_up),
                "survivors": None if survivors is None else asdict(survivors),
            },
        }


def summarise(replay: Replay, endpoint: str) -> EndpointSummary:
    """Estimate an endpoint of the study from its follow-up."""
    study, table = replay.study, replay.endpoint(endpoint)
    by = estimator(study, endpoint)
    if not len(table.patient):
        return EndpointSummary(by, 0, 0, table.outside, NOBODY, (), NOBODY, None)
    curve = endpoint_curve(study, endpoint, table)
    # A competing event ends follow-up as the event does: it is no loss.
    (time, entry), ended = times(study, table), table.cause > 0
    return EndpointSummary(
        by,
        len(table.patient),
        int(table.event.sum()),
        table.outside,
        curve.median(),
        curve.at(study.report_at) if study.report_at else (),
        potential_follow_up(time, ended, entry=entry, interval=study.interval).median,
        None if ended.all() else survivors_follow_up(time, ended).time,
        table.late,
    )
