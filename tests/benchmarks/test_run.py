import json

import pytest

from benchmarks import report
from benchmarks.__main__ import MEASURES, main
from benchmarks.harness import Figure, ratio

TINY = (
    "--swept", "200", "--steps", "10",
    "--patients", "400", "--large", "600", "--stored", "60", "--imported", "30", "--rows", "300",
    "--rounds", "1",
)  # fmt: skip


@pytest.mark.slow
@pytest.mark.filterwarnings("default")  # what peers warn of is not ours to mend
def test_every_benchmark_runs_at_a_tiny_size(tmp_path, capsys):
    main(["all", *TINY, "--json", str(tmp_path / "latest.json")])

    written = json.loads((tmp_path / "latest.json").read_text(encoding="utf-8"))
    assert list(written) == list(MEASURES)
    assert all(item["value"] > 0 for part in written.values() for item in part["figures"])
    assert "| replay / bare scan |" in capsys.readouterr().out


def test_measuring_one_thing_again_keeps_what_was_measured_of_others(tmp_path):
    file, figure = tmp_path / "latest.json", Figure("a", 1.0, "x", 1.0, 1.0)
    report.write({"replay": [figure]}, {"patients": 1}, file)
    report.write({"scale": [figure]}, {"patients": 2}, file)

    written = json.loads(file.read_text(encoding="utf-8"))
    assert {name: part["setting"]["patients"] for name, part in written.items()} == {
        "replay": 1,
        "scale": 2,
    }


def test_a_ratio_is_the_median_of_the_ratios_of_single_rounds():
    found = ratio("a / b", [1.0, 9.0, 2.0], [1.0, 3.0, 4.0], at_most=1)

    assert (found.value, found.least, found.most) == (1.0, 0.5, 3.0)
    assert (found.aim, found.met) == ("<= 1 x", True)


def test_a_missed_aim_is_said_in_the_table():
    slow = Figure("a / b", 12.345, "x", 11.0, 1300.0, "<= 10 x", met=False)

    assert report.table({"replay": [slow]}).splitlines()[-1] == (
        "| a / b | 12.3 x | 11 to 1,300 | <= 10 x | **missed** |"
    )
