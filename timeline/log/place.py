"""Patients whose facts depend on each other: on which day each is placed, and which holds there."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from timeline.imputation import Dated, Placed, placed
from timeline.log.versions import Versions
from timeline.votes import Ballot, voted

MICROSECONDS_IN_A_DAY = 86_400_000_000


def with_places(kinds: Mapping[str, Versions]) -> dict[str, Versions]:
    """All versions, those of some patients split where a day or a vote of that day changes.

    Patients without a partial date and without a disagreement, as most are, keep their versions
    as they stand in their columns. What is outvoted holds for no time at all.
    """
    patients = _patients(kinds)
    if not len(patients):
        return dict(kinds)
    near = {
        kind: np.flatnonzero(np.isin(versions.column("patient"), patients))
        for kind, versions in kinds.items()
    }
    others: dict[str, list[tuple[int, ...]]] = defaultdict(list)
    for mine in _by_patient(kinds, near):
        dated = [_dated(kinds[kind], index) for kind, index in mine]
        ballots = [_ballot(kind, kinds[kind], index) for kind, index in mine]
        for (kind, index), places in zip(mine, voted(ballots, placed(dated)), strict=True):
            place = int(kinds[kind].place[index])
            others[kind] += [(place, *_row(item)) for item in places]
    return {kind: kinds[kind].with_others(near[kind], others[kind]) for kind in kinds}


def _row(placed: Placed) -> tuple[int, int, int, int]:
    return placed.start, placed.start if placed.outvoted else placed.end, placed.day, placed.dating


def _patients(kinds: Mapping[str, Versions]) -> NDArray[np.int32]:
    """Patients of whom any fact has a partial date, or may be outvoted on its day."""
    partial = {
        versions.draft.patient[place]
        for versions in kinds.values()
        for place in versions.draft.partial
    }
    found = [np.array(sorted(partial), dtype=np.int32)]
    found += [_disagreeing(kind) for kind in kinds.values()]
    return np.unique(np.concatenate(found)).astype(np.int32)


def _disagreeing(versions: Versions) -> NDArray[np.int32]:
    """Patients of whom two facts of one kind, day and group are not equally bad."""
    rule = versions.draft.traits.on_one_day
    if rule is None or not rule.outvotes:
        return np.empty(0, dtype=np.int32)
    keys: list[NDArray[Any]] = [versions.comparable(name) for name in rule.apart]
    keys += [versions.day, versions.column("patient")]
    order = np.lexsort(keys)
    differ = np.diff(versions.column("severity")[order]) != 0
    for key in keys:
        differ &= np.diff(key[order]) == 0
    patients: NDArray[np.int32] = versions.column("patient")[order][1:][differ]
    return patients


def _by_patient(
    kinds: Mapping[str, Versions], near: Mapping[str, NDArray[np.intp]]
) -> list[list[tuple[str, int]]]:
    """Kind and index of each version of each patient concerned."""
    found: dict[int, list[tuple[str, int]]] = defaultdict(list)
    for kind, here in near.items():
        patients = kinds[kind].column("patient")[here].tolist()
        for patient, index in zip(patients, here.tolist(), strict=True):
            found[patient].append((kind, index))
    return list(found.values())


def _dated(versions: Versions, index: int) -> Dated:
    """What is known of the date of one version."""
    draft, place = versions.draft, int(versions.place[index])
    day = draft.day[place]
    days = draft.partial.get(place)
    first, last = (day, day) if days is None else (days.first, days.last)
    recorded = draft.recorded[place] // MICROSECONDS_IN_A_DAY
    held = int(versions.start[index]), int(versions.end[index])
    traits = draft.traits
    life = traits.shows_life, traits.ends_life
    return Dated(first, last, day, recorded, *held, *life, draft.born.get(place))


def _ballot(kind: str, versions: Versions, index: int) -> Ballot:
    """What one version can disagree with, and how bad it is."""
    draft, place = versions.draft, int(versions.place[index])
    rule = draft.traits.on_one_day
    if rule is None or not rule.outvotes:
        return Ballot()
    columns = (draft.columns.get(name) for name in rule.apart)
    group = tuple(column and column.comparable(place) for column in columns)
    return Ballot((kind, group), draft.severity[place])
