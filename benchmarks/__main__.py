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
    "replay": lambda options: replay.measure(options.patients, options.rounds),
    "scale": lambda options: scale.measure(options.large, options.rounds),
    "refresh": lambda options: refresh.measure(options.patients, options.stored, options.rounds),
    "sweep": lambda options: sweep.measure(options.swept, options.steps, options.rounds),
    "import": lambda options: loading.measure(options.imported, options.rounds),
    "startup": lambda options: startup.measure(options.rounds),
    "statistics": lambda options: statistics.measure(options.rows, options.rounds),
}


def main(arguments: Sequence[str] | None = None) -> None:
    """Run what is asked for, print the table and write the JSON."""
    options = _options(arguments)
    setting = {key: value for key, value in vars(options).items() if key not in {"json", "measure"}}
    for name in MEASURES if options.measure == "all" else [options.measure]:
        section = {name: MEASURES[name](options)}
        print(report.table(section), flush=True)
        report.write(section, setting, options.json)


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
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
