"""What must be said with an analysis: late entry, and groups learnt by looking ahead."""

from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from analyses.survival.cox.immortal_time import learnt_late
from projections.cohort.hindsight import learnt_later
from projections.cohort.replay import EndpointTable, Replay

REMEDY = "start time at a landmark, or model an exposure"


def cautions(
    replay: Replay, endpoint: str, table: EndpointTable, by: str = "", among: str = ""
) -> dict[str, Any]:
    """``warnings`` of an analysis of an endpoint by groups, in a population; none if none."""
    late = learnt_after(replay, table.patient, table.origin, by, among)
    ahead = (immortal_time(*item) for item in late)
    return warned([*entered_late(endpoint, table), *ahead])


def immortal_time(name: str, late: NDArray[np.bool_]) -> str:
    """Of a group or population that was settled after the origin, in how many patients it was."""
    return f"{learnt_late(name, late)} and carries immortal-time bias: {REMEDY}."


def entered_late(endpoint: str, table: EndpointTable) -> Iterator[str]:
    """Of patients counted as at risk before they entered the study, how many there are."""
    if table.late:
        yield (
            f"{len(table.late)} of {len(table.patient)} patients entered the study after the "
            f"origin of '{endpoint}' and count as at risk before (late entry): declare its entry."
        )


def warned(said: Iterable[str]) -> dict[str, Any]:
    """Warnings as a part of a result, which has none if there are none."""
    found = list(said)
    return {"warnings": found} if found else {}


def learnt_after(
    replay: Replay, patients: NDArray[np.str_], days: NDArray[np.integer], by: str, among: str
) -> Iterator[tuple[str, NDArray[np.bool_]]]:
    """The groups and the population that were settled after a day of each patient, and in whom."""
    study = replay.study
    for name, node in ((by, study.definitions.get(by)), (among, study.populations.get(among))):
        if node is None:
            continue
        late = learnt_later(replay, node, patients.tolist(), days)
        if late.any():
            yield name, late
