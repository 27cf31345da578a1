import contextlib
from pathlib import Path
from typing import NamedTuple

import pytest

from console.cli.main import main

FIXTURES = Path(__file__).parents[3] / "fixtures"


class Written(NamedTuple):
    """A store, as of when it was reported, and the folder of the report."""

    store: Path
    cutoff: str
    folder: Path

    @property
    def page(self) -> str:
        return (self.folder / "report.html").read_text("utf-8")


def run(*arguments: object) -> int:
    with pytest.raises(SystemExit) as left, contextlib.suppress(BrokenPipeError):
        main([str(argument) for argument in arguments])
    return int(left.value.code or 0)


def written(folder: Path, events: str, cutoff: str) -> Written:
    store = folder / "timeline.db"
    assert run("import", "--store", store, FIXTURES / events) == 0
    out = folder / "report"
    assert run("report", "--store", store, "--cutoff", cutoff, "--out", out) == 0
    return Written(store, cutoff, out)


@pytest.fixture(scope="session")
def cohort(tmp_path_factory: pytest.TempPathFactory) -> Written:
    """The report of the reconstructed cohort at the paper's cutoff."""
    folder = tmp_path_factory.mktemp("cohort")
    return written(folder, "wudhikarn2021/cohort.jsonl", "2019-12-31")


@pytest.fixture(scope="session")
def programme(tmp_path_factory: pytest.TempPathFactory) -> Written:
    """The report of the Stanford programme, whose events are published."""
    return written(tmp_path_factory.mktemp("stanford"), "stanford/events.csv", "1974-04-01")
