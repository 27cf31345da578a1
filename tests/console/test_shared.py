import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from console.cli.commands import demo
from tests.console.conftest import FIXTURES, Timeline
from tests.house.source import PACKAGES, ROOT, modules

STATELESS = FIXTURES.parent / "docs/examples/waiting_study.py"


def page_named(message: str) -> Path:
    named = re.search(r"see '(.+)'", message)
    assert named
    return Path(named[1])


def test_a_message_names_a_page_that_opens_from_any_folder(stanford: Timeline) -> None:
    outcome = stanford("states", "--study", STATELESS, "--cutoff", "1974-04-01")

    assert outcome.code == 3
    assert page_named(outcome.err).read_text() == (ROOT / "docs/states.md").read_text()


def test_a_page_that_stands_beside_the_user_is_named_by_its_short_path(stanford: Timeline) -> None:
    Path("docs").symlink_to(ROOT / "docs")

    outcome = stanford("states", "--study", STATELESS, "--cutoff", "1974-04-01")

    assert page_named(outcome.err) == Path("docs/states.md")


def test_a_folder_of_the_users_own_named_docs_is_not_taken_for_the_programs(
    stanford: Timeline,
) -> None:
    Path("docs").mkdir()
    Path("docs/states.md").write_text("the user's own\n")

    outcome = stanford("states", "--study", STATELESS, "--cutoff", "1974-04-01")

    assert page_named(outcome.err).samefile(ROOT / "docs/states.md")


def test_the_help_names_the_folder_of_the_documents(timeline: Timeline) -> None:
    said = timeline("--help").out
    named = said.partition("Documents and examples:\n")[2].strip()

    assert Path(named).samefile(ROOT / "docs")


def test_every_page_that_the_code_names_exists() -> None:
    named = {
        path
        for module in modules(*PACKAGES)
        for path in re.findall(r"\b(?:docs|fixtures)/[\w/]+\.\w+", module.text)
    }

    assert named
    assert sorted(path for path in named if not (ROOT / path).is_file()) == []


def test_no_message_names_a_page_but_by_the_path_that_leads_to_it() -> None:
    literal = re.compile(r"see '?(?:docs|fixtures|projections|README)")
    naming = [module.path for module in modules(*PACKAGES) if literal.search(module.text)]

    assert naming == []  # console.application.shipped.as_typed says where the page is


def test_every_command_that_the_demo_prints_can_be_typed_as_it_stands(
    timeline: Timeline, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = Path(sys.executable).with_name("timeline")
    monkeypatch.setattr(demo, "STEPS", ("import {fixtures}/stanford/events.csv",))
    monkeypatch.setattr(sys, "argv", [str(program)])

    for path, called in ((str(program.parent), "timeline"), ("/nowhere", str(program))):
        monkeypatch.setenv("PATH", path)
        printed = timeline("demo").out.splitlines()[0].removeprefix("> ")
        assert shlex.split(printed)[0] == called
        again = subprocess.run(["/bin/sh", "-c", printed], check=True, capture_output=True)
        assert b"0 added, 394 known already" in again.stdout
