"""A large cohort in a process of its own: time of the first and later replays, and peak memory."""

import json
import resource
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.forms import segment
from benchmarks.harness import PROCESSOR, ROUNDS, Figure, absolute, interleaved, of_rounds, ratio
from benchmarks.measures.replay import LOCKED, tables
from benchmarks.peers import engine, scan
from timeline.log import log_of
from timeline.log.segment_file import load_segment, save_segment

LIMIT_GIB = 4.0


def measure(patients: int, rounds: int = ROUNDS) -> list[Figure]:
    """Peak memory of a replay with its tables, the log being mapped from a file."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "cohort.segment"
        _child("generate", str(patients), str(file))
        found = json.loads(_child("replay", str(rounds), str(file)))
    peak, events = found["peak"] / 2**30, found["events"] / 1e6
    label = f"{patients:,} patients, {events:.1f} M events"
    return [
        of_rounds(f"{label}: peak memory", [peak], "GiB", at_most=LIMIT_GIB),
        absolute(f"{label}: first replay of a process", [found["first"]], "s"),
        absolute(f"{label}: replay", found["replay"], "s"),
        ratio(f"{label}: replay / bare scan", found["replay"], found["scan"], at_most=10),
    ]


def generate(patients: str, file: str) -> None:
    """In a child: lay a cohort out in a file."""
    save_segment(segment(int(patients)), Path(file))


def replay(rounds: str, file: str) -> None:
    """In a child: replay the cohort of a file, and print what it took."""
    start = time.perf_counter()
    mapped = load_segment(Path(file))
    log = log_of({"cohort": mapped}, 1)
    tables(log)
    first = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    times = interleaved(
        {
            "scan": lambda: scan.scan(mapped, LOCKED),
            "replay": lambda: engine.replay(log, LOCKED),
        },
        int(rounds),
        PROCESSOR,
    )
    print(json.dumps({"first": first, "peak": peak, "events": mapped.events, **times}))


def _child(*arguments: str) -> str:
    command = [sys.executable, "-m", "benchmarks.measures.scale", *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


if __name__ == "__main__":
    {"generate": generate, "replay": replay}[sys.argv[1]](*sys.argv[2:])
