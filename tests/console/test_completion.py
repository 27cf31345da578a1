"""A shell is offered what can follow; where nothing can be read, nothing is offered."""

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from console.application.studies import names_of_studies, shipped
from console.cli.main import COMMANDS, SHORT_HELP
from tests.console.conftest import STORE, Timeline, imported

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the Stanford programme in its store."""
    return imported(tmp_path_factory.mktemp("shell"), "stanford/events.csv")


def completed(
    folder: Path, *words: str, shell: str = "bash", environment: Mapping[str, str] | None = None
) -> list[str]:
    """What a shell offers in place of the last word, by running the program as it does."""
    variables = {
        **{name: text for name, text in os.environ.items() if not name.startswith("TIMELINE")},
        "_TIMELINE_COMPLETE": f"{shell}_complete",
        "COMP_WORDS": " ".join(["timeline", *words]),
        "COMP_CWORD": str(len(words)),
        "PYTHONPATH": str(ROOT),
        **(environment or {}),
    }
    program = [sys.executable, "-c", "from console.cli.main import main; main()"]
    run = subprocess.run(
        program, cwd=folder, env=variables, check=False, capture_output=True, text=True
    )
    assert run.stderr == ""
    return [line for line in run.stdout.splitlines() if line]


def test_commands_are_offered_by_how_they_begin(folder: Path) -> None:
    assert completed(folder, "re") == [
        f"plain,{name}" for name in COMMANDS if name.startswith("re")
    ]


def test_commands_come_with_their_short_helps_where_the_shell_shows_them(folder: Path) -> None:
    offered = completed(folder, "verif", shell="zsh")
    assert offered == ["plain", "verify", SHORT_HELP["verify"]]


def test_options_of_a_command_are_offered(folder: Path) -> None:
    offered = completed(folder, "replay", "--c")
    assert offered == ["plain,--cutoff", "plain,--censoring"]


VALUES = {
    ("patient", "STAN-00"): [f"STAN-00{number}" for number in range(1, 10)],
    ("audit", "STAN-010"): ["STAN-010"],
    ("audit", "STAN-010", "trans"): ["transplantation"],
    ("audit", "STAN-010", "sta"): ["state"],
    ("replay", "--study", "w"): ["wudhikarn2021"],
    ("analyse", "--study", "mgus2", "surv"): ["survival\\ by\\ sex"],
    ("replay", "--censoring", "s"): ["strict"],
    ("schema", "registe"): ["registered"],
    ("record", "transp"): ["transplant"],
    ("terms", "dr"): ["drugs"],
    ("quality", "--rule", "ga"): ["gap"],
    ("retract", "STAN-099"): ["STAN-099"],
    ("patient", "stan"): [],
}


@pytest.mark.parametrize(("words", "values"), VALUES.items(), ids=lambda words: " ".join(words))
def test_values_are_offered(folder: Path, words: tuple[str, ...], values: list[str]) -> None:
    offered = completed(folder, *words)
    assert [item.removeprefix("plain,") for item in offered if item != "file,"] == values


def test_locks_are_offered_where_one_can_be_named(stanford: Timeline) -> None:
    assert stanford("lock", "interim", "--cutoff", "1972-06-30").code == 0
    for words in (["replay", "--lock", "in"], ["diff", "in"], ["lock", "--show", "in"]):
        assert completed(Path.cwd(), *words) == ["plain,interim"]


def test_definitions_of_the_studies_of_a_patient_are_offered_and_no_others(folder: Path) -> None:
    ours = completed(folder, "audit", "STAN-010", "re")
    assert "plain,response_to_infusion" not in ours
    assert "plain,response_to_infusion" in completed(folder, "audit", "NOBODY", "re")
    named = completed(folder, "audit", "--study", "wudhikarn2021", "STAN-010", "re")
    assert "plain,response_to_infusion" in named


def test_a_path_is_offered_where_no_study_has_that_name(folder: Path) -> None:
    assert completed(folder, "replay", "--study", "./my") == ["file,./my"]


UNREADABLE = [
    ("patient", "--store", "no.db", "S"),
    ("patient", "--store", "torn.db", "S"),
    ("replay", "--lock", "x", "--store", "no.db", "--lock", "y"),
    ("audit", "--study", "broken.py", "STAN-010", "re"),
    ("audit", "--study", "leaving.py", "STAN-010", "re"),
    ("nosuch", "S"),
]


@pytest.mark.parametrize("words", UNREADABLE, ids=" ".join)
def test_nothing_is_offered_or_said_where_nothing_can_be_read(
    folder: Path, words: tuple[str, ...]
) -> None:
    (folder / "torn.db").write_bytes(b"SQLite format 3\0 and no more")
    (folder / "broken.py").write_text("print('loud')\nno python")
    (folder / "leaving.py").write_text("raise SystemExit(3)")
    assert completed(folder, *words) == []


def test_completion_writes_nothing(folder: Path) -> None:
    before = sorted(path.name for path in folder.iterdir())
    completed(folder, "patient", "STAN")
    completed(folder, "audit", "STAN-010", "t")
    completed(folder, "patient", "--store", "other.db", "STAN")
    assert sorted(path.name for path in folder.iterdir()) == before
    assert STORE in before


def test_a_shipped_study_is_named_as_its_module() -> None:
    assert sorted(names_of_studies()) == sorted(shipped())


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_each_shell_is_given_its_script(folder: Path, shell: str) -> None:
    script = completed(folder, environment={"_TIMELINE_COMPLETE": f"{shell}_source"})
    assert any("_TIMELINE_COMPLETE" in line for line in script)
