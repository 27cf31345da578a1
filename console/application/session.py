"""A store opened for a question: the store, its log brought up to date, the study and the as-of."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from console.application.errors import NotFound
from console.application.knowledge import beyond, warnings_of
from console.application.locks import check_definitions, study_under
from console.application.question import Adjudications, Question, as_of_in_words
from console.application.stamp import LockStamp, Stamp, software
from console.application.studies import only_study, study_named, vocabulary_with
from projections.audit import Audit
from projections.cohort.replay import Replay
from projections.engine.outcomes import Censoring
from projections.study import Study
from timeline.errors import PatientNotFound
from timeline.locks import Lock, lock_named
from timeline.log import AsOf, Log, followed, rebuilt
from timeline.store import Store, up_to


@dataclass(frozen=True, slots=True)
class Session:
    """A store opened for reading as of a cutoff.

    Attributes
    ----------
    notices
        What a reader must know of the store, the state of knowledge and the lock.
    """

    store: Store
    log: Log
    study: Study
    as_of: AsOf
    censoring: Censoring
    lock: Lock | None = None
    notices: tuple[str, ...] = ()

    @property
    def as_of_in_words(self) -> str:
        """As of when, as known when and by which policies, on one line."""
        return as_of_in_words(self.as_of.as_json(), self.censoring, self.study.adjudications)

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
            raise PatientNotFound(
                "the store holds no such patient; see 'timeline patient --list --cutoff YYYY-MM-DD'"
            )
        segment, index = found
        return Audit(self.study, segment.only(index), self.as_of, self.censoring)

    def stamp(self) -> Stamp:
        """What a result rests on; equal stamps mean equal bytes."""
        lock, versions = self.lock, software()
        return Stamp(
            study=self.study.name,
            definitions=self.study.version,
            censoring=str(self.censoring),
            adjudications=self.study.adjudications,
            store_position=self.log.position,
            software=versions,
            warnings=tuple(beyond([self.as_of])),
            lock=None if lock is None else LockStamp(lock.name, tuple(lock.changed(versions))),
        )


@contextmanager
def session(store: Path, question: Question) -> Iterator[Session]:
    """Open a store for a question, under the study that it names or the one in the store.

    Raises
    ------
    NotFound
        If there is no such study, or the store never reached the position.
    StoreNotFound, LockNotFound, LockUnusable
        If the store or the lock cannot be read, or the lock holds other definitions.
    """
    lock = None if question.lock is None else lock_named(store, question.lock)
    named = question.study if lock is None else study_under(lock, question.study)
    with Store.open(store, vocabulary_with(named)) as opened:
        study = None if named is None else study_named(named)
        yield opened_for(question, opened, study, lock)


def opened_for(
    question: Question, store: Store, study: Study | None = None, lock: Lock | None = None
) -> Session:
    """The session of a question on an open store; ``lock`` is the one that the question names."""
    read = _read(question, store, lock)
    log = followed(store) if read is store else rebuilt(read)
    chosen = study or only_study(log)
    if lock is not None:
        chosen = _applying(chosen, lock.adjudications)
        check_definitions(lock, chosen)
        as_of, policy = lock.as_of, Censoring(lock.censoring)
    else:
        assert question.cutoff is not None, "a question without a lock names a cutoff"
        chosen = _applying(chosen, question.adjudications)
        as_of = AsOf(question.cutoff, question.known_by)
        policy = question.censoring or Censoring.ADMINISTRATIVE
    notices = _notices(log, as_of, lock)
    return Session(read, log, chosen, as_of, policy, lock, notices)


def _read(question: Question, store: Store, lock: Lock | None) -> Store:
    """The store as it is, or as it was at the position of the lock or the question."""
    if lock is not None:
        return lock.opened(store)
    if question.position is None:
        return store
    if question.position > store.position:
        raise NotFound(f"no store position {question.position}; the last is {store.position}")
    return up_to(store, question.position)


def _applying(study: Study, adjudications: Adjudications | None) -> Study:
    if adjudications is None or adjudications == study.adjudications:
        return study
    return replace(study, adjudications=adjudications)


def _notices(log: Log, as_of: AsOf, lock: Lock | None) -> tuple[str, ...]:
    changed = [] if lock is None else lock.changed(software())
    return (
        *filter(None, [log.notice]),
        *warnings_of([as_of], datetime.now(UTC)),
        *([f"since lock '{lock.name}': {'; '.join(changed)}"] if lock and changed else ()),
    )
