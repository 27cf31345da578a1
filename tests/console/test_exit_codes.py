"""Every exit code of docs/exit-codes.md is provoked, in each of the ways that the page names."""

import re
import shutil
from pathlib import Path

import pytest

from tests.console.conftest import FIXTURES, STORE, Timeline

PAGE = (Path(__file__).parents[2] / "docs/exit-codes.md").read_text()
AS_OF = ("--cutoff", "1974-04-01")
REJECTED = '{"kind": "deth", "patient": "P1"}\n'

ENDINGS = {
    0: [
        ("replay", *AS_OF),
        ("import", FIXTURES / "stanford/events.csv"),
        ("terms", "drugs", "blinatumomab"),
        ("verify",),
        ("--help",),
        ("--version",),
    ],
    1: [
        ("import", "rejected.jsonl"),
        ("quality",),
        ("terms", "drugs", "blinatumab"),
        ("replay", *AS_OF, "--store", "damaged.db"),
        ("replay", "--lock", "interim", "--study", "mgus2"),
        ("replay", *AS_OF, "--study", "broken.py"),
        ("definitions", "--changes", "--study", "stanford", "--against", "changed.py"),
    ],
    2: [
        ("replay", *AS_OF, "--colour"),
        ("replay", "--cutoff", "1974-02-30"),
        ("replay", *AS_OF, "--lock", "interim"),
        ("replay",),
        ("nosuch",),
    ],
    3: [
        ("replay", *AS_OF, "--store", "no.db"),
        ("patient", "STAN-999", *AS_OF),
        ("replay", "--lock", "final"),
        ("replay", *AS_OF, "--study", "stamford"),
        ("audit", "STAN-001", "deaths", *AS_OF),
        ("schema", "deth"),
        ("export", *AS_OF, "--out", "nowhere/export"),
        ("replay", *AS_OF, "--position", "100000"),
    ],
}
CASES = [(code, arguments) for code, several in ENDINGS.items() for arguments in several]


@pytest.fixture
def folder(stanford: Timeline) -> Timeline:
    """A folder with a store, a lock of it, and files that are wrong in the ways of the page."""
    assert stanford("lock", "interim", "--cutoff", "1972-06-30").code == 0
    Path("rejected.jsonl").write_text(REJECTED)
    Path("broken.py").write_text("STUDY = 1 +\n")
    Path("damaged.db").write_bytes(b"no store")
    return stanford


@pytest.mark.parametrize(("code", "arguments"), CASES, ids=lambda case: str(case)[:60])
def test_a_command_ends_with_the_code_of_the_page(
    folder: Timeline, code: int, arguments: tuple[str, ...]
) -> None:
    shutil.copy(FIXTURES.parent / "docs/examples/waiting_study.py", "changed.py")
    outcome = folder(*arguments)
    assert outcome.code == code, outcome.err
    assert bool(outcome.err) or code < 2


def test_a_log_that_was_damaged_ends_the_check_with_1(folder: Timeline) -> None:
    assert folder("verify").code == 0
    for path in Path(f"{STORE}.log").rglob("*"):
        if path.is_file():
            path.write_bytes(b"damaged")
    assert folder("verify").code == 1


def test_the_page_lists_the_codes_that_are_provoked_here() -> None:
    listed = re.findall(r"^\| (\d) \|", PAGE, flags=re.MULTILINE)
    assert [int(code) for code in listed] == list(ENDINGS)
