"""What must be said with an analysis: groups that were learnt by looking ahead."""

from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from analyses.cox.immortal_time import learnt_late
from projections.hindsight import learnt_later
from projections.replay import EndpointTable, Replay

REMEDY = "start time at a landmark, or model an exposure"


def cautions(replay: Replay, table: EndpointTable, by: str = "", among: str = "") -> dict[str, Any]:
    """``warnings`` of an analysis of an endpoint by groups, in a population; none if none."""
    late = learnt_after(replay, table.patient, table.origin, by, among)
    return warned(f"{learnt_late(*one)} and carries immortal-time bias: {REMEDY}." for one in late)


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
