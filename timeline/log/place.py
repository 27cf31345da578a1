"""Patients who have a partial date: each of their facts on the day on which it is placed."""

from collections import defaultdict
from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from timeline.dating import Dated, placed
from timeline.log.versions import Versions

MICROSECONDS_IN_A_DAY = 86_400_000_000


def with_days_placed(kinds: Mapping[str, Versions]) -> dict[str, Versions]:
    """All versions, those of patients who have a partial date split where its day changes.

    Patients without one, as most are, keep their versions as they stand in their columns.
    """
    patients = _patients(kinds)
    if not len(patients):
        return dict(kinds)
    near = {
        kind: np.flatnonzero(np.isin(versions.of("patient"), patients))
        for kind, versions in kinds.items()
    }
    others: dict[str, list[tuple[int, ...]]] = defaultdict(list)
    for mine in _by_patient(kinds, near):
        dated = [_dated(kinds[kind], index) for kind, index in mine]
        for (kind, index), places in zip(mine, placed(dated), strict=True):
            place = int(kinds[kind].place[index])
            others[kind] += [(place, *one) for one in places]
    return {kind: kinds[kind].with_others(near[kind], others[kind]) for kind in kinds}


def _patients(kinds: Mapping[str, Versions]) -> NDArray[np.int32]:
    """Patients of whom any fact has a partial date."""
    found = {
        versions.draft.patient[place]
        for versions in kinds.values()
        for place in versions.draft.partial
    }
    return np.array(sorted(found), dtype=np.int32)


def _by_patient(
    kinds: Mapping[str, Versions], near: Mapping[str, NDArray[np.intp]]
) -> list[list[tuple[str, int]]]:
    """Kind and index of each version of each patient concerned."""
    found: dict[int, list[tuple[str, int]]] = defaultdict(list)
    for kind, here in near.items():
        patients = kinds[kind].of("patient")[here].tolist()
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
    life = traits.shows_life, traits.ends_life, traits.may_follow_death
    return Dated(first, last, day, recorded, *held, *life, draft.born.get(place))
