"""Synthetic cohorts of any size, as the record tells them: late, corrected, retracted.

Patients come in chunks with a random stream of their own, so that a cohort is the same on every
machine and a larger one begins with the smaller.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from benchmarks.story import KindFacts, story
from timeline.amendments import ALWAYS
from timeline.log import Categories, Column, Numbers

CHUNK = 20_000
DAY = 86_400_000_000
MORNING = DAY // 3
LATE, CORRECTED, RETRACTED = 0.03, 0.02, 0.004
NO_TARGET = -1


class Facts(NamedTuple):
    """All versions of the facts of one kind, in no order.

    ``record`` numbers the events of a chunk; ``target`` is the record that a version corrects.
    The version held in ``[recorded, superseded)``, in microseconds.
    """

    patient: NDArray[np.int32]
    day: NDArray[np.int32]
    record: NDArray[np.int64]
    target: NDArray[np.int64]
    recorded: NDArray[np.int64]
    superseded: NDArray[np.int64]
    columns: dict[str, Column]


class Retractions(NamedTuple):
    """Events that say of others that they never were."""

    patient: NDArray[np.int32]
    day: NDArray[np.int32]
    record: NDArray[np.int64]
    target: NDArray[np.int64]
    recorded: NDArray[np.int64]


class Chunk(NamedTuple):
    """Some patients of a cohort: index of the first of them, how many, and what is on record."""

    first: int
    patients: int
    facts: dict[str, Facts]
    retractions: list[Retractions]

    @property
    def number(self) -> int:
        """Place of the chunk in the cohort."""
        return self.first // CHUNK

    def of_the_first(self, patients: int) -> "Chunk":
        """The chunk with some of its patients only."""
        facts = {kind: _taken(some, some.patient < patients) for kind, some in self.facts.items()}
        retractions = [
            Retractions(*(part[retraction.patient < patients] for part in retraction))
            for retraction in self.retractions
        ]
        return Chunk(self.first, patients, facts, retractions)


def cohort(patients: int, seed: int = 1) -> Iterator[Chunk]:
    """The record of a synthetic cohort, chunk by chunk; about twenty events per patient."""
    for first in range(0, patients, CHUNK):
        rng = np.random.default_rng([seed, first // CHUNK])
        chunk = _Clerk(rng).recorded(first, story(rng, CHUNK))
        yield chunk if first + CHUNK <= patients else chunk.of_the_first(patients - first)


@dataclass(slots=True)
class _Clerk:
    """Gives each event a record number and an instant; errs, corrects and retracts."""

    rng: np.random.Generator
    records: int = 0

    def recorded(self, first: int, collected: dict[str, list[KindFacts]]) -> Chunk:
        facts: dict[str, Facts] = {}
        retractions: list[Retractions] = []
        for kind, parts in collected.items():
            part = self._first_part(_together(parts))
            facts[kind], retracted = self._amended(part, amendable=kind != "registered")
            retractions.append(retracted)
        return Chunk(first, CHUNK, facts, retractions)

    def _first_part(self, part: KindFacts) -> Facts:
        size = len(part.patient)
        delay = self.rng.geometric(0.2, size) - 1
        late = self.rng.random(size) < LATE
        delay = np.where(late, delay + self.rng.integers(60, 400, size), delay)
        record = self._numbers(size)
        recorded = (part.day + delay) * DAY + MORNING + record
        none, always = np.full(size, NO_TARGET), np.full(size, ALWAYS)
        return Facts(part.patient, part.day, record, none, recorded, always, part.columns)

    def _amended(self, facts: Facts, *, amendable: bool) -> tuple[Facts, Retractions]:
        size = len(facts.patient)
        chance = self.rng.random(size)
        wrong = np.flatnonzero((chance < CORRECTED) & amendable)
        void = np.flatnonzero((self.rng.random(size) < RETRACTED) & amendable)
        corrections = self._corrections(facts, wrong)
        retractions = Retractions(
            facts.patient[void],
            facts.day[void],
            record := self._numbers(len(void)),
            facts.record[void],
            self._after(facts, void, record, 200, 400),
        )
        facts.superseded[void] = retractions.recorded
        facts.superseded[wrong] = corrections.recorded
        _, of_correction, of_retraction = np.intersect1d(wrong, void, return_indices=True)
        corrections.superseded[of_correction] = retractions.recorded[of_retraction]
        return _stacked(facts, corrections), retractions

    def _corrections(self, facts: Facts, wrong: NDArray[np.intp]) -> Facts:
        """Another day, and the values of another patient."""
        record = self._numbers(len(wrong))
        values = self.rng.permutation(wrong)
        return Facts(
            facts.patient[wrong],
            facts.day[wrong] - self.rng.integers(0, 4, len(wrong)).astype(np.int32),
            record,
            facts.record[wrong],
            self._after(facts, wrong, record, 1, 200),
            np.full(len(wrong), ALWAYS),
            {name: column.take(values) for name, column in facts.columns.items()},
        )

    def _after(
        self, facts: Facts, which: NDArray[np.intp], record: NDArray[np.int64], *days: int
    ) -> NDArray[np.int64]:
        """Instants some whole days after those of the facts, no two alike."""
        wait = self.rng.integers(*days, len(which)) * DAY
        return facts.recorded[which] - facts.record[which] + wait + record

    def _numbers(self, size: int) -> NDArray[np.int64]:
        self.records += size
        return np.arange(self.records - size, self.records)


def _together(parts: list[KindFacts]) -> KindFacts:
    """Tellings of one kind as one."""
    return KindFacts(
        np.concatenate([part.patient for part in parts]),
        np.concatenate([part.day for part in parts]),
        {name: joined([part.columns[name] for part in parts]) for name in parts[0].columns},
    )


def _taken(facts: Facts, which: NDArray[np.bool_]) -> Facts:
    columns = {name: column.take(which) for name, column in facts.columns.items()}
    return Facts(*(part[which] for part in facts[:-1]), columns)


def _stacked(facts: Facts, more: Facts) -> Facts:
    fixed = [np.concatenate(pair) for pair in zip(facts[:-1], more[:-1], strict=True)]
    columns = {name: joined([facts.columns[name], more.columns[name]]) for name in facts.columns}
    return Facts(*fixed, columns)


def joined(columns: list[Column]) -> Column:
    """Columns of the same texts, or of numbers, one after the other."""
    first = columns[0]
    if isinstance(first, Categories):
        return Categories(np.concatenate([column.codes for column in columns]), first.vocabulary)
    return Numbers(np.concatenate([column.values for column in columns]))
