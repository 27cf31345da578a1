import json
import subprocess
import sys
from pathlib import Path

import pytest

from console.cli.main import COMMANDS, SHORT_HELP
from tests.console.conftest import Timeline
from timeline.vocabulary import CORE


def test_every_command_has_a_short_help_and_a_long_one(timeline: Timeline) -> None:
    assert COMMANDS.keys() == SHORT_HELP.keys()
    for name in COMMANDS:
        outcome = timeline(name, "--help")
        assert outcome.code == 0
        assert outcome.out.startswith(f"Usage: timeline {name}")


def test_a_misspelt_command_is_answered_with_the_one_meant(timeline: Timeline) -> None:
    outcome = timeline("reply")
    assert outcome.code == 2
    assert "Did you mean 'replay'?" in outcome.err


def test_the_schema_of_every_kind_is_json_schema(timeline: Timeline) -> None:
    schemas = json.loads(timeline("schema", "--json").out)
    assert schemas.keys() >= CORE.kinds.keys()
    assert schemas["marrow_blasts"]["properties"]["percent"]["maximum"] == 100
    assert "prior_heart_surgery" in schemas


def test_a_kind_that_does_not_exist_is_not_found(timeline: Timeline) -> None:
    misspelt = timeline("schema", "marow_blasts")
    assert misspelt.code == 3
    assert "did you mean 'marrow_blasts'?" in misspelt.err


def test_the_kinds_and_their_fields_are_explained_in_words(timeline: Timeline) -> None:
    listed = timeline("schema").out
    assert all(f"\n{name} " in listed for name in CORE.kinds)
    explained = timeline("schema", "marrow_blasts").out
    assert "percent    needed  number from 0 to 100" in explained
    signs = timeline("schema", "cytokine_release_signs").out
    assert "two vasopressors or more, vasopressin not counted; grade 4" in " ".join(signs.split())


def test_a_patient_is_told_as_of_the_cutoff(stanford: Timeline) -> None:
    told = json.loads(stanford("patient", "STAN-004", "--cutoff", "1968-05-02", "--json").out)
    assert [event["kind"] for event in told["events"]] == [
        "registered",
        "demographics",
        "transplant",
    ]
    assert told["values"]["death"]["value"] == "not reached"
    assert told["values"]["transplantation"]["date"] == "1968-05-02"


def test_the_patients_of_a_study_are_listed(stanford: Timeline) -> None:
    out = stanford("patient", "--list", "--cutoff", "1968-01-05").out
    assert out.split() == ["STAN-001", "STAN-002", "STAN-103"]


def test_the_demo_imports_checks_replays_audits_and_reports(timeline: Timeline) -> None:
    outcome = timeline("demo")
    assert outcome.code == 0, outcome.err
    assert "720 claims: " in outcome.out
    assert Path("demo-report/report.html").is_file()
    assert "median 99 (71-262)" in outcome.out
    assert "why not MRD-negative CR" in outcome.out
    assert "response to infusion: no response" in outcome.out
    assert timeline("demo").code == 0


def test_an_internal_error_shows_where_and_no_values(
    stanford: Timeline, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> None:
        raise RuntimeError("Jane Roe")

    monkeypatch.setattr("console.cli.commands.replay.replayed", fails)
    outcome = stanford("replay", "--cutoff", "1974-04-01")
    assert outcome.code == 1
    assert "internal error (RuntimeError in tests.console.test_commands, line " in outcome.err
    assert "Jane" not in outcome.err
    monkeypatch.setenv("TIMELINE_DEBUG", "1")
    with pytest.raises(RuntimeError):
        stanford("replay", "--cutoff", "1974-04-01")


def test_help_imports_nothing_heavy() -> None:
    program = (
        "import sys, console.cli.main; "
        "print(sorted({'numpy', 'pandas', 'pydantic', 'rich', 'eventsourcing'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout == "[]\n"


def test_a_reader_that_closes_the_pipe_early_is_no_error(stanford: Timeline) -> None:
    command = f"{sys.executable} -m console.cli.main schema --json | head -n 1"
    done = subprocess.run(
        ["/bin/sh", "-c", command],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[2],
    )
    assert (done.stdout, done.stderr) == ("{\n", "")


def test_output_to_a_file_has_no_padding_and_the_width_that_is_asked_for(
    stanford: Timeline, monkeypatch: pytest.MonkeyPatch
) -> None:
    for columns in (None, "60"):
        if columns is not None:
            monkeypatch.setenv("COLUMNS", columns)
        lines = stanford("replay", "--cutoff", "1974-04-01").out.splitlines()
        assert [line for line in lines if line != line.rstrip()] == []
        assert max(map(len, lines)) <= int(columns or 100)
        assert columns is None or max(map(len, lines)) > 40
