"""The log follows the store by position: only patients touched by new events are built again.

A folder beside the store holds segments and a manifest that names them together with the last
position they contain. All of it can be built again, and is where a bit of it has changed.
"""

import errno
from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import takewhile
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from timeline.errors import StoreUnreadable
from timeline.files import PRIVATE_FOLDER, locked
from timeline.log.layout import laid_out
from timeline.log.manifest import Manifest, read_manifest, write_manifest
from timeline.log.segment import Segment
from timeline.log.segment_file import load_segment, save_segment
from timeline.store import Store

MOST_SEGMENTS = 8
LARGEST_TAIL = 0.25
"""Once patients built again make up this share of all, everything is built again."""
DAMAGED = "{folder} was damaged, and has been built again from the store"
CUT_OFF = (
    "{folder} holds {more} more events than the store, which was cut off or is an older copy; put "
    "the whole store back, or go on with this one under another name"
)
READ_ONLY = {errno.EROFS, errno.EACCES, errno.EPERM}
UNWRITTEN = "{folder} cannot be written ({why}); the log was built in memory"


@dataclass(frozen=True, slots=True)
class Part:
    """A segment under its name, and which of its patients no later segment has built again."""

    name: str
    segment: Segment
    current: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Log:
    """All events of a store up to a position, in columns.

    ``notice`` says what was wrong with the folder of the log, if anything; ``lost`` counts the
    events that the folder holds and the store no more.
    """

    parts: tuple[Part, ...]
    position: int
    notice: str = ""
    lost: int = 0

    @property
    def patients(self) -> list[str]:
        """Ids of all patients, ascending."""
        return sorted(
            bytes(name).decode()
            for part in self.parts
            for name in part.segment.patients[part.current]
        )

    def part_of(self, patient: str) -> tuple[Segment, int] | None:
        """The segment that holds a patient's events, and the patient's index in it."""
        for part in self.parts:
            index = part.segment.index_of(patient)
            if index is not None and part.current[index]:
                return part.segment, index
        return None


def log_of(segments: Mapping[str, Segment], position: int) -> Log:
    """A log of segments in the order in which they were built: a patient's latest holds."""
    parts: list[Part] = []
    later: list[NDArray[np.bytes_]] = []
    for name, segment in reversed(list(segments.items())):
        current = np.ones(len(segment.patients), dtype=bool)
        for patients in later:
            current[_places_of(patients, segment.patients)] = False
        parts.append(Part(name, segment, current))
        later.append(segment.patients)
    return Log(tuple(reversed(parts)), position)


def _places_of(some: NDArray[np.bytes_], all_: NDArray[np.bytes_]) -> NDArray[np.intp]:
    """Where those of some ids that are among all of them stand; both ascend."""
    place = np.searchsorted(all_, some)
    place, some = place[place < len(all_)], some[place < len(all_)]
    found: NDArray[np.intp] = place[all_[place] == some]
    return found


def rebuilt(store: Store) -> Log:
    """The log of a store, built from its first event; nothing is written."""
    end = store.position
    return log_of({_name(end): _whole_segment(store, end)}, end)


def built_again(store: Store) -> Log:
    """The log beside a store, built from its first event and written in place of the old one.

    A log that holds more than its store is left as it is, and said to.
    """
    folder = store.path.with_name(store.path.name + ".log")
    with locked(folder):
        known = _known(store, folder, None)
        log = replace(rebuilt(store), notice=known.notice if known.beyond else "")
        if not known.beyond:
            _save(store, folder, {part.name: part.segment for part in log.parts}, log.position)
        return log


class _Known(NamedTuple):
    """What a folder holds: the position that it has reached, its segments, what was wrong.

    ``beyond`` counts events of the store that the folder holds and the store no more.
    """

    position: int
    segments: dict[str, Segment]
    notice: str = ""
    beyond: int = 0


def followed(store: Store, previous: Log | None = None) -> Log:
    """The log beside a store, brought up to the store's last position.

    Segments that ``previous`` has open already stay the same objects, so that what was evaluated
    over them stays valid. Where the folder cannot be written, what it lacks is built in memory.
    """
    folder = store.path.with_name(store.path.name + ".log")
    try:
        folder.mkdir(mode=PRIVATE_FOLDER, exist_ok=True)
        with locked(folder):
            return _brought_up(store, folder, previous)
    except OSError as error:
        return _in_memory(store, folder, previous, error)


def _in_memory(store: Store, folder: Path, previous: Log | None, error: OSError) -> Log:
    """The log of a folder that cannot be written; that its place is read-only goes unsaid."""
    end = store.position
    known = _known(store, folder, previous)
    current = known.segments and known.position == end
    log = log_of(known.segments, end) if current else rebuilt(store)
    if error.errno in READ_ONLY:
        return replace(log, notice=known.notice, lost=known.beyond)
    why = (error.strerror or "unwritable").lower()
    return replace(log, notice=UNWRITTEN.format(folder=folder.name, why=why))


def _brought_up(store: Store, folder: Path, previous: Log | None) -> Log:
    end = store.position
    reached, known, notice, beyond = _known(store, folder, previous)
    if beyond:  # what tells of the loss is not overwritten
        return replace(rebuilt(store), notice=notice, lost=beyond)
    if known and reached == end:
        return log_of(known, end)
    touched = _touched(store, reached, end) if known else {}
    if _worth_starting_afresh(list(known.values()), len(touched)):
        known, fresh = {}, _whole_segment(store, end)
    else:
        fresh = _segment_again(store, touched)
    known[_name(end)] = fresh
    _save(store, folder, known, end)
    return replace(log_of(known, end), notice=notice)


def _name(position: int) -> str:
    return f"{position:012d}.segment"


def _worth_starting_afresh(known: list[Segment], touched: int) -> bool:
    if not known or len(known) >= MOST_SEGMENTS:
        return True
    laid_out_again = sum(len(segment.patients) for segment in known[1:]) + touched
    return laid_out_again > max(1.0, LARGEST_TAIL * len(known[0].patients))


def _touched(store: Store, after: int, end: int) -> dict[str, int]:
    """Patients with events in ``(after, end]``, and the version each stream had reached."""
    touched: dict[str, int] = {}
    for stored in store.read(after):
        if stored.position > end:
            break
        touched[stored.fields["patient"]] = stored.version
    return touched


def _segment_again(store: Store, touched: dict[str, int]) -> Segment:
    return laid_out(
        (
            stored
            for patient, version in touched.items()
            for stored in store.stream(patient, version)
        ),
        store.vocabulary,
    )


def _whole_segment(store: Store, end: int) -> Segment:
    return laid_out(
        takewhile(lambda stored: stored.position <= end, store.read()), store.vocabulary
    )


def _save(store: Store, folder: Path, segments: dict[str, Segment], end: int) -> None:
    """Write the last segment, then the manifest that names it, and clear away what is left."""
    names = tuple(segments)
    save_segment(segments[names[-1]], folder / names[-1])
    write_manifest(folder, Manifest.describing(store, end, names))
    for old in folder.glob("*.segment*"):
        if old.name not in segments:
            old.unlink(missing_ok=True)


def _known(store: Store, folder: Path, previous: Log | None) -> _Known:
    """What the folder holds of this store; nothing if it is damaged, or of another store."""
    open_already = {part.name: part.segment for part in previous.parts} if previous else {}
    try:
        manifest = read_manifest(folder)
        if manifest is None:
            return _Known(0, {})
        if more := manifest.beyond(store):
            return _Known(0, {}, CUT_OFF.format(folder=folder.name, more=more), more)
        if not manifest.fits(store):
            return _Known(0, {})
        segments = {
            name: open_already.get(name) or load_segment(folder / name)
            for name in manifest.segments
        }
        return _Known(manifest.position, segments)
    except StoreUnreadable:
        return _Known(0, {}, notice=DAMAGED.format(folder=folder.name))
