import json
from xml.etree import ElementTree

import pytest

from tests.console.solved import line_of, on, solved

SVG = "{http://www.w3.org/2000/svg}"
CUTOFF = ("--cutoff", "2019-12-31")


def texts(figure):
    root = ElementTree.fromstring(figure)
    return ["".join(item.itertext()) for item in root.iter(f"{SVG}text")]


def test_a_patient_is_shown_with_states_treatment_and_toxicity_on_one_axis(published):
    shown = published("patient", "MSK50", *CUTOFF)

    assert shown.code == 0
    for said in ("months since infusion", "on salvage line 1", "inotuzumab ozogamicin"):
        assert said in shown.out
    assert "toxicity, by grade" in shown.out


def test_the_states_of_a_patient_come_with_the_events_behind_them(published):
    told = json.loads(published("patient", "MSK26", *CUTOFF, "--json").out)

    events = {event["id"]: event for event in told["events"]}
    assert [(item["state"], item["from"]) for item in told["states"]][-2:] == [
        ("on salvage line 3", on("MSK26", line_of("MSK26", 3).day)),
        ("dead: treatment", on("MSK26", solved("MSK26").last)),
    ]
    assert [events[item["event"]]["kind"] for item in told["states"]][-2:] == [
        "therapy_started",
        "death",
    ]
    second_line = next(item for item in told["states"] if item["state"] == "on salvage line 2")
    assert [item["state"] for item in second_line["passed"]] == ["refractory"]


def test_a_patient_can_be_drawn(published):
    figure = published("patient", "MSK50", *CUTOFF, "--format", "svg").out

    assert texts(figure)[0] == "MSK50"
    assert any(said.startswith("SYNTHETIC") for said in texts(figure))


def test_a_cohort_is_drawn_into_a_file_the_same_bytes_each_time(published, tmp_path):
    first, second = tmp_path / "first.svg", tmp_path / "second.svg"
    assert published("swimmer", *CUTOFF, "--out", first).code == 0
    assert published("swimmer", *CUTOFF, "--out", second).code == 0

    assert first.read_bytes() == second.read_bytes()
    said = texts(first.read_text(encoding="utf-8"))
    assert {f"MSK{number}" for number in (7, 9, 56)} <= set(said)
    assert any(item.startswith("SYNTHETIC") for item in said)


def test_a_cohort_of_published_events_alone_is_not_called_synthetic(stanford):
    said = texts(stanford("swimmer", "--cutoff", "1974-04-01").out)

    assert "103 patients, longest follow-up at the top" in said
    assert not any("SYNTHETIC" in item for item in said)


@pytest.mark.parametrize(
    "command", [("swimmer",), ("states",), ("patient", "STAN-010", "--format", "svg")]
)
def test_a_study_without_states_cannot_be_drawn(stanford, tmp_path, command):
    study = tmp_path / "bare.py"
    study.write_text(BARE, encoding="utf-8")

    refused = stanford(*command, "--study", study, "--cutoff", "1974-04-01")
    assert refused.code == 3
    assert "declares no" in refused.err or "declares none" in refused.err


BARE = """
from projections.language import events, first
from projections.study import Study

acceptance = first(events("registered"))
STUDY = Study("bare", "Bare", acceptance, {"acceptance": acceptance}, {}, ())
"""


def test_patients_are_counted_by_state_on_days_and_since_the_infusion(published):
    arguments = ("--on", "2015-06-30", "--after", "0", "--after", "12", "--json")
    counts = json.loads(published("states", *CUTOFF, *arguments).out)["counts"]

    assert list(counts) == ["2015-06-30", "0 months", "12 months"]
    assert [sum(column.values()) for column in counts.values()] == [56, 56, 56]
    assert counts["0 months"]["infused"] == 56
    assert 0 < counts["2015-06-30"]["not entered"] < 28


def test_patients_are_counted_at_the_cutoff_unless_asked_otherwise(stanford):
    shown = stanford("states", "--cutoff", "1974-04-01")

    assert shown.out.splitlines()[-6:] == [
        "patients at the end of  1974-04-01",
        "waiting                          2",
        "transplanted                    24",
        "dead                            75",
        "not entered                      0",
        "no longer followed               2",
    ]


def test_a_day_after_the_cutoff_is_not_counted_on(stanford):
    refused = stanford("states", "--cutoff", "1974-04-01", "--on", "1974-04-02")

    assert refused.code == 2
    assert "1974-04-02 is after the cutoff" in refused.err


def test_the_table_of_moves_reads_itself_out(stanford):
    lines = json.loads(stanford("states", "--cutoff", "1974-04-01", "--moves", "--json").out)

    assert [(line["out_of"], line["to"], line["by"]) for line in lines] == [
        ([], "waiting", "«acceptance»"),
        (["waiting"], "transplanted", "«transplantation»"),
        (["waiting", "transplanted"], "dead", "«death»"),
    ]
