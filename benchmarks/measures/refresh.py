"""After an append only the patients it touches are laid out and evaluated again."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.forms import patient_id, segment
from benchmarks.harness import (
    PROCESSOR,
    ROUNDS,
    Figure,
    absolute,
    interleaved,
    ratio,
    seconds,
    timed,
)
from benchmarks.measures.replay import LOCKED, Cohort
from benchmarks.peers import engine
from benchmarks.stores import stored_cohort
from projections.cohort.replay import Replay
from timeline.log import followed, log_of, rebuilt

APPENDED = 1_000
"""Events appended, each of another patient: the most that they can touch."""


def measure(patients: int, stored: int, rounds: int = ROUNDS) -> list[Figure]:
    """Evaluation after an append, and the log's own way to the store's last position."""
    return [*_evaluation(patients, rounds), *_log(stored, rounds)]


def _evaluation(patients: int, rounds: int) -> list[Figure]:
    """A tail of patients laid out again, as an append leaves it behind."""
    cohort = Cohort(patients)
    tail = segment(min(APPENDED, patients))
    previous = engine.replay(cohort.log, LOCKED)

    def refresh() -> Replay:
        grown = log_of({"cohort": cohort.segment, "tail": tail}, 2)
        return engine.replay(grown, LOCKED, previous)

    times = interleaved(
        {"full": lambda: engine.replay(cohort.log, LOCKED), "refresh": refresh}, rounds, PROCESSOR
    )
    name = f"evaluation after {APPENDED:,} appended events"
    return [
        absolute(name, times["refresh"]),
        ratio(f"{name} / full replay", times["refresh"], times["full"], at_most=0.03),
    ]


def _log(patients: int, rounds: int) -> list[Figure]:
    """A store that grows by an append in every round, and the log that follows it."""
    laid_out, refreshed = [], []
    with TemporaryDirectory() as folder, stored_cohort(Path(folder), patients) as stored:
        log = followed(stored.store)
        for number in range(rounds):
            stored.append(_contacts(number, patients))
            taken, log = timed(partial(followed, stored.store, log))
            refreshed.append(taken)
            laid_out.append(seconds(partial(rebuilt, stored.store)))
    name = f"log of {patients:,} patients after {APPENDED:,} appended events"
    return [
        absolute(name, refreshed),
        ratio(f"{name} / laid out from the start", refreshed, laid_out),
    ]


def _contacts(number: int, patients: int) -> Iterator[dict[str, str]]:
    """One more contact of as many patients."""
    for index in range(APPENDED):
        yield {
            "kind": "contact",
            "patient": patient_id(index % patients),
            "occurred": "2024-07-01",
            "recorded": "2024-07-02T08:00:00Z",
            "recorder": "generator",
            "source_system": "benchmark",
            "source_record": f"appended-{number}-{index}",
            "provenance": "synthetic",
        }
