"""What a command says where little can be written, or nothing."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.console.conftest import FIXTURES, Timeline
from tests.timeline.test_places import mounted, read_only

CLOSING = ("--cutoff", "1974-04-01")
BY = ("--recorder", "dm", "--record", "c")
SMALL = 600
"""Kilobytes of a disk on which a store of the Stanford programme has room, and its log."""


def test_output_to_a_full_disk_is_called_that(stanford: Timeline) -> None:
    command = [
        sys.executable,
        "-m",
        "console.cli.main",
        "replay",
        *CLOSING,
        "--store",
        "timeline.db",
    ]
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            command,
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
            env={"PYTHONPATH": str(FIXTURES.parent)},
        )
    assert done.returncode == 1
    assert done.stderr == (
        "timeline: the output cannot be written: no space left on its disk; free some, or name "
        "another place\n"
    )


def test_every_command_says_what_it_cannot_write(timeline: Timeline, tmp_path: Path) -> None:
    with mounted(tmp_path / "disk", f"size={SMALL}k") as disk:
        store = ("--store", disk / "timeline.db")
        assert timeline("import", FIXTURES / "stanford/events.csv", *store).code == 0
        shown = timeline("replay", *CLOSING, *store)
        with read_only(disk):
            assert timeline("replay", *CLOSING, *store) == shown
            for command in (
                ("lock", "closing", *CLOSING),
                ("record", "contact", "STAN-004", "1968-04-01", *BY),
                ("import", FIXTURES / "mgus2/events.csv"),
                ("swimmer", *CLOSING, "--out", disk / "figure.svg"),
                ("export", *CLOSING, "--out", disk / "tables"),
                ("verify", "--rebuild"),
            ):
                refused = timeline(*command, *store)
                assert (refused.code, refused.out) == (1, ""), command
                assert "read-only" in refused.err, command


@pytest.mark.parametrize("kilobytes", [40, 120, 200])
def test_an_import_into_a_full_disk_leaves_no_file_that_is_empty(
    timeline: Timeline, tmp_path: Path, kilobytes: int
) -> None:
    with mounted(tmp_path / "disk", f"size={kilobytes}k") as disk:
        outcome = timeline("import", FIXTURES / "mgus2/events.csv", "--store", disk / "timeline.db")
        assert (outcome.code, outcome.out) == (1, "")
        assert "no space left on its disk; free some and repeat the command" in outcome.err
        assert [item.name for item in disk.iterdir() if not item.stat().st_size] == []
