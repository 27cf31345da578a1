"""The whole comparison of two replays: changes, their causes, and replays without some of them."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from uuid import UUID

from projections.cohort.replay import Replay
from projections.comparison.causes import Cause, causes_in_definitions, causes_in_record
from projections.comparison.changes import Change, changes
from projections.comparison.definitions import with_definitions_of
from projections.comparison.reasons import Reason, reason_of
from projections.comparison.values import MEMBER, Snapshot, snapshot
from timeline.log import laid_out, log_of
from timeline.store import Stored
from timeline.vocabulary import Event, Vocabulary

Streams = Mapping[str, Sequence[Stored]]


@dataclass(frozen=True)
class Comparison:
    """Two replays of one study at two as-ofs, or of two versions of it at one.

    One side may apply adjudications that the other does not; they are causes like other events.

    Parameters
    ----------
    causes
        Of every change, in the order of patients and definitions.
    streams
        All that the store holds of each patient with a change.
    names
        The definitions compared; None for all.
    """

    before: Replay
    after: Replay
    causes: Mapping[Change, Cause]
    streams: Streams
    vocabulary: Vocabulary
    names: Collection[str] | None = None
    _lacking: dict[frozenset[tuple[str, UUID | str]], Replay] = field(default_factory=dict)

    @property
    def redefined(self) -> bool:
        """Whether two versions of the definitions are compared, not two as-ofs of one."""
        return _redefined(self.before, self.after)

    @property
    def entered(self) -> list[str]:
        """Patients who are in the study only now."""
        return [item.patient for item in self.causes if item.name == MEMBER == item.after.text]

    @property
    def left(self) -> list[str]:
        """Patients who are in the study no more."""
        return [item.patient for item in self.causes if item.name == MEMBER == item.before.text]

    @cached_property
    def events(self) -> dict[str, dict[UUID, Event]]:
        """The recorded events of each patient with a change."""
        return {
            patient: {event.id: event for event, _ in events}
            for patient, events in self._recorded.items()
        }

    @cached_property
    def _recorded(self) -> dict[str, list[tuple[Event, Stored]]]:
        read = self.vocabulary.of_store
        return {
            patient: [(read(item.fields), item) for item in stream]
            for patient, stream in self.streams.items()
        }

    def reason(self, change: Change) -> Reason:
        """Why a value changed, in a word."""
        return reason_of(change, self.causes[change], self.events[change.patient])

    def reasons(self, name: str) -> dict[Reason, list[Change]]:
        """The changes of a definition, entries and departures among them, by their reasons."""
        found: dict[Reason, list[Change]] = defaultdict(list)
        for change in self.causes:
            if change.name in (name, MEMBER):
                found[self.reason(change)].append(change)
        return dict(found)

    def without(self, changes: Iterable[Change]) -> Replay | None:
        """The later replay without what alone undoes each of some changes.

        None where a change is not undone by leaving out something that the later replay rests on.
        """
        chosen = [(change, self.causes[change]) for change in changes]
        if any(not any(cause.sets) or cause.cutoff or cause.missing for _, cause in chosen):
            return None
        factors = frozenset(
            (change.patient, factor) for change, cause in chosen for factor in cause.sets[-1]
        )
        if factors not in self._lacking:
            self._lacking[factors] = self._without(factors)
        return self._lacking[factors]

    def _without(self, factors: Collection[tuple[str, UUID | str]]) -> Replay:
        if self.redefined:
            names = {str(name) for _, name in factors}
            study = with_definitions_of(self.before.study, names, self.after.study)
            return replace(self.after, study=study)
        left_out: dict[str, set[object]] = defaultdict(set)
        for patient, event in factors:
            left_out[patient].add(event)
        return self._replayed_without(left_out)

    def _replayed_without(self, left_out: Mapping[str, Collection[object]]) -> Replay:
        log = self.after.log
        left = laid_out(
            (
                stored
                for patient, ids in left_out.items()
                for event, stored in self._recorded[patient]
                if stored.position <= log.position and event.id not in ids
            ),
            self.vocabulary,
        )
        emptied = {each.encode() for each in left_out} - set(left.patients.tolist())
        segments = {part.name: part.segment for part in log.parts}
        again = log_of({**segments, "built again": left}, log.position)
        for part in again.parts:
            for patient in emptied:
                index = part.segment.index_of(patient.decode())
                if index is not None:
                    part.current[index] = False
        return replace(self.after, log=again)


def compared(
    before: Replay,
    after: Replay,
    names: Collection[str] | None,
    vocabulary: Vocabulary,
    stream: Callable[[str], Sequence[Stored]],
) -> Comparison:
    """Compare two replays in some definitions or in all of both, and find each change's cause.

    Parameters
    ----------
    stream
        All that the store holds of a patient.
    """
    then, now = snapshot(before, names), snapshot(after, names)
    shared = [item for item in {**then.columns, **now.columns} if _in_both(item, then, now)]
    found = changes(then, now, shared)
    streams = {item.patient: stream(item.patient) for item in found}
    if _redefined(before, after):
        causes = causes_in_definitions(before, after, found)
    else:
        causes = causes_in_record(before, after, found, vocabulary, streams)
    return Comparison(before, after, causes, streams, vocabulary, names)


def _redefined(before: Replay, after: Replay) -> bool:
    return before.study.definitions is not after.study.definitions


def _in_both(name: str, before: Snapshot, after: Snapshot) -> bool:
    """Whether both studies have a definition; an episode of its number need not be in both."""
    return "/" in name or (name in before.columns and name in after.columns)
