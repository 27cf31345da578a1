"""What a command works on: the store, its log brought up to date, the study and the as-of."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from console.application.knowledge import beyond, warn
from console.application.locks import check_definitions, lock_in_force, say_changes
from console.application.logs import log_beside
from console.application.studies import only_study, study_named, vocabulary_with
from console.cli.adjudications import as_asked
from projections.audit import Audit
from projections.cohort.replay import Replay
from projections.engine.outcomes import Censoring
from projections.study import Study
from timeline.errors import PatientNotFound
from timeline.locks import Lock
from timeline.log import AsOf, Log, rebuilt
from timeline.store import Store

STAMPED = ("eventsourcing", "numpy", "patient-timeline", "pydantic")


@dataclass(frozen=True, slots=True)
class Session:
    """A store opened for reading as of a cutoff."""

    store: Store
    log: Log
    study: Study
    as_of: AsOf
    censoring: Censoring
    lock: Lock | None = None

    def replay(self) -> Replay:
        """The study's cohort."""
        return Replay(self.study, self.log, self.as_of, self.censoring)

    def audit(self, patient: str) -> Audit:
        """The derivations of one patient.

        Raises
        ------
        PatientNotFound
            If the store holds no event of this patient.
        """
        found = self.log.part_of(patient)
        if found is None:
            raise PatientNotFound("the store holds no such patient; see 'timeline patient --list'")
        segment, index = found
        return Audit(self.study, segment.only(index), self.as_of, self.censoring)

    def stamp(self) -> dict[str, Any]:
        """What a result rests on; equal stamps mean equal bytes."""
        stamp = {
            "study": self.study.name,
            "definitions": self.study.version,
            "censoring": str(self.censoring),
            "adjudications": self.study.adjudications,
            "store_position": self.log.position,
            "software": software(),
        }
        if warnings := beyond([self.as_of]):
            stamp["warnings"] = warnings
        if self.lock is not None:
            stamp["lock"] = {"name": self.lock.name, "changed_since": self.changed_since_lock}
        return stamp

    @property
    def changed_since_lock(self) -> list[str]:
        """Software that changed since the store was locked; nothing without a lock."""
        return [] if self.lock is None else self.lock.changed(software())


def software() -> dict[str, str]:
    """Versions of what computes a result."""
    return {name: version(name) for name in STAMPED}


@contextmanager
def session(
    store: Path,
    study: str | None,
    cutoff: date,
    known_by: datetime | None,
    censoring: str,
    lock: Lock | None = None,
) -> Iterator[Session]:
    """Open a store as of a cutoff or a lock, for a study or for the one study that it holds."""
    lock = lock or lock_in_force()
    with Store.open(store, vocabulary_with(study)) as opened:
        read = opened if lock is None else lock.opened(opened)
        log = log_beside(opened) if lock is None else rebuilt(read)
        chosen = as_asked(study_named(study) if study is not None else only_study(log))
        found = Session(read, log, chosen, AsOf(cutoff, known_by), Censoring(censoring), lock)
        warn([found.as_of])
        if lock is not None:
            check_definitions(lock, chosen)
            say_changes(lock, found.changed_since_lock)
        yield found
