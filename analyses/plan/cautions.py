"""What a reader must know of an analysis: late entry, and groups learnt by looking ahead."""

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from analyses.survival.cox.immortal_time import learnt_late
from projections.cohort.hindsight import learnt_later
from projections.cohort.replay import EndpointTable, Replay

REMEDY = "start time at a landmark, or model an exposure"

Warnings = tuple[str, ...]


def warnings_of(
    replay: Replay, endpoint: str, table: EndpointTable, grouping: str = "", among: str = ""
) -> Warnings:
    """Warnings about an analysis of an endpoint by groups, in a population."""
    late = learnt_after(replay, table.patient, table.origin, grouping, among)
    return (*entered_late(endpoint, table), *(immortal_time(*item) for item in late))


def of_groups(
    replay: Replay, endpoint: str, table: EndpointTable, groupings: tuple[str, ...], among: str
) -> Warnings:
    """Warnings about an analysis of an endpoint by groups that are themselves in strata."""
    found = warnings_of(replay, endpoint, table, groupings[0], among)
    late = (
        item
        for name in groupings[1:]
        for item in learnt_after(replay, table.patient, table.origin, name, "")
    )
    return tuple(dict.fromkeys((*found, *(immortal_time(*item) for item in late))))


def immortal_time(name: str, late: NDArray[np.bool_]) -> str:
    """In how many patients a group or population was settled only after the origin."""
    return f"{learnt_late(name, late)} and carries immortal-time bias: {REMEDY}."


def entered_late(endpoint: str, table: EndpointTable) -> Iterator[str]:
    """How many patients count as at risk before they entered the study, if any do."""
    if table.late:
        yield (
            f"{len(table.late)} of {len(table.patient)} patients entered the study after the "
            f"origin of '{endpoint}' and count as at risk before (late entry): declare its entry."
        )


def as_json(warnings: Warnings) -> dict[str, Any]:
    """Warnings as a part of a result, which has none if there are none."""
    return {"warnings": list(warnings)} if warnings else {}


def learnt_after(
    replay: Replay,
    patients: NDArray[np.str_],
    days: NDArray[np.integer],
    grouping: str,
    among: str,
) -> Iterator[tuple[str, NDArray[np.bool_]]]:
    """The grouping and the population that were settled after a day of each patient, in whom."""
    study = replay.study
    named = ((grouping, study.definitions.get(grouping)), (among, study.populations.get(among)))
    for name, node in named:
        if node is None:
            continue
        late = learnt_later(replay, node, patients.tolist(), days)
        if late.any():
            yield name, late
