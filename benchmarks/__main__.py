"""Measure the program: ``python -m benchmarks [replay|scale|refresh|import|startup|...|all]``."""

import argparse
from collections.abc import Callable, Sequence
from pathlib import Path

from benchmarks import report
from benchmarks.harness import ROUNDS, Figure
from benchmarks.measures import loading, refresh, replay, scale, startup, sweep
from benchmarks.statistics import measure as statistics

Measure = Callable[[argparse.Namespace], list[Figure]]

MEASURES: dict[str, Measure] = {
    "replay": lambda asked: replay.measure(asked.patients, asked.rounds),
    "scale": lambda asked: scale.measure(asked.large, asked.rounds),
    "refresh": lambda asked: refresh.measure(asked.patients, asked.stored, asked.rounds),
    "sweep": lambda asked: sweep.measure(asked.swept, asked.steps, asked.rounds),
    "import": lambda asked: loading.measure(asked.imported, asked.rounds),
    "startup": lambda asked: startup.measure(asked.rounds),
    "statistics": lambda asked: statistics.measure(asked.rows, asked.rounds),
}


def main(arguments: Sequence[str] | None = None) -> None:
    """Run what is asked for, print the table and write the JSON."""
    asked = _asked(arguments)
    setting = {key: value for key, value in vars(asked).items() if key not in {"json", "measure"}}
    for name in MEASURES if asked.measure == "all" else [asked.measure]:
        section = {name: MEASURES[name](asked)}
        print(report.table(section), flush=True)
        report.write(section, setting, asked.json)


def _asked(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("measure", nargs="?", default="all", choices=["all", *MEASURES])
    sizes = {
        "--patients": (100_000, "patients of the replay, twenty events each"),
        "--large": (1_000_000, "patients of the large cohort, in a process of its own"),
        "--stored": (20_000, "patients of the store that is appended to"),
        "--swept": (30_000, "patients of the sweep over 40 cutoffs"),
        "--steps": (120, "cutoffs of a sweep at most"),
        "--imported": (5_000, "patients of the import"),
        "--rows": (100_000, "rows of the samples for the estimators"),
        "--rounds": (ROUNDS, "rounds, of which the median counts"),
    }
    for name, (default, text) in sizes.items():
        parser.add_argument(name, type=int, default=default, help=f"{text} (default {default:,})")
    parser.add_argument("--json", type=Path, default=report.LATEST, help="where to write")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    main()
