"""A sweep over cutoffs against as many single replays, once both say the same."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np

from analyses.summaries.cutoff import summarise_cutoff
from benchmarks.harness import (
    PROCESSOR,
    ROUNDS,
    Figure,
    absolute,
    interleaved,
    ratio,
)
from projections.cohort.replay import Replay
from projections.cohort.sweep import Step, cutoffs, known_then, replays
from projections.studies.wudhikarn2021 import STUDY
from timeline.ingest import BulkLoad
from timeline.log import AsOf, EventTable, Log, Segment, log_of, rebuilt
from timeline.store import Store

QUARTERLY = cutoffs(date(2010, 9, 30), date(2020, 6, 30), Step(3, "months"))
MONTHLY = cutoffs(date(2010, 6, 30), date(2020, 5, 31), Step(1, "months"))
COHORT = Path(__file__).parents[2] / "fixtures" / "wudhikarn2021" / "cohort.jsonl"


def measure(patients: int, steps: int, rounds: int = ROUNDS) -> list[Figure]:
    """The shipped cohort at 120 cutoffs; and told again and again, so that it is large, at 40.

    Of either, the last so many ``steps``.
    """
    with TemporaryDirectory() as folder:
        small = _shipped(Path(folder))
    times = -(-patients // len(small.patients))
    large = log_of({"many": tiled(small.parts[0].segment, times)}, 1)
    return [
        *_raced(large, QUARTERLY[-steps:], f"{len(large.patients):,} patients", rounds),
        *_raced(small, MONTHLY[-steps:], f"{len(small.patients)} patients", rounds, below=10),
    ]


def _raced(
    log: Log,
    dates: Sequence[date],
    label: str,
    rounds: int,
    below: float | None = None,
) -> list[Figure]:
    """Both ways to the same estimates: as known now, and each cutoff as known then."""
    found = []
    for knowledge, as_of in _KNOWLEDGE.items():
        as_ofs = [as_of(date) for date in dates]
        assert _swept(log, as_ofs) == _alone(log, as_ofs)
        times = interleaved(
            {
                "sweep": lambda cutoffs=as_ofs: _swept(log, cutoffs),
                "alone": lambda cutoffs=as_ofs: _alone(log, cutoffs),
            },
            rounds,
            PROCESSOR,
        )
        name = f"{len(dates)} cutoffs of {label}, {knowledge}"
        found += [
            absolute(f"{name}: sweep", times["sweep"], "s", below),
            ratio(f"{name}: single replays / sweep", times["alone"], times["sweep"], at_least=1),
        ]
    return found


_KNOWLEDGE: dict[str, Callable[[date], AsOf]] = {"as known now": AsOf, "as known then": known_then}


def _swept(log: Log, as_ofs: Sequence[AsOf]) -> list[dict[str, Any]]:
    return [summarise_cutoff(replay).as_json() for replay in replays(STUDY, log, as_ofs)]


def _alone(log: Log, as_ofs: Sequence[AsOf]) -> list[dict[str, Any]]:
    return [summarise_cutoff(Replay(STUDY, log, as_of)).as_json() for as_of in as_ofs]


def _shipped(folder: Path) -> Log:
    """The shipped cohort, from its file into a store and a log in memory."""
    with Store.open(folder / "cohort.db", STUDY.vocabulary, create=True) as store:
        for _ in BulkLoad(store).load(COHORT):
            pass
        return rebuilt(store)


def tiled(segment: Segment, times: int) -> Segment:
    """The patients of a segment several times over, each time under other names."""
    ids = segment.patients
    names = [f"{number:05d}-".encode() + name for number in range(times) for name in ids.tolist()]
    tables = {kind: _tiled(table, times, segment) for kind, table in segment.tables.items()}
    return Segment(np.array(names, dtype=np.bytes_), tables)


def _tiled(table: EventTable, times: int, segment: Segment) -> EventTable:
    number = np.repeat(np.arange(times, dtype=np.int32), len(table))
    again = table.take(np.tile(np.arange(len(table)), times))
    patient = again.patient + number * np.int32(len(segment.patients))
    return replace(again, patient=patient, row=again.row + number * np.int32(segment.events))
