import csv
import json
from datetime import date
from pathlib import Path
from typing import Any

from tests.console.conftest import FIXTURES, Timeline
from tests.console.solved import line_of, on
from timeline.quality import Severity

CUTOFF = ("--study", "wudhikarn2021", "--cutoff", "2019-12-31")


def found(timeline: Timeline, *arguments: str) -> list[dict[str, Any]]:
    listed: list[dict[str, Any]] = json.loads(timeline("quality", "--json", *arguments).out)
    return listed


def test_the_cohort_holds_a_response_and_grades_stated_otherwise_and_sites_never_assessed(
    published: Timeline,
) -> None:
    assert {item["statement"] for item in found(published, *CUTOFF)} == {
        "crs after infusion agreement: graded lower by signs",
        "sites before remission after infusion: never assessed",
        "stated complete remission, derived no response",
    }


def test_a_response_stated_otherwise_is_found_as_of_the_cutoff(published: Timeline) -> None:
    remission = on("MSK50", line_of("MSK50", 1).judged)
    audited = json.loads(
        published("audit", "MSK50", "remission_after_inotuzumab", *CUTOFF, "--json").out
    )
    marrow = next(
        event["source_record"]
        for event in audited["events"].values()
        if event["kind"] == "marrow_blasts" and event["occurred"] == remission
    )
    published(
        *("record", "corrected", "MSK50", remission, "target_system=edc"),
        *(f"target_record={marrow}", "reason=recount"),
        f'replacement={{"kind": "marrow_blasts", "occurred": "{remission}", "percent": 40}}',
        *("--recorder", "dm9", "--record", "Q-1", "--recorded", "2020-02-01T09:00:00Z"),
    )
    listed = found(published, "MSK50", *CUTOFF)
    assert [(item["name"], item["statement"]) for item in listed] == [
        ("response stated otherwise", "stated complete remission, derived no response")
    ]
    assert len(listed[0]["events"]) == 2
    assert found(published, "MSK50", *CUTOFF, "--known-by", "2020-01-31T00:00:00Z") == []
    assert found(published, "MSK50", *CUTOFF[:2], "--cutoff", on("MSK50", 0)) == []


def test_a_misread_marrow_is_found_by_the_response_stated_until_it_is_corrected(
    published: Timeline,
) -> None:
    """Nobody knew yet whether the patient would be seen until a response was due."""
    line = line_of("MSK53", 3)
    assert line.judged is not None
    misread, corrected = (
        ("--known-by", f"{on('MSK53', line.judged + days)}T12:00:00Z") for days in (20, 45)
    )

    assert [item["statement"] for item in found(published, "MSK53", *CUTOFF, *misread)] == [
        "stated complete remission, derived not evaluable: not assessed"
    ]
    assert found(published, "MSK53", *CUTOFF, *corrected) == []


def test_a_grade_given_otherwise_than_its_signs_is_found(published: Timeline) -> None:
    published(
        *("record", "cytokine_release_signs", "MSK17", on("MSK17", 106)),
        *("temperature_celsius=39", "vasopressors=several"),
        *("--recorder", "dm9", "--record", "S-1"),
    )
    listed = found(published, "MSK17", *CUTOFF)
    assert [(item["name"], item["statement"]) for item in listed] == [
        (
            "grade given otherwise than signs",
            "crs after reinfusion agreement: graded higher by signs",
        )
    ]


def test_a_state_of_knowledge_without_a_cutoff_is_refused(stanford: Timeline) -> None:
    refused = stanford("quality", "--known-by", "1970-01-01T00:00Z")
    assert (refused.code, refused.out) == (2, "")
    assert "Name the data cutoff of --known-by: --cutoff YYYY-MM-DD." in refused.err


def test_findings_of_the_record_follow_the_cutoff(timeline: Timeline) -> None:
    timeline("import", FIXTURES / "stanford/events.csv")
    early = found(timeline, "--study", "stanford", "--cutoff", "1969-01-01")
    late = found(timeline, "--study", "stanford", "--cutoff", "1974-04-01")
    assert len(early) < len(late) == 25


def test_ids_that_look_alike_and_instants_yet_to_come_are_found_in_the_cohort(
    stanford: Timeline,
) -> None:
    about = ("record", "contact", "stan 4", "1968-04-01", "--recorder", "dm", "--record", "c1")
    outcome = stanford(*about, "--recorded", "2999-01-01T00:00:00Z", "--new-patient")
    assert outcome.code == 0, outcome.err
    listed = stanford("quality").out
    assert "stan 4  warning  ids alike: this id looks like that of 'STAN-004'" in listed
    assert (
        "stan 4  error  recorded in the future: contact says that it was recorded on 2999-01-01"
        in listed
    )
    assert "ids alike" not in stanford("quality", "STAN-005").out


def test_one_finding_is_counted_in_the_singular(timeline: Timeline) -> None:
    for patient in ("P1", "p1"):
        event = ("contact", patient, "2020-01-01", "--recorder", "dm1", "--record", patient)
        timeline("record", *event, "--recorded", "2020-02-01T12:00:00Z", "--new-patient")

    assert timeline("quality").err == "1 finding: 0 errors, 1 warning, 0 notes; 1 ids alike\n"


def test_findings_are_confined_to_a_rule_and_counted_by_name(timeline: Timeline) -> None:
    timeline("import", FIXTURES / "stanford/events.csv")
    about = ("record", "contact", "STAN-004", "1968-04-01", "--recorder", "dm", "--record", "c1")
    timeline(*about, "--recorded", "2999-01-01T00:00:00Z")
    both = timeline("quality")
    counts = "26 findings: 1 error, 25 warnings, 0 notes; 25 gap, 1 recorded in the future\n"
    assert both.err == counts
    future = timeline("quality", "--rule", "recorded-in-the-future")
    assert future.err.startswith("1 finding: 1 error, ")
    assert len(future.out.splitlines()) == 1
    none = timeline("quality", "--rule", "gapp")
    assert none.code == 3
    assert "no rule 'gapp'; there are: after death, age against birth" in none.err
    assert "and those of the study, with --cutoff" in none.err
    silent = timeline("quality", "--rule", "second-death")
    assert (silent.code, silent.err) == (0, "0 findings\n")


def test_rules_of_a_study_are_named_where_it_is_asked(published: Timeline) -> None:
    command = ("quality", *CUTOFF, "--rule")
    assert published(*command, "outside window").code in (0, 1)
    refused = published(*command, "response-stated")
    assert refused.code == 3
    for name in ("gap", "outside window", "not enrolled", "response stated otherwise"):
        assert f" {name}," in refused.err
    assert published(*command, "relapsed from refractory").code == 0
    assert published("quality", "--rule", "outside-window").code == 3


def test_findings_as_csv_have_a_row_each(timeline: Timeline) -> None:
    timeline("import", FIXTURES / "stanford/events.csv")
    assert timeline("quality", "--csv", "findings.csv").code == 1
    with Path("findings.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 25
    assert {(row["rule"], row["severity"]) for row in rows} == {("gap", "warning")}
    assert all(row["events"].split() and row["statement"] for row in rows)
    assert all(date.fromisoformat(row["day"]) for row in rows)


def test_findings_are_confined_to_a_severity(timeline: Timeline) -> None:
    timeline("import", FIXTURES / "stanford/events.csv")
    about = ("record", "contact", "STAN-004", "1968-04-01", "--recorder", "dm", "--record", "c1")
    timeline(*about, "--recorded", "2999-01-01T00:00:00Z")

    errors = found(timeline, "--severity", "error")
    assert [(item["name"], item["severity"], item["day"]) for item in errors] == [
        ("recorded_in_the_future", "error", "1968-04-01")
    ]
    assert len(found(timeline, "--severity", "error", "--severity", "warning")) == 26
    notes = timeline("quality", "--severity", "note")
    assert (notes.code, notes.err) == (0, "0 findings\n")
    assert timeline("quality", "--severity", "grave").code == 2


def test_the_help_explains_each_severity(timeline: Timeline) -> None:
    text = " ".join(timeline("quality", "--help").out.split())
    for severity in Severity:
        assert f"{severity}: {severity.meaning}" in text
