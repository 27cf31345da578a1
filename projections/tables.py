"""What a replay is asked for, as tables of patients."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from projections.engine.moments import NEVER, Mask
from projections.engine.outcomes import OUTSIDE
from timeline.dates import day_from_number


@dataclass(frozen=True, slots=True)
class EndpointTable:
    """One row per patient with the origin: what a survival analysis is fed with.

    Attributes
    ----------
    patient
        Patient ids.
    time
        Days from origin to event or censoring.
    cause
        0 censored, 1 the event of interest, k + 1 the k-th competing event.
    reason
        Name of the event or censor source that ended follow-up.
    origin, end
        Day numbers.
    outside
        Patients not in the table, counted by the reason why.
    """

    patient: NDArray[np.str_]
    time: NDArray[np.float64]
    cause: NDArray[np.int8]
    reason: NDArray[np.str_]
    origin: NDArray[np.int32]
    end: NDArray[np.int32]
    outside: dict[str, int]

    @property
    def event(self) -> Mask:
        """Whether the event of interest was observed."""
        observed: Mask = self.cause == 1
        return observed

    def among(self, members: Collection[str], population: str) -> "EndpointTable":
        """The rows of the members of a population; those left out are counted under its name."""
        inside = np.isin(self.patient, list(members))
        left_out = {f"not {population}": int((~inside).sum())} if not inside.all() else {}
        return EndpointTable(
            self.patient[inside],
            self.time[inside],
            self.cause[inside],
            self.reason[inside],
            self.origin[inside],
            self.end[inside],
            {**self.outside, **left_out},
        )


@dataclass(frozen=True, slots=True)
class MilestoneTable:
    """One row per patient of the study: when a milestone was reached, and by which event."""

    patient: NDArray[np.str_]
    day: NDArray[np.int32]
    evidence: list[UUID | None]

    @property
    def reached(self) -> Mask:
        """Which patients reached it."""
        reached: Mask = self.day != NEVER
        return reached

    def dates(self) -> list[str | None]:
        """The dates in ISO form, None where not reached."""
        return [
            day_from_number(day).isoformat() if there else None
            for day, there in zip(self.day, self.reached, strict=True)
        ]


def endpoint_table(
    patient: NDArray[np.str_],
    cause: NDArray[np.int8],
    reason: NDArray[np.int8],
    reasons: tuple[str, ...],
    origin: NDArray[np.int32],
    end: NDArray[np.int32],
    events: int,
) -> EndpointTable:
    """Lay out what follow-up came to: those inside the endpoint as rows, the others counted."""
    inside = np.flatnonzero(cause != OUTSIDE)
    left_out = np.bincount(reason[cause == OUTSIDE], minlength=len(reasons)).tolist()
    outside = {why: count for why, count in zip(reasons, left_out, strict=True) if count}
    cause, origin, end = cause[inside], origin[inside], end[inside]
    return EndpointTable(
        patient[inside],
        (end.astype(np.int64) - origin).astype(np.float64),
        np.where(cause > events, cause - events + 1, np.minimum(cause, 1)),
        np.array(reasons, dtype=np.str_)[reason[inside]],
        origin,
        end,
        dict(sorted(outside.items())),
    )
