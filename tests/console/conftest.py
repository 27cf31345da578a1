from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from console.main import main

FIXTURES = Path(__file__).parents[2] / "fixtures"


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

    def run(*arguments: object) -> Outcome:
        with pytest.raises(SystemExit) as left:
            main([str(one) for one in arguments])
        captured = capsys.readouterr()
        return Outcome(int(left.value.code or 0), captured.out, captured.err)

    return run


@pytest.fixture
def stanford(timeline: Timeline) -> Timeline:
    """The command line in a folder whose store holds the Stanford programme."""
    assert timeline("import", FIXTURES / "stanford/events.csv").code == 0
    return timeline


@pytest.fixture
def published(timeline: Timeline) -> Timeline:
    """The command line in a folder whose store holds the reconstructed cohort of 56."""
    assert timeline("import", FIXTURES / "wudhikarn2021/cohort.jsonl").code == 0
    return timeline
