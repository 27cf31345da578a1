import json
import subprocess
import sys
from collections import Counter
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.console.conftest import Timeline
from tests.console.solved import line_of, on

CUTOFF = ("--cutoff", "2019-12-31")


def test_the_summary_counts_the_published_patients_once_in_each_line(published: Timeline) -> None:
    out = published("graph", *CUTOFF).out

    assert "progressed 38" in out
    assert "CR in any line: 13 patients, each counted once" in out


def test_counts_sum_at_every_node_of_the_published_patients(published: Timeline) -> None:
    said = json.loads(published("graph", *CUTOFF, "--format", "json").out)
    arriving, leaving = Counter[str](), Counter[str]()
    for edge in said["edges"]:
        arriving[edge["target"]] += edge["patients"]
        leaving[edge["source"]] += edge["patients"]

    for node in said["nodes"]:
        if node["sort"] != "population":
            assert arriving[node["id"]] == node["patients"]
        if node["sort"] != "ending":
            assert leaving[node["id"]] == node["patients"]


def test_the_lines_of_both_drugs_and_of_reinfusion_are_those_that_the_text_counts(
    published: Timeline,
) -> None:
    """Results: blinatumomab as line 1, 2, 3 in 1, 4, 2; inotuzumab 2, 1, 5; reinfusion 3, 4, 3."""
    said = json.loads(published("graph", *CUTOFF, "--format", "json").out)
    treated = {
        (node["number"], node["label"]): node["denominators"]["treated"]
        for node in said["nodes"]
        if node["denominators"]
    }

    assert [treated[n, "CAR T cells"] for n in (1, 2, 3)] == [3, 4, 3]
    assert [treated[n, "blinatumomab or inotuzumab"] for n in (1, 2, 3)] == [3, 5, 7]


def test_the_figure_of_the_published_patients_says_that_it_is_synthetic(
    published: Timeline, tmp_path: Path
) -> None:
    written = published("graph", *CUTOFF, "--format", "svg", "--out", "figure.svg")
    figure = (tmp_path / "figure.svg").read_text()

    assert (written.code, written.out) == (0, "")
    assert ElementTree.fromstring(figure) is not None
    assert "SYNTHETIC" in figure


def test_a_node_leads_to_its_patients_their_dates_and_events(published: Timeline) -> None:
    out = published("graph", *CUTOFF, "--node", "1/CAR T cells").out

    assert "1/CAR T cells/MRD-negative CR: 2" in out
    assert "cell infusion" in out
    assert "timeline audit MSK17 salvage_line/1/line_response --cutoff 2019-12-31" in out


@pytest.mark.parametrize("form", [[], ["--patients"], ["--node", "1"]])
def test_text_is_wrapped_to_the_width_and_loses_nothing(
    published: Timeline, monkeypatch: pytest.MonkeyPatch, form: list[str]
) -> None:
    whole = published("graph", *CUTOFF, *form).out
    monkeypatch.setenv("COLUMNS", "60")
    lines = published("graph", *CUTOFF, *form).out.splitlines()
    narrow = [line for line in lines if not line.startswith("why: ")]
    assert max(map(len, narrow)) <= 60
    assert [line for line in lines if line != line.rstrip()] == []
    letters = ["".join(sorted("".join(text.split()))) for text in (whole, "".join(lines))]
    heading = "patientpath" if form == ["--patients"] else ""
    assert letters[1] == "".join(sorted(letters[0] + heading))


@pytest.mark.parametrize("node", ["end/alive in CR", "2/intensive", "progressed"])
def test_the_derivation_that_a_node_leads_to_exists(published: Timeline, node: str) -> None:
    out = published("graph", *CUTOFF, "--node", node).out
    *_, hint = out.strip().splitlines()
    arguments = hint.removeprefix("why: timeline ").split()

    assert published(*arguments).code == 0


def test_a_node_that_is_not_there_is_not_found_and_the_closest_is_named(
    published: Timeline,
) -> None:
    outcome = published("graph", *CUTOFF, "--node", "1/intensiv")

    assert outcome.code == 3
    assert "did you mean '1/intensive'" in outcome.err


def test_every_patient_has_one_path_from_the_population_to_an_ending(published: Timeline) -> None:
    lines = published("graph", *CUTOFF, "--patients").out.splitlines()

    assert len(lines) == 38
    assert all("  progressed (" in line and " -> end/" in line for line in lines)


def test_an_earlier_cutoff_shows_patients_on_therapy(published: Timeline) -> None:
    last = line_of("MSK46", 1)
    cutoff = on("MSK46", last.day + 9)
    out = published("graph", "--cutoff", cutoff, "--patients").out

    (path,) = [line for line in out.splitlines() if line.startswith("MSK46 ")]
    assert "on therapy, not yet assessed" in path


def test_nobody_has_set_out_before_the_first_infusion(published: Timeline) -> None:
    outcome = published("graph", "--cutoff", "2009-01-01", "--format", "svg")

    assert outcome.code == 0
    assert "progressed, n = 0" in outcome.out


def test_patients_are_listed_as_text_or_json_only(published: Timeline) -> None:
    assert published("graph", *CUTOFF, "--patients", "--format", "svg").code == 2


def test_a_study_without_a_sequence_is_not_found(stanford: Timeline) -> None:
    outcome = stanford("graph", "--cutoff", "1974-04-01")

    assert outcome.code == 3
    assert "declares no treatment sequence" in outcome.err


@pytest.mark.parametrize("form", ["svg", "dot", "graphml", "json"])
def test_every_form_is_written_in_the_same_bytes_twice(published: Timeline, form: str) -> None:
    one, other = (published("graph", *CUTOFF, "--format", form).out for _ in range(2))

    assert one == other != ""


def test_the_graph_library_is_loaded_only_for_graphml() -> None:
    script = "import sys, console.cli.commands.graph; print('networkx' in sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )

    assert loaded.stdout == "False\n"
