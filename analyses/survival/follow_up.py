"""How long patients were followed: two measures that differ, each under its own name."""

from dataclasses import dataclass

from numpy.typing import ArrayLike

from analyses.errors import NotEstimableError
from analyses.spread import Spread, spread
from analyses.survival.intervals import Estimate, Interval
from analyses.survival.kaplan_meier import SurvivalCurve, kaplan_meier
from analyses.survival.observations import observations


@dataclass(frozen=True, slots=True)
class PotentialFollowUp:
    """Follow-up had nobody had the event; ``curve`` is the share still under observation."""

    median: Estimate
    curve: SurvivalCurve
    method: str = "reverse Kaplan-Meier"


@dataclass(frozen=True, slots=True)
class SurvivorsFollowUp:
    """Follow-up of those without the event, the others left out."""

    time: Spread
    method: str = "time observed of those without the event"


def potential_follow_up(
    time: ArrayLike,
    event: ArrayLike,
    *,
    entry: ArrayLike | None = None,
    interval: Interval = "log",
    level: float = 0.95,
) -> PotentialFollowUp:
    """Return the reverse Kaplan-Meier follow-up: censoring is the event, the event censors.

    Raises InvalidInputError for rows that ``kaplan_meier`` refuses.
    Source: Schemper and Smith, Controlled Clinical Trials 1996;17:343-346; in R
    ``survfit(Surv(time, 1 - event) ~ 1)``.
    """
    rows = observations(time, event, entry)
    curve = kaplan_meier(rows.time, ~rows.event, entry=rows.entry, interval=interval, level=level)
    return PotentialFollowUp(curve.median(), curve)


def survivors_follow_up(time: ArrayLike, event: ArrayLike) -> SurvivorsFollowUp:
    """Return the median, quartiles and range of the time of those without the event.

    Raises InvalidInputError for rows that ``kaplan_meier`` refuses, NotEstimableError when
    everybody had the event.
    """
    rows = observations(time, event)
    if rows.event.all():
        raise NotEstimableError(
            "Everybody had the event, so no survivor has a follow-up time; "
            "use the reverse Kaplan-Meier follow-up."
        )
    return SurvivorsFollowUp(spread(rows.time[~rows.event]))
