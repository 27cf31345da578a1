import json
import os
import re
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.console.conftest import Timeline
from tests.console.report.conftest import Written


def files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.mark.parametrize("seed", ["1", "2"])
def test_the_same_result_is_written_in_the_same_bytes_by_any_process(
    cohort: Written, tmp_path: Path, seed: str
) -> None:
    arguments = ("--store", cohort.store, "--cutoff", cohort.cutoff, "--out", tmp_path / "again")
    subprocess.run(
        [sys.executable, "-m", "console.cli.main", "report", *map(str, arguments)],
        env={**os.environ, "PYTHONHASHSEED": seed},
        cwd=Path(__file__).parents[3],
        check=True,
        capture_output=True,
    )

    assert files(tmp_path / "again") == files(cohort.folder)


def test_figures_are_well_formed_and_say_that_they_are_made_up(cohort: Written) -> None:
    figures = sorted((cohort.folder / "figures").glob("*.svg"))

    assert len(figures) == 10
    for path in figures:
        root = ElementTree.parse(path).getroot()
        assert "SYNTHETIC RECONSTRUCTION" in "".join(root.itertext())


def test_programs_are_told_which_files_there_are(stanford: Timeline, tmp_path: Path) -> None:
    outcome = stanford("report", "--cutoff", "1974-04-01", "--out", "out", "--json")

    assert outcome.code == 0
    said = json.loads(outcome.out)
    assert {*said["files"], "contents.json"} == set(files(tmp_path / said["folder"]))


def test_a_study_without_a_report_is_not_found_and_nothing_is_written(
    timeline: Timeline, tmp_path: Path
) -> None:
    assert timeline("import", Path(__file__).parents[3] / "fixtures/mgus2/events.csv").code == 0
    outcome = timeline("report", "--cutoff", "2000-01-01", "--out", "out")

    assert outcome.code == 3
    assert "declares no report" in outcome.err
    assert not (tmp_path / "out").exists()


def test_a_folder_that_holds_other_things_is_refused(stanford: Timeline, tmp_path: Path) -> None:
    outcome = stanford("report", "--cutoff", "1974-04-01", "--out", tmp_path)

    assert outcome.code == 1
    assert "holds other things" in outcome.err


@pytest.mark.parametrize("cutoff", ["2009-01-01", "2010-06-30", "2011-09-30", "2013-08-10"])
def test_a_report_can_be_written_at_any_cutoff(
    cohort: Written, timeline: Timeline, cutoff: str
) -> None:
    outcome = timeline("report", "--store", cohort.store, "--cutoff", cutoff, "--out", "out")

    assert outcome.code == 0
    others = re.fullmatch(r"(timeline: patients of the store not enrolled: \d+\n)?", outcome.err)
    assert others, outcome.err
