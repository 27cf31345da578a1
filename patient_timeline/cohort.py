"""A store opened for a study: what is in it, and its replay at any data cutoff."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from html import escape
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Literal, get_args

from console.application.question import Adjudications, Question
from console.application.question_values import day
from console.application.session import opened_for
from console.application.studies import only_study, study_named, vocabulary_with
from patient_timeline.arguments import listed
from patient_timeline.as_of import CohortAsOf
from patient_timeline.difference import Difference
from patient_timeline.frame_import import NAME, FrameSource
from patient_timeline.imported import Imported
from patient_timeline.replayed import known as refuse_unknown
from projections.cohort.sweep import known_then, replays
from projections.comparison import is_compared, names_of
from projections.study import Study
from timeline.ingest import BulkLoad, ImportReport, MissingCodes
from timeline.locks import lock_named
from timeline.log import AsOf, Log, followed
from timeline.store import Store, writable

if TYPE_CHECKING:
    import pandas as pd

CensoringPolicy = Literal["administrative", "strict"]
Known = Literal["now", "then"]


@dataclass(frozen=True, repr=False)
class Cohort:
    """The patients of a store under a study's definitions. Made by ``open``.

    Attributes
    ----------
    path
        The store, an SQLite file.
    study
        The study whose definitions are replayed.
    """

    path: Path
    study: Study
    _named: str | None = field(repr=False)

    def __repr__(self) -> str:
        return f"{self.study.name} in {self.path.name}"

    def _repr_html_(self) -> str:
        return f"<p>{escape(repr(self))}: {escape(self.study.title)}</p>"

    def as_of(
        self,
        cutoff: str | date,
        known_by: str | datetime | None = None,
        *,
        censoring: CensoringPolicy = "administrative",
        adjudications: Adjudications | None = None,
        position: int | None = None,
    ) -> CohortAsOf:
        """The cohort as of a data cutoff.

        Parameters
        ----------
        cutoff
            The last day included: a date, the date of a datetime or Timestamp, or its ISO form
            ``YYYY-MM-DD``.
        known_by
            Use only what had been recorded by this instant, which names its time zone; all
            records if None.
        censoring
            Patients whom a later event shows alive are followed to the cutoff
            (``administrative``), or only to their last event by then (``strict``).
        adjudications
            Use adjudicated values instead of derived ones, or not; as the study declares if None.
        position
            The store as it was when this position was its last; as it is now if None.

        Raises
        ------
        ValueError
            If the cutoff is no day, ``known_by`` no instant with a time zone, or a word is none
            of the policies.
        NotFound
            If the store never reached the position.

        Examples
        --------
        >>> cohort.as_of("2019-12-31").population("progressed").size
        38
        """
        question = Question.parse(
            cutoff=day("cutoff", cutoff),
            known_by=known_by,
            censoring=censoring,
            adjudications=adjudications,
            position=position,
        )
        return self.answering(question)

    def locked(self, name: str) -> CohortAsOf:
        """The cohort as a data lock of the store holds it.

        Raises
        ------
        LockUnusable
            If there is no such lock, it is damaged, or it holds other definitions.
        """
        return self.answering(Question.parse(lock=name))

    def answering(self, question: Question | str) -> CohortAsOf:
        """The cohort as of a question, or of the query of a URL that asks it.

        Raises
        ------
        ValueError
            If the query cannot be read, or names another study than this cohort's.

        Examples
        --------
        >>> cohort.answering("cutoff=2015-06-30&censoring=strict").caption
        'wudhikarn2021, data cutoff 2015-06-30, all records, strict censoring'
        """
        given = Question.from_query(question) if isinstance(question, str) else question
        if given.study not in (None, self._named, self.study.name):
            raise ValueError(f"study: the cohort is of '{self.study.name}'; open it for the other")
        lock = None if given.lock is None else lock_named(self.path, given.lock)
        vocabulary = vocabulary_with(self._named)
        with Store.open(self.path, vocabulary) as store:
            opened = opened_for(given, store, self.study, lock)
        return CohortAsOf(opened.replay(), self.path, vocabulary)

    def sweep(self, cutoffs: Iterable[str | date], *, known: Known = "now") -> Iterator[CohortAsOf]:
        """The cohort as of each of some cutoffs, in the order given.

        Parameters
        ----------
        known
            By all records (``now``), or by what had been recorded at the end of each cutoff's
            own day in UTC (``then``).

        Raises
        ------
        ValueError
            If a cutoff is no day, or ``known`` is neither of the two.

        Examples
        --------
        >>> [len(at.patients) for at in cohort.sweep(["2017-12-31", "2019-12-31"])]
        [56, 56]
        """
        if known not in get_args(Known):
            raise ValueError(f"known: {known!r} is neither 'now' nor 'then'")
        days = [day("cutoff", item) for item in listed(cutoffs, "cutoffs")]
        as_ofs = [AsOf(day, None) if known == "now" else known_then(day) for day in days]
        return self._replayed(as_ofs)

    def diff(
        self,
        before: CohortAsOf | str | date,
        after: CohortAsOf | str | date,
        names: Collection[str] | None = None,
    ) -> Difference:
        """What changed between two replays of this store, and why.

        Parameters
        ----------
        before, after
            Replays, or the data cutoffs of two with all records.
        names
            Definitions to compare; all if None.

        Raises
        ------
        KeyError
            If the study has no such definition; the message names the closest.
        """
        names = None if names is None else self._compared(listed(names, "names"))
        first, second = (
            item if isinstance(item, CohortAsOf) else self.as_of(item) for item in (before, after)
        )
        captions = first.caption, second.caption
        vocabulary = vocabulary_with(self._named)
        return Difference.between(
            first.replay, second.replay, names, self.path, vocabulary, captions
        )

    def import_events(
        self, events: "pd.DataFrame", *, missing: tuple[str, ...] = (), dry_run: bool = False
    ) -> Imported:
        """Import a data frame of one row an event and one column a field.

        Importing the same rows twice changes nothing; invalid rows are skipped and listed in
        ``rejects``, numbered from 1.

        Parameters
        ----------
        events
            Columns ``kind``, ``patient``, ``occurred``, ``recorded``, ``recorder``,
            ``source_system``, ``source_record`` and the fields of the kinds; NaN and NaT are
            missing values.
        missing
            Codes for missing values: ``CODE`` or ``FIELD=CODE``.
        dry_run
            Check every row and write nothing.

        Raises
        ------
        InvalidFrame
            If it is no data frame, has no column ``kind``, or one twice.
        """
        source = FrameSource(events)
        with writable(self.path, vocabulary_with(self._named)) as store:
            load = BulkLoad(store, dry_run, missing=MissingCodes.declared(listed(missing, "codes")))
            *_, report = load.load_lines(source.lines(), ImportReport(NAME))
        return Imported(report)

    def _replayed(self, as_ofs: list[AsOf]) -> Iterator[CohortAsOf]:
        vocabulary = vocabulary_with(self._named)
        for replay in replays(self.study, self._log(), as_ofs):
            yield CohortAsOf(replay, self.path, vocabulary)

    def _compared(self, names: Iterable[str]) -> tuple[str, ...]:
        """Names of what is compared, short ones written out."""
        full = tuple(self.study.short_names.get(name, name) for name in names)
        for name in full:
            if not is_compared(self.study, name):
                refuse_unknown(name, names_of(self.study), "definition")
        return full

    def _log(self) -> Log:
        with Store.open(self.path, vocabulary_with(self._named)) as store:
            return followed(store)


def open(store: str | PathLike[str], study: str | None = None) -> Cohort:
    """Open a store for a study.

    Parameters
    ----------
    store
        The SQLite file that ``timeline import`` writes.
    study
        Name of a shipped study, or path of a study module; by default the one study in which
        the store's patients are registered.

    Raises
    ------
    StoreNotFound, StoreUnreadable
        If there is no store at this place, or the file is none.
    NotFound
        If there is no such study, or the store holds several.
    """
    path = Path(store)
    with Store.open(path, vocabulary_with(study)) as opened:
        chosen = study_named(study) if study is not None else only_study(followed(opened))
    return Cohort(path, chosen, study)
