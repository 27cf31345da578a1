import shutil
from collections.abc import Callable
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path
from typing import NamedTuple

import pytest

from console.cli.main import main

FIXTURES = Path(__file__).parents[2] / "fixtures"
STORE = "timeline.db"  # where the command line looks


class Outcome(NamedTuple):
    """What a command left behind."""

    code: int
    out: str
    err: str


Timeline = Callable[..., Outcome]


@pytest.fixture
def timeline(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Timeline:
    """Run the command line in an empty folder, as a user does."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("TIMELINE_STORE", raising=False)
    monkeypatch.delenv("TIMELINE_STUDY", raising=False)

    monkeypatch.delenv("COLUMNS", raising=False)
    monkeypatch.setenv("TIMELINE_BY", "dm1")

    def run(*arguments: object) -> Outcome:
        with pytest.raises(SystemExit) as left:
            main([str(argument) for argument in arguments])
        captured = capsys.readouterr()
        return Outcome(int(left.value.code or 0), captured.out, captured.err)

    return run


def imported(folder: Path, events: str) -> Path:
    """The folder, once its store holds the events of a file."""
    with pytest.raises(SystemExit) as left, redirect_stdout(StringIO()):
        main(["import", str(FIXTURES / events), "--store", str(folder / STORE)])
    assert not left.value.code
    return folder


@pytest.fixture(scope="session")
def stanford_imported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder to copy: its store holds the Stanford programme."""
    return imported(tmp_path_factory.mktemp("stanford"), "stanford/events.csv")


@pytest.fixture(scope="session")
def published_imported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder to copy: its store holds the reconstructed cohort of 56."""
    return imported(tmp_path_factory.mktemp("published"), "wudhikarn2021/cohort.jsonl")


@pytest.fixture
def stanford(timeline: Timeline, tmp_path: Path, stanford_imported: Path) -> Timeline:
    """The command line in a folder whose store holds the Stanford programme."""
    shutil.copytree(stanford_imported, tmp_path, dirs_exist_ok=True)
    return timeline


@pytest.fixture
def published(timeline: Timeline, tmp_path: Path, published_imported: Path) -> Timeline:
    """The command line in a folder whose store holds the reconstructed cohort of 56."""
    shutil.copytree(published_imported, tmp_path, dirs_exist_ok=True)
    return timeline
