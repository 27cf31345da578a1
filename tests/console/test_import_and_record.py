import csv
import json
from pathlib import Path

import pytest

from tests.console.conftest import FIXTURES, Outcome, Timeline

EVENT = {
    "kind": "contact",
    "patient": "P1",
    "occurred": "2019-05-01",
    "recorded": "2019-05-02T09:00:00Z",
    "recorder": "dm1",
    "source_system": "edc",
    "source_record": "V-1",
}


def lines(*events: dict[str, object]) -> Path:
    path = Path("events.jsonl")
    path.write_text("".join(json.dumps(event) + "\n" for event in events))
    return path


def test_importing_twice_changes_nothing(timeline: Timeline) -> None:
    first = timeline("import", FIXTURES / "stanford/events.csv", "--json")
    again = timeline("import", FIXTURES / "stanford/events.csv", "--json")
    assert json.loads(first.out)["files"][0]["added"] == 394
    assert json.loads(again.out)["files"][0]["added"] == 0
    assert json.loads(again.out)["files"][0]["unchanged"] == 394


def test_facts_told_again_with_another_time_stamp_are_counted(timeline: Timeline) -> None:
    timeline("import", lines(EVENT))
    later = {**EVENT, "recorded": "2020-05-02T09:00:00Z"}
    assert (
        "1 known already (1 recorded otherwise), 0 rejected" in timeline("import", lines(later)).out
    )


def test_a_record_of_another_patient_is_refused_with_the_remedy(timeline: Timeline) -> None:
    timeline("import", lines(EVENT))
    outcome = timeline("import", lines({**EVENT, "patient": "P2"}))
    assert outcome.code == 1
    assert "another patient has this record; retract it there first if it was moved" in outcome.err


def test_lines_at_fault_are_left_out_and_listed_without_identifying_anyone(
    timeline: Timeline,
) -> None:
    path = lines(
        EVENT,
        {**EVENT, "source_record": "V-2", "kind": "marrow_blasts", "percent": 101},
        {**EVENT, "source_record": "V-3", "recorder": "", "patient": "Jane Roe"},
    )
    outcome = timeline("import", path)
    assert outcome.code == 1
    assert "1 added" in outcome.out
    assert "events.jsonl, line 2, field 'percent'" in outcome.err
    with Path("events.jsonl.rejects.csv").open() as file:
        rejects = list(csv.DictReader(file))
    assert [(reject["line"], reject["field"], reject["value"]) for reject in rejects] == [
        ("2", "percent", "101"),
        ("3", "recorder", "(withheld)"),
    ]
    assert "Jane" not in outcome.err + Path("events.jsonl.rejects.csv").read_text()


def test_a_fact_dated_after_it_was_recorded_is_refused_unless_that_finding_is_accepted(
    timeline: Timeline,
) -> None:
    path = lines(
        {**EVENT, "occurred": "2019-05-20"},
        {
            **EVENT,
            "kind": "corrected",
            "source_record": "V-2",
            "target_record": "V-1",
            "reason": "typo",
            "replacement": {"kind": "contact", "occurred": "2020-02-01"},
        },
    )
    refused = timeline("import", path)
    assert refused.code == 1
    assert "line 1, field 'occurred': dated after it was recorded" in refused.err
    assert "line 2, field 'replacement.occurred': dated after it was recorded" in refused.err
    assert "--accept-findings recorded-before-it-happened" in refused.err

    rule = "recorded-before-it-happened"
    accepted = timeline("import", path, "--accept-findings", rule, "--json")
    assert accepted.code == 0
    assert json.loads(accepted.out)["files"][0]["added"] == 2
    assert json.loads(accepted.out)["findings"] == {"recorded_before_it_happened": 1}
    assert "recorded before it happened" in timeline("quality").out


def test_a_rule_that_refuses_nothing_cannot_be_accepted(timeline: Timeline) -> None:
    outcome = timeline("import", lines(EVENT), "--accept-findings", "gap")
    assert outcome.code == 2
    assert "'gap' rejects nothing at import" in outcome.err


def test_a_dry_run_leaves_alone_what_is_called_as_its_store_would_be(timeline: Timeline) -> None:
    source = lines(EVENT)
    Path("cohort.csv").write_text("years of work")
    before = {path: path.read_bytes() for path in Path().iterdir()}
    outcome = timeline("import", source, "--dry-run", "--store", "cohort")

    assert outcome.code == 0
    assert {path: path.read_bytes() for path in Path().iterdir()} == before


def test_a_dry_run_writes_nothing(timeline: Timeline) -> None:
    outcome = timeline("import", lines(EVENT), "--dry-run")
    assert outcome.code == 0
    assert "1 would be added" in outcome.out
    assert sorted(path.name for path in Path().iterdir()) == ["events.jsonl"]


def test_a_missing_code_for_no_field_is_refused_before_anything_is_written(
    timeline: Timeline,
) -> None:
    outcome = timeline("import", lines(EVENT), "--missing", "perent=-99")
    assert outcome.code == 1
    assert "no kind of event has a field 'perent'" in outcome.err
    assert sorted(path.name for path in Path().iterdir()) == ["events.jsonl"]


def test_many_rejects_are_summed_up_by_field_and_reason(timeline: Timeline) -> None:
    blasts = {**EVENT, "kind": "marrow_blasts"}
    outcome = timeline(
        "import",
        lines(*({**blasts, "percent": 130, "source_record": f"B-{n}"} for n in range(7))),
    )
    assert outcome.code == 1
    assert "7 rejected" in outcome.out
    assert "and 2 more" in outcome.err
    assert "  7 for field 'percent': " in outcome.err


def test_a_missing_file_is_named(timeline: Timeline) -> None:
    outcome = timeline("import", "nowhere.csv")
    assert outcome.code == 1
    assert "nowhere.csv: no such file" in outcome.err


def test_findings_are_counted_on_import_and_listed_on_demand(timeline: Timeline) -> None:
    death = {**EVENT, "kind": "death", "source_record": "D-1", "occurred": "2019-04-01"}
    outcome = timeline("import", lines(EVENT, death))
    assert "1 after death" in outcome.out
    listed = timeline("quality")
    assert listed.code == 1
    assert "after death: contact on 2019-05-01 is after death" in listed.out


@pytest.mark.parametrize(("held", "taken_up"), [("P1", "p1"), ("p1", "P1")])
def test_an_id_like_one_that_the_store_holds_is_counted_on_import(
    timeline: Timeline, held: str, taken_up: str
) -> None:
    other = {**EVENT, "patient": "Q7", "source_record": "V-2"}
    timeline("import", lines({**EVENT, "patient": held}, other))
    death = {**EVENT, "kind": "death", "patient": taken_up, "source_record": "D-1"}

    assert "findings: 1 ids alike" in timeline("import", lines(death)).out
    assert "findings" not in timeline("import", lines(other)).out


def test_the_impossible_is_refused_by_name(timeline: Timeline) -> None:
    timeline("import", lines({**EVENT, "kind": "death"}))
    outcome = timeline(
        "record", "contact", "P1", "2019-06-01", "--recorder", "dm1", "--record", "V-9"
    )
    assert outcome.code == 1
    assert "refused by rule 'nothing happens after death'" in outcome.err


def test_a_recorded_event_is_there_at_once(stanford: Timeline) -> None:
    outcome = stanford(
        *("record", "contact", "STAN-025", "1974-05-01", "means=visit"),
        *("--recorder", "dm1", "--record", "V-9", "--recorded", "1974-05-02T09:00:00Z"),
    )
    assert outcome.code == 0
    told = json.loads(stanford("patient", "STAN-025", "--cutoff", "1974-12-31", "--json").out)
    assert told["events"][-1]["source_record"] == "V-9"
    assert stanford("verify").code == 0


def recorded(timeline: Timeline, kind: str, *fields: str, patient: str = "P1") -> Outcome:
    about = ("record", kind, patient, "2019-06-01", *fields)
    return timeline(*about, "--recorder", "dm1", "--record", "V-9")


def test_a_patient_whom_the_store_does_not_hold_is_asked_about(timeline: Timeline) -> None:
    timeline("import", lines(EVENT))
    outcome = recorded(timeline, "contact", patient="P2")
    assert outcome.code == 3
    assert "no such patient; check the id, or add --new-patient" in outcome.err
    assert recorded(timeline, "contact", "--new-patient", patient="P2").code == 0


def test_a_patient_whom_the_store_holds_is_no_new_one(timeline: Timeline) -> None:
    timeline("import", lines(EVENT))
    outcome = recorded(timeline, "contact", "--new-patient")
    assert outcome.code == 2
    assert "holds this patient already" in outcome.err


def test_the_first_event_of_a_store_is_of_a_new_patient(timeline: Timeline) -> None:
    assert recorded(timeline, "contact").code == 3
    assert not Path("timeline.db").exists()
    assert recorded(timeline, "contact", "--new-patient").code == 0
    assert timeline("verify").code == 0


def test_a_refused_first_event_leaves_no_store(timeline: Timeline) -> None:
    assert recorded(timeline, "marrow_blasts", "percent=400", "--new-patient").code == 1
    assert list(Path().iterdir()) == []


def test_a_fact_that_is_known_already_is_said_to_be(timeline: Timeline) -> None:
    timeline("import", lines(EVENT))
    recorded(timeline, "contact")
    assert "known already" in recorded(timeline, "contact").out


def test_a_record_may_be_named_by_a_number(timeline: Timeline) -> None:
    timeline("import", lines({**EVENT, "source_system": "console", "source_record": "3"}))
    outcome = recorded(timeline, "retracted", "target_record=3", "reason=2")
    assert outcome.code == 0


def test_a_record_is_moved_by_a_retraction_and_a_new_telling(timeline: Timeline) -> None:
    other = {**EVENT, "patient": "P2", "source_record": "V-2"}
    timeline("import", lines(EVENT, other))
    when = ("--recorded", "2020-01-01T00:00:00Z", "--recorder", "dm1", "--system", "edc")
    taken_back = ("target_record=V-1", "reason=entered for the wrong patient")
    retraction = ("record", "retracted", "P1", "2019-05-01", *taken_back)
    assert timeline(*retraction, "--record", "Q-1", *when).code == 0
    assert timeline("record", "contact", "P2", "2019-05-01", "--record", "V-1", *when).code == 0

    again = timeline("import", lines(EVENT, {**EVENT, "patient": "P2"}))
    assert "0 added, 2 known already (1 recorded otherwise), 0 rejected" in again.out


@pytest.mark.parametrize(
    ("kind", "field"),
    [
        ("marrow_blasts", "percent=4.5"),
        ("cytogenetic_finding", "found=true"),
        ("therapy_started", 'drugs=["a", "b"]'),
    ],
)
def test_fields_are_read_as_the_kind_needs_them(timeline: Timeline, kind: str, field: str) -> None:
    timeline("import", lines(EVENT))
    rest = {"cytogenetic_finding": ["abnormality=x"], "therapy_started": ["setting=prior"]}
    assert recorded(timeline, kind, field, *rest.get(kind, [])).code == 0


def test_a_registration_for_an_unknown_study_is_answered_with_the_closest(
    timeline: Timeline,
) -> None:
    timeline("import", lines({**EVENT, "kind": "registered", "study": "trial 7"}))
    assert recorded(timeline, "registered", "study=stanfort").code == 3
    outcome = recorded(timeline, "registered", "study=trial 6")
    assert "no study 'trial 6'; did you mean 'trial 7'?" in outcome.err
    assert recorded(timeline, "registered", "study=trial 7").code == 0


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"study": "wudhikarn"}, "no study 'wudhikarn'; did you mean 'wudhikarn2021'?"),
        ({"definition": "progresion"}, "no such definition; did you mean 'progression'?"),
        ({"decision": "maybe"}, "write 'reached' or 'not reached'"),
        (
            {"definition": "response_to_infusion", "decision": "no respons"},
            "it has no such class; did you mean 'no response'?",
        ),
        ({"episodes": "line", "episode": "1"}, "the study has no episodes 'line'"),
    ],
)
def test_a_decision_about_what_is_not_there_is_refused(
    timeline: Timeline, changed: dict[str, str], message: str
) -> None:
    timeline("import", lines(EVENT))
    said = {"study": "wudhikarn2021", "definition": "progression", "decision": "reached"}
    fields = [f"{name}={value}" for name, value in {**said, "reason": "panel", **changed}.items()]
    outcome = recorded(timeline, "adjudicated", *fields)
    assert outcome.code == (1 if "decision" in changed else 3)
    assert message in outcome.err


def test_an_import_that_fails_leaves_no_store(timeline: Timeline) -> None:
    beside = Path("timeline.db.backup")
    beside.write_text("kept")
    assert timeline("import", "nowhere.csv").code == 1
    assert timeline("import", lines({**EVENT, "patient": ""})).code == 1
    assert timeline("import", lines(EVENT), "--dry-run").code == 0
    left = sorted(path.name for path in Path().iterdir())
    assert left == ["events.jsonl", "events.jsonl.rejects.csv", "timeline.db.backup"]


def test_a_list_of_rejects_goes_with_its_cause(timeline: Timeline) -> None:
    timeline("import", lines({**EVENT, "patient": ""}))
    assert Path("events.jsonl.rejects.csv").exists()
    timeline("import", lines(EVENT))
    assert not Path("events.jsonl.rejects.csv").exists()


def test_a_file_in_the_place_of_the_rejects_stops_the_import_before_it_begins(
    timeline: Timeline,
) -> None:
    Path("events.jsonl.rejects.csv").write_text("my notes")
    outcome = timeline("import", lines(EVENT))
    assert outcome.code == 1
    assert "events.jsonl.rejects.csv is no list of rejects; move it elsewhere" in outcome.err
    assert not Path("timeline.db").exists()


def test_a_field_is_given_once(timeline: Timeline) -> None:
    timeline("import", lines(EVENT))
    outcome = recorded(timeline, "marrow_blasts", "percent=5", "percent=6")
    assert outcome.code == 2
    assert "'percent' is given twice; give it once" in outcome.err
    again = timeline("correct", "P1", "V-1", "means=phone", "means=visit", *WHY)
    assert (again.code, "'means' is given twice" in again.err) == (2, True)


WHY = ("--reason", "typo", "--recorder", "dm1")


@pytest.mark.parametrize(
    ("field", "told_by"),
    [
        ("kind=death", "the argument KIND"),
        ("patient=P2", "the argument PATIENT"),
        ("occurred=2018-01-01", "the argument OCCURRED"),
        ("recorder=dm2", "--recorder"),
        ("recorded=2019-01-01T00:00Z", "--recorded"),
        ("source_record=V-7", "--record"),
        ("source_system=edc", "--system"),
        ("revision=2", "--revision"),
        ("document=letter", "--document"),
    ],
)
def test_what_has_an_option_is_no_field(timeline: Timeline, field: str, told_by: str) -> None:
    timeline("import", lines(EVENT))
    outcome = recorded(timeline, "contact", "means=visit", field)
    assert outcome.code == 2
    assert f"'{field.partition('=')[0]}' is no FIELD; it is given by {told_by}\n" in outcome.err


@pytest.mark.parametrize(
    ("written", "drugs"),
    [
        ("hyper-CVAD", ["hyper-CVAD"]),
        ("vincristine; prednisone", ["vincristine", "prednisone"]),
        ('["a;b", "c"]', ["a;b", "c"]),
    ],
)
def test_a_list_is_written_as_in_csv_files_or_json(
    timeline: Timeline, written: str, drugs: list[str]
) -> None:
    timeline("import", lines(EVENT))
    fields = ("setting=prior", f"drugs={written}")
    assert recorded(timeline, "therapy_started", *fields).code == 0
    assert drugs_on_record(timeline) == drugs
    assert timeline("correct", "P1", "V-9", "drugs=blinatumomab;dasatinib", *WHY).code == 0
    assert drugs_on_record(timeline) == ["blinatumomab", "dasatinib"]


def drugs_on_record(timeline: Timeline) -> list[str]:
    asked = ("--study", "wudhikarn2021", "--cutoff", "2020-12-31", "--json")
    events = json.loads(timeline("patient", "P1", *asked).out)["events"]
    (drugs,) = [event["drugs"] for event in events if event["kind"] == "therapy_started"]
    assert isinstance(drugs, list)
    return drugs


@pytest.mark.parametrize("command", ["record", "correct"])
def test_a_misspelt_field_is_answered_with_the_closest(timeline: Timeline, command: str) -> None:
    blasts = {**EVENT, "kind": "marrow_blasts", "percent": 5, "source_record": "B-1"}
    timeline("import", lines(EVENT, blasts))
    outcome = (
        recorded(timeline, "marrow_blasts", "perecnt=6")
        if command == "record"
        else timeline("correct", "P1", "B-1", "perecnt=6", *WHY)
    )
    assert outcome.code == 1
    assert "perecnt: marrow_blasts has no such field; did you mean 'percent'?" in outcome.err


def test_what_is_recorded_in_the_future_is_said(timeline: Timeline) -> None:
    timeline("import", lines(EVENT))
    about = ("record", "contact", "P1", "2019-06-01", "--recorder", "dm1", "--record", "V-9")
    outcome = timeline(*about, "--recorded", "2199-01-01T00:00Z")
    assert outcome.code == 0
    assert "recorded in the future" in outcome.out


def test_a_field_without_value_is_a_usage_error(timeline: Timeline) -> None:
    outcome = timeline(
        "record", "contact", "P1", "2019-06-01", "means", "--recorder", "a", "--record", "b"
    )
    assert outcome.code == 2
    assert "write FIELD=VALUE" in outcome.err


@pytest.mark.parametrize(
    ("arguments", "meant"),
    [
        (("deth", "P1", "2019-06-01"), "did you mean 'death'?"),
        (("marrow_blasts", "P1", "2019-06-01", "percnt=3"), "did you mean 'percent'?"),
        (("transplant", "P1", "2019-06-01", "donor=alogeneic"), "did you mean 'allogeneic'?"),
    ],
)
def test_a_misspelt_word_of_one_event_is_answered_as_in_an_import(
    timeline: Timeline, arguments: tuple[str, ...], meant: str
) -> None:
    timeline("import", lines(EVENT))
    outcome = timeline("record", *arguments, "--recorder", "dm1", "--record", "X-1")
    assert (outcome.code, outcome.out) == (1, "")
    assert meant in outcome.err
