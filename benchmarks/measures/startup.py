"""What a user waits for: whole processes of the command line."""

import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.harness import ROUNDS, Figure, absolute, interleaved

TIMELINE = (sys.executable, "-m", "console.cli.main")
STANFORD = "fixtures/stanford/events.csv"


def measure(rounds: int = ROUNDS) -> list[Figure]:
    """Seconds of ``timeline --help`` and of ``timeline replay`` over the Stanford cohort."""
    with TemporaryDirectory() as folder:
        where = ("--store", str(Path(folder) / "timeline.db"), "--study", "stanford")
        _run(*TIMELINE, "import", STANFORD, *where)
        replay = (*TIMELINE, "replay", *where, "--cutoff", "1974-04-01")
        times = interleaved(
            {
                "python": lambda: _run(sys.executable, "-c", "pass"),
                "numpy": lambda: _run(sys.executable, "-c", "import numpy"),
                "help": lambda: _run(*TIMELINE, "--help"),
                "replay": lambda: _run(*replay),
            },
            rounds,
        )
    return [
        absolute("timeline --help", times["help"], "s", below=0.3),
        absolute("timeline replay, 103 patients", times["replay"], "s", below=1.5),
        absolute("of which: Python starts", times["python"], "s"),
        absolute("of which: Python starts and imports numpy", times["numpy"], "s"),
    ]


def _run(*command: str) -> None:
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
