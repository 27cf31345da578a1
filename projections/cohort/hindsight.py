"""Values that were not yet so on a day: what is known of a patient only by looking ahead."""

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from projections.cohort.covariates import column_of
from projections.cohort.replay import Part, Replay
from projections.engine.milestone_dates import NEVER, NOWHERE, Mask, MilestoneDates
from projections.engine.outcomes import first_true
from projections.engine.status import status_at
from projections.engine.truth import FALSE
from projections.language import Classes, Condition, Node


def learnt_later(
    replay: Replay, node: Node, patients: Iterable[str], days: NDArray[np.integer]
) -> Mask:
    """Which patients' value was settled only after a day of theirs, such as an origin.

    The class or truth of a patient is learnt later if it was another at the end of that day, or
    if it was not known then that no case is true; so is one that a deadline settles. A milestone
    is if it was reached later, a quantity if the event that it rests on came later.

    Parameters
    ----------
    days
        Day numbers, one for each patient.
    """
    ids = list(patients)
    if not isinstance(node, Classes | Condition):
        later: Mask = column_of(replay, node, ids).known_on > days
        return later
    day_of = dict(zip(ids, days.tolist(), strict=True))
    changed = {patient for part in replay.parts for patient in _changed(part, node, day_of)}
    return np.array([patient in changed for patient in ids], dtype=bool)


def _changed(part: Part, node: Classes | Condition, day_of: dict[str, int]) -> Iterable[str]:
    """The members whose class or truth at the end of their day is not that of the cutoff."""
    evaluation = part.evaluation
    days = np.full(evaluation.view.patients, NEVER, dtype=np.int32)
    members = [str(patient) for patient in part.patients]
    days[part.members] = [day_of.get(patient, NEVER) for patient in members]
    then, now = (_state(part, node, at) for at in (_end_of(days), evaluation.end))
    moved = (then != now)[part.members]
    pairs = zip(members, moved, strict=True)
    return (patient for patient, changed in pairs if changed and patient in day_of)


def _state(part: Part, node: Classes | Condition, at: MilestoneDates) -> NDArray[np.int8]:
    """The truth or case of each patient; none that is true and none that can be are two states."""
    if isinstance(node, Condition):
        return status_at(part.evaluation, node, at).truth
    case = first_true(part.evaluation, node, at).case
    truths = [status_at(part.evaluation, case.when, at).truth for case in node.cases]
    none_can_be: Mask = np.all([truth == FALSE for truth in truths], axis=0)
    return case + none_can_be.astype(np.int8)


def _end_of(days: NDArray[np.int32]) -> MilestoneDates:
    """The end of a day of each patient's own."""
    nowhere = np.full(len(days), NOWHERE, dtype=np.int32)
    return MilestoneDates(nowhere, days, np.full(len(days), NEVER, dtype=np.int32), on_events=False)
