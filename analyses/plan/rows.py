"""Follow-up as rows at risk, split wherever an exposure starts."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from analyses.survival.cox.exposure import split_at_exposure
from projections.cohort.replay import EndpointTable
from projections.study.plan import Exposure

HALF_A_DAY = 0.5


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows at risk over (entry, time] in days; ``subject`` is the place in the endpoint table."""

    subject: NDArray[np.intp]
    entry: NDArray[np.float64]
    time: NDArray[np.float64]
    event: NDArray[np.bool_]
    exposed: Mapping[str, NDArray[np.bool_]]


def rows_at_risk(
    table: EndpointTable,
    exposures: Mapping[Exposure, NDArray[np.float64]],
    time: Literal["elapsed", "inclusive"],
) -> Rows:
    """One row per patient, split where an exposure starts; its day per patient, NaN for never.

    Where rows are split, a patient followed for no day at all counts for half a day: nobody is
    at risk over (0, 0].
    """
    patients = np.arange(len(table.patient))
    day_of_origin = 1 if time == "inclusive" else 0
    followed = table.time + day_of_origin
    followed = np.maximum(followed, HALF_A_DAY) if exposures else followed
    entered = np.zeros(len(patients)) if table.delay is None else table.delay + day_of_origin
    rows = Rows(patients, entered, followed, table.event, {})
    for exposure, day in exposures.items():
        rows = _split(rows, exposure, day - table.origin + day_of_origin)
    return rows


def _split(rows: Rows, exposure: Exposure, start: NDArray[np.float64]) -> Rows:
    """Split rows at the start of an exposure; what is known of earlier ones stays with its row."""
    length = rows.time - rows.entry
    since_entry = start[rows.subject] - rows.entry
    cut = split_at_exposure(length, rows.event, since_entry, same_day=exposure.same_day)
    row = cut.subject
    exposed = {name: values[row] for name, values in rows.exposed.items()}
    return replace(
        rows,
        subject=rows.subject[row],
        entry=rows.entry[row] + cut.entry,
        time=rows.entry[row] + cut.time,
        event=cut.event,
        exposed={**exposed, exposure.milestone: cut.exposed},
    )
