"""What changed between two replays: who entered or left, and whose values are others."""

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np

from projections.comparison.values import MEMBER, Snapshot, Value


@dataclass(frozen=True, slots=True)
class Change:
    """A value of a patient that is another in the later replay.

    Of patients who entered or left, the one change is that of ``MEMBER``.
    """

    patient: str
    name: str
    before: Value
    after: Value

    @property
    def only_followed_on(self) -> bool:
        """Whether the patient is censored still, at another time."""
        return self.before.ongoing and self.after.ongoing


def changes(before: Snapshot, after: Snapshot, names: Collection[str]) -> list[Change]:
    """All changes, by patient; then in the order of names."""
    patients, here, there = np.intersect1d(
        before.patients, after.patients, assume_unique=True, return_indices=True
    )
    found = [
        Change(patient, MEMBER, before.value(patient, MEMBER), after.value(patient, MEMBER))
        for patient in np.setxor1d(before.patients, after.patients, assume_unique=True).tolist()
    ]
    for name in names:
        then, now = (item.columns.get(name) for item in (before, after))
        if then is None or now is None:
            differing = np.arange(len(patients))
        else:
            differing = np.flatnonzero(then.take(here).differs(now.take(there)))
        for patient in patients[differing].tolist():
            change = Change(patient, name, before.value(patient, name), after.value(patient, name))
            if change.before != change.after:
                found.append(change)
    order = {name: place for place, name in enumerate((MEMBER, *names))}
    return sorted(found, key=lambda change: (change.patient, order[change.name]))


def undone(change: Change, value: Value) -> bool:
    """Whether a value undoes a change, being that from before.

    Where follow-up has ended since, it is enough that it has not: the event that ended it does not
    decide how far a patient who is censored again is followed.
    """
    return _undone(change.before, change.after, value)


def undone_backwards(change: Change, value: Value) -> bool:
    """The same for a change in the other direction."""
    return _undone(change.after, change.before, value)


def _undone(before: Value, after: Value, value: Value) -> bool:
    return value == before or (before.ongoing and value.ongoing and not after.ongoing)
