"""The same estimates by R, in one process that keeps the data in memory."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from benchmarks.statistics.samples import Sample
from benchmarks.statistics.trials import Measured

SCRIPT = Path(__file__).with_name("estimators.R")


@dataclass(frozen=True, slots=True)
class RSession:
    """R's survival and cmprsk as a peer."""

    process: subprocess.Popen[str]
    folder: Path
    sample: Sample
    name: str = "R"
    tolerance: float = 1e-8

    def can(self, estimator: str) -> bool:
        """Return whether R ends in bearable time; it has every estimator."""
        # cmprsk::crr visits every subject at every event.
        return estimator != "Fine-Gray" or self.sample.pairs <= 1e8

    def measure(self, estimator: str) -> Measured:
        """Make the estimate once, timed inside R."""
        assert self.process.stdin and self.process.stdout
        print(estimator, file=self.process.stdin, flush=True)
        answer = self.process.stdout.readline().split()
        if not answer:
            raise RuntimeError(f"R ended while it estimated {estimator}.")
        seconds, *columns = answer
        return Measured(
            float(seconds),
            {name: np.fromfile(self.folder / f"result.{name}", "<f8") for name in columns},
        )


@contextmanager
def with_r(sample: Sample, folder: Path) -> Iterator[RSession]:
    """Write the sample to a folder and start R on it, as a peer."""
    sample.write(folder)
    command = ["Rscript", "--vanilla", str(SCRIPT), str(folder)]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        yield RSession(process, folder, sample)
