"""Replay of a cohort against a bare scan, a plain fold and SQL, once all agree row for row."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from benchmarks.definitions import STUDY
from benchmarks.forms import segment
from benchmarks.harness import PROCESSOR, ROUNDS, Figure, absolute, interleaved, ratio
from benchmarks.peers import engine, fold, scan, sql
from benchmarks.peers.findings import check_equal
from projections.cohort.replay import Replay
from timeline.log import AsOf, Log, Segment, log_of

LOCKED = AsOf(date(2020, 12, 31), datetime(2021, 6, 30, tzinfo=UTC))
UNLOCKED = AsOf(date(2020, 12, 31))


@dataclass
class Cohort:
    """A synthetic cohort, laid out once for all contestants."""

    patients: int
    segment: Segment = field(init=False)
    log: Log = field(init=False)

    def __post_init__(self) -> None:
        self.segment = segment(self.patients)
        self.log = log_of({"cohort": self.segment}, 1)


def measure(patients: int, rounds: int = ROUNDS) -> list[Figure]:
    """Ratios of a replay to its peers."""
    cohort = Cohort(patients)
    with sql.prepare(cohort.segment) as connection:
        histories = fold.prepare(cohort.segment)
        _check(cohort, connection, histories)
        return [*_one_thread(cohort, histories, rounds), _sql(cohort, connection, rounds)]


def _one_thread(cohort: Cohort, histories: fold.Histories, rounds: int) -> list[Figure]:
    times = interleaved(
        {
            "scan": lambda: scan.scan(cohort.segment, LOCKED),
            "replay": lambda: engine.replay(cohort.log, LOCKED),
            "scan, no lock": lambda: scan.scan(cohort.segment, UNLOCKED),
            "replay, no lock": lambda: engine.replay(cohort.log, UNLOCKED),
            "tables": lambda: tables(cohort.log),
            "fold": lambda: fold.replay(histories, LOCKED),
        },
        rounds,
        PROCESSOR,
    )
    locked, unlocked = times["replay"], times["replay, no lock"]
    return [
        absolute("replay", locked),
        ratio("replay / bare scan", locked, times["scan"], at_most=10),
        ratio("replay / bare scan, no lock", unlocked, times["scan, no lock"], at_most=10),
        ratio("plain Python fold / replay", times["fold"], locked, at_least=30),
        ratio("replay and tables of all endpoints / replay", times["tables"], locked),
    ]


def _sql(cohort: Cohort, connection: sql.Connection, rounds: int) -> Figure:
    """By the wall, as DuckDB works with as many threads as there are processors."""
    times = interleaved(
        {
            "replay": lambda: engine.replay(cohort.log, LOCKED),
            "sql": lambda: sql.replay(connection, cohort.segment, LOCKED),
        },
        rounds,
    )
    return ratio("DuckDB SQL / replay", times["sql"], times["replay"], at_least=1)


def tables(log: Log) -> Replay:
    """A replay as a user meets it: every endpoint as a table of patients, and the classes."""
    replayed = engine.replay(log, LOCKED)
    for name in STUDY.endpoints:
        replayed.endpoint(name)
    replayed.class_counts("best_response")
    return replayed


def _check(cohort: Cohort, connection: sql.Connection, histories: fold.Histories) -> None:
    expected = engine.findings(engine.replay(cohort.log, LOCKED))
    check_equal(expected, fold.findings(fold.replay(histories, LOCKED)))
    check_equal(expected, sql.findings(sql.replay(connection, cohort.segment, LOCKED)))
