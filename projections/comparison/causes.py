"""Why values changed: the events or definitions without which the old value is restored."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from projections.cohort.replay import Replay
from projections.comparison.changes import Change, undone, undone_backwards
from projections.comparison.definitions import edits, with_definitions_of
from projections.comparison.events import Records, Side, undoing
from projections.comparison.search import Case, Found, Search, Tried
from projections.comparison.values import Snapshot, snapshot
from timeline.store import Stored
from timeline.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Cause:
    """The cause of a change.

    Attributes
    ----------
    sets
        Of event ids, or of names of definitions: replaying the patient without any of these sets
        restores the old value. Several events of one set are needed together.
    cutoff
        Whether the cutoff must also be moved back; with the empty set that alone is the cause.
    smallest
        Whether smaller sets are known not to.
    missing
        Whether it is the earlier replay that has the events, and the later one that lacks them.
    """

    sets: tuple[tuple[UUID | str, ...], ...] = ()
    cutoff: bool = False
    smallest: bool = True
    missing: bool = False


def causes_in_record(
    before: Replay,
    after: Replay,
    changes: Sequence[Change],
    vocabulary: Vocabulary,
    streams: Mapping[str, Sequence[Stored]],
) -> dict[Change, Cause]:
    """Why values differ between two as-ofs of one study; of no set where nothing was found.

    Parameters
    ----------
    streams
        All that the store holds of each patient with a change.
    """
    old, new = (Side(item, Records.known_to(vocabulary, streams, item)) for item in (before, after))
    causes: dict[Change, Cause] = {}
    open_ = [
        change for change in changes if old.cutoff == new.cutoff or not change.only_followed_on
    ]
    causes |= _as_causes(undoing(old, new, open_, undone))
    open_ = [item for item in open_ if item not in causes]
    causes |= _as_causes(undoing(new, old, open_, undone_backwards), missing=True)
    open_ = [change for change in changes if change not in causes]
    if old.cutoff != new.cutoff:
        causes |= _moved_back(old, new, open_)
    return {change: causes.get(change, Cause()) for change in changes}


def _moved_back(old: Side, new: Side, changes: Sequence[Change]) -> dict[Change, Cause]:
    """What is undone by moving the cutoff back, alone or also without some events."""
    if _know_the_same(old.replay, new.replay):
        return {change: Cause(((),), cutoff=True) for change in changes}
    return _as_causes(undoing(old, new.at(old.cutoff), changes, undone), cutoff=True)


def _know_the_same(before: Replay, after: Replay) -> bool:
    first, second = (
        (replay.log.position, replay.as_of.known_by, replay.study.adjudications)
        for replay in (before, after)
    )
    return first == second


def causes_in_definitions(
    before: Replay, after: Replay, changes: Sequence[Change]
) -> dict[Change, Cause]:
    """Which definitions, put back to what they were, undo each change of one as-of."""
    names = [edit.name for edit in edits(before.study, after.study)]

    def tried(cases: Iterable[Case[str]], values: Collection[str]) -> Tried[str]:
        shots: dict[frozenset[str], Snapshot] = {}
        for _, without in cases:
            if without not in shots:
                study = with_definitions_of(before.study, without, after.study)
                shots[without] = snapshot(replace(after, study=study), values)
        return lambda patient, without, name: shots[without].value(patient, name)

    candidates = dict.fromkeys((change.patient for change in changes), tuple(names))
    found = _as_causes(Search(candidates, tried, undone).found(changes))
    return {change: found.get(change, Cause()) for change in changes}


def _as_causes(
    found: Mapping[Change, Found[UUID]] | Mapping[Change, Found[str]],
    *,
    cutoff: bool = False,
    missing: bool = False,
) -> dict[Change, Cause]:
    return {
        change: Cause(tuple(item.sets), cutoff, item.smallest, missing)
        for change, item in found.items()
    }
