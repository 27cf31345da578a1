"""A printed statistic, and the share that each patient has in it."""

from dataclasses import dataclass
from typing import Any, Literal
from uuid import UUID

from analyses.statistics.names import StatisticName
from analyses.survival.intervals import Estimate

Role = Literal["decides", "event", "other event", "censored", "at risk", "counted"]


@dataclass(frozen=True, slots=True)
class Share:
    """One patient's share in a statistic.

    Attributes
    ----------
    role
        Whether the statistic was set at this patient's event (``decides``); else what the patient
        was by then.
    time, outcome, date
        How long followed, in the study's unit, and how and when that ended; None of a count.
    at_risk, estimate
        The curve at that time.
    events
        The events behind it.
    """

    patient: str
    role: Role
    events: tuple[UUID, ...]
    time: float | None = None
    outcome: str = ""
    date: str | None = None
    at_risk: int | None = None
    estimate: float | None = None

    def as_json(self) -> dict[str, Any]:
        """Plain values."""
        return {
            "patient": self.patient,
            "role": self.role,
            "time": self.time,
            "outcome": self.outcome or None,
            "date": self.date,
            "at_risk": self.at_risk,
            "estimate": self.estimate,
            "events": [str(event) for event in self.events],
        }


@dataclass(frozen=True, slots=True)
class Statistic:
    """A statistic, its value with limits where it has any, and the patients in order of time."""

    name: StatisticName
    value: Estimate
    shares: tuple[Share, ...]

    def by_role(self, role: Role) -> list[Share]:
        """The patients of one role."""
        return [share for share in self.shares if share.role == role]
