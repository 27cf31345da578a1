"""What a replay is asked for, as tables of patients."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import NamedTuple
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from projections.engine.milestone_dates import NEVER, Mask
from projections.engine.outcomes import OUTSIDE
from projections.language import Endpoint
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
    entry
        Day numbers from which on each was observed, no earlier than the origin; None where the
        endpoint declares no entry.
    late
        Patients in the table who entered the study after their origin, though the endpoint
        declares no entry: as if they had been observed, and could not have died, before.
    """

    patient: NDArray[np.str_]
    time: NDArray[np.float64]
    cause: NDArray[np.int8]
    reason: NDArray[np.str_]
    origin: NDArray[np.int32]
    end: NDArray[np.int32]
    outside: dict[str, int]
    entry: NDArray[np.int32] | None = None
    late: tuple[str, ...] = ()

    @property
    def event(self) -> Mask:
        """Whether the event of interest was observed."""
        observed: Mask = self.cause == 1
        return observed

    @property
    def delay(self) -> NDArray[np.float64] | None:
        """Days from origin to entry, None where the endpoint declares no entry."""
        if self.entry is None:
            return None
        return (self.entry.astype(np.int64) - self.origin).astype(np.float64)

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
            None if self.entry is None else self.entry[inside],
            tuple(sorted({*self.late} & {*members})),
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


class Followed(NamedTuple):
    """The follow-up, one entry per patient of the study.

    Attributes
    ----------
    cause, reason, origin, end
        As in ``FollowUp``; days are day numbers.
    entry
        Since when each was observed under the endpoint: its entry, else the origin.
    enrolled
        When each entered the study.
    """

    cause: NDArray[np.int8]
    reason: NDArray[np.int8]
    origin: NDArray[np.int32]
    end: NDArray[np.int32]
    entry: NDArray[np.int32]
    enrolled: NDArray[np.int32]

    def at(self, index: NDArray[np.intp]) -> "Followed":
        """Some of the patients."""
        return Followed(
            self.cause[index],
            self.reason[index],
            self.origin[index],
            self.end[index],
            self.entry[index],
            self.enrolled[index],
        )


def endpoint_table(
    patient: NDArray[np.str_], every: Followed, reasons: tuple[str, ...], endpoint: Endpoint
) -> EndpointTable:
    """The follow-up as a table: those inside the endpoint as rows, the others counted."""
    inside = np.flatnonzero(every.cause != OUTSIDE)
    left_out = np.bincount(every.reason[every.cause == OUTSIDE], minlength=len(reasons)).tolist()
    outside = {why: count for why, count in zip(reasons, left_out, strict=True) if count}
    patient, rows, events = patient[inside], every.at(inside), len(endpoint.events)
    late = patient[rows.enrolled > rows.origin].tolist()
    return EndpointTable(
        patient,
        (rows.end.astype(np.int64) - rows.origin).astype(np.float64),
        np.where(rows.cause > events, rows.cause - events + 1, np.minimum(rows.cause, 1)),
        np.array(reasons, dtype=np.str_)[rows.reason],
        rows.origin,
        rows.end,
        dict(sorted(outside.items())),
        None if endpoint.entry is None else rows.entry,
        tuple(late) if endpoint.entry is None else (),
    )
