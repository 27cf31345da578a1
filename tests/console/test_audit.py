import json
import re
from pathlib import Path

import pytest

from tests.console.conftest import Timeline
from tests.console.solved import line_of, on

STUDY = ("--study", "wudhikarn2021", "--cutoff", "2019-12-31")
STANFORD = ("--study", "stanford", "--cutoff", "1974-04-01")


def test_an_audit_cites_the_events_it_rests_on_with_recorder_and_source(
    published: Timeline,
) -> None:
    outcome = published("audit", "MSK50", "response_to_inotuzumab", *STUDY, "--json")
    audited = json.loads(outcome.out)
    derivation = audited["derivation"]
    assert derivation["value"] == "MRD-positive CR"
    cited = [audited["events"][item] for item in derivation["decided_by"]]
    (deciding,) = [item for item in cited if item["kind"] == "residual_disease"]
    assert deciding["result"] == "positive"
    assert deciding["recorder"] == "dm1"
    assert deciding["source_record"].startswith("MSK50:residual_disease:")
    assert deciding["occurred"] == on("MSK50", line_of("MSK50", 1).judged)


def test_an_audit_reads_as_a_tree(published: Timeline) -> None:
    out = published("audit", "MSK50", "remission_after_inotuzumab", *STUDY).out
    lines = out.splitlines()
    assert lines[0].startswith("MSK50, data cutoff 2019-12-31, all records")
    line = line_of("MSK50", 1)
    assert lines[1] == f"remission after inotuzumab: reached on {on('MSK50', line.judged)}"
    assert f"decided by {on('MSK50', line.judged)} marrow blasts: percent " in out
    assert f"rejected {on('MSK50', line.relapse)} marrow blasts: percent " in out


def test_an_audit_shows_what_a_correction_superseded(stanford: Timeline) -> None:
    stanford(
        *("record", "corrected", "STAN-004", "1968-05-05", "target_system=jasa"),
        *("target_record=4:death", "reason=letter"),
        'replacement={"kind": "death", "occurred": "1968-05-15"}',
        *("--recorder", "dm1", "--record", "Q-1", "--recorded", "1968-06-01T09:00:00Z"),
    )
    now = stanford("audit", "STAN-004", "death", "--cutoff", "1974-04-01").out
    assert "death: reached on 1968-05-15" in now
    assert "superseded on 1968-06-01T09:00:00Z" in now
    then = stanford(
        *("audit", "STAN-004", "death", "--cutoff", "1974-04-01"),
        *("--known-by", "1968-05-31T00:00:00Z"),
    ).out
    assert "death: reached on 1968-05-05" in then
    assert "superseded" not in then


def test_an_audit_before_the_event_knows_nothing_of_it(stanford: Timeline) -> None:
    out = stanford("audit", "STAN-004", "OS", "--cutoff", "1968-04-30").out
    assert "OS: censored (alive at the data cutoff) after 33 days on 1968-04-30" in out
    assert "1968-05-05" not in out


@pytest.mark.parametrize(
    ("patient", "value", "message"),
    [
        ("STAN-999", "OS", "no such patient"),
        ("STAN-004", "transplantaton", "did you mean 'transplantation'?"),
        ("STAN-004", "qqq", "there are: acceptance"),
    ],
)
def test_what_is_not_there_is_said_with_what_there_is(
    stanford: Timeline, patient: str, value: str, message: str
) -> None:
    outcome = stanford("audit", patient, value, "--cutoff", "1974-04-01")
    assert (outcome.code, outcome.out) == (3, "")
    assert message in outcome.err


def test_a_value_inside_an_episode_is_derived_from_the_events_of_that_episode(
    published: Timeline,
) -> None:
    out = published("audit", "MSK13", "salvage_line/2/line_response", "--cutoff", "2019-12-31").out

    assert "line response: no response" in out
    lines = [line.strip("│├└─ ") for line in out.splitlines()]
    decided = [line for line in lines if line.startswith("decided by ") and "marrow" in line]
    day = decided[0].removeprefix("decided by ")[:10]
    assert on("MSK13", line_of("MSK13", 2).day) < day < on("MSK13", line_of("MSK13", 3).day)


def test_an_episode_that_the_patient_has_not_had_is_not_found(published: Timeline) -> None:
    for number in ("5", "0", "x"):
        value = f"salvage_line/{number}/line_response"
        outcome = published("audit", "MSK13", value, "--cutoff", "2019-12-31")

        assert outcome.code == 3
        assert "no 'salvage_line' of that number at this cutoff" in outcome.err


def test_the_closest_name_inside_an_episode_is_suggested(published: Timeline) -> None:
    value = "salvage_line/1/line_respons"
    outcome = published("audit", "MSK13", value, "--cutoff", "2019-12-31")

    assert (outcome.code, "did you mean 'line_response'?" in outcome.err) == (3, True)


def test_an_audit_tells_what_the_value_was_at_earlier_cutoffs_and_what_changed_it(
    stanford: Timeline,
) -> None:
    audited = json.loads(stanford("audit", "STAN-004", "death", *STANFORD, "--json").out)

    first, last = audited["history"]["by_cutoff"]
    assert (first["from"], first["to"], first["because"]) == (None, "not reached", [])
    assert (last["cutoff"], last["to"]) == ("1968-05-05", "reached")
    (because,) = last["because"]
    assert audited["events"][because]["source_record"] == "4:death"


def test_an_audit_tells_when_a_correction_changed_the_value_and_who_recorded_it(
    stanford: Timeline,
) -> None:
    stanford(
        *("record", "corrected", "STAN-004", "1968-05-05", "target_system=jasa"),
        *("target_record=4:death", "reason=letter"),
        'replacement={"kind": "death", "occurred": "1968-05-15"}',
        *("--recorder", "dm1", "--record", "Q-1", "--recorded", "1968-06-01T09:00:00Z"),
    )
    out = stanford("audit", "STAN-004", "death", *STANFORD).out
    lines = [line for line in out.splitlines() if line.startswith("1968-06-01T09:00:00Z")]

    assert len(lines) == 1
    assert "reached on 1968-05-15" in lines[0]
    assert "4:death is death of" in out
    assert "dm1" in out


def test_why_not_names_the_condition_that_failed_and_an_event_that_would_have_met_it(
    stanford: Timeline,
) -> None:
    outcome = stanford("audit", "STAN-001", "transplantation", "--why-not", *STANFORD)

    assert outcome.code == 0
    assert "none is recorded" in outcome.out
    assert "found by replaying: with these events it would be so:" in outcome.out


def test_why_not_says_that_an_earlier_case_holds(published: Timeline) -> None:
    query = ("audit", "MSK13", "response_to_infusion", "--why-not", "Not evaluable: not assessed")
    out = published(*query, *STUDY).out

    assert "comes earlier and holds" in " ".join(out.split())


def test_why_not_of_what_is_so_says_that_it_is_so(stanford: Timeline) -> None:
    out = stanford("audit", "STAN-004", "OS", "--why-not", "death", *STANFORD).out

    assert "it is so: death after" in out


@pytest.mark.parametrize(
    ("value", "label", "message"),
    [
        ("response_to_infusion", "CR", "there are: not given"),
        ("response_to_infusion", "no respons", "did you mean 'no response'?"),
        ("infusion", "CR", "has no labels; leave it out"),
        ("age_at_infusion", "", "ask it of a classification"),
    ],
)
def test_why_not_refuses_a_label_that_there_is_not(
    published: Timeline, value: str, label: str, message: str
) -> None:
    outcome = published("audit", "MSK13", value, "--why-not", label, *STUDY)

    assert (outcome.code, outcome.out) == (3, "")
    assert message in outcome.err


def test_the_state_on_a_day_is_derived_from_the_move_that_led_there(stanford: Timeline) -> None:
    first = json.loads(stanford("audit", "STAN-004", "state@1968-04-15", *STANFORD, "--json").out)
    last = json.loads(stanford("audit", "STAN-004", "state", *STANFORD, "--json").out)

    assert first["derivation"]["value"] == "waiting"
    assert last["derivation"]["value"] == "dead"
    (death,) = last["derivation"]["decided_by"]
    assert last["events"][death]["kind"] == "death"
    assert last["derivation"]["parts"][0]["name"] == "death"


def test_of_a_state_it_is_not_asked_why_not(stanford: Timeline) -> None:
    outcome = stanford("audit", "STAN-004", "state", "--why-not", "dead", *STANFORD)

    assert (outcome.code, outcome.out) == (3, "")
    assert "ask it of the milestone of a move" in outcome.err


def test_a_finding_is_shown_with_the_audit_of_what_it_touches_and_with_no_other(
    stanford: Timeline,
) -> None:
    death = json.loads(stanford("audit", "STAN-007", "death", *STANFORD, "--json").out)
    origin = json.loads(stanford("audit", "STAN-007", "acceptance", *STANFORD, "--json").out)

    assert [item["name"] for item in death["findings"]] == ["gap"]
    assert origin["findings"] == []
    assert "finding gap (warning): nothing" in stanford("audit", "STAN-007", "death", *STANFORD).out


@pytest.mark.parametrize("value", ["state@1968-02-30", "state@1980-01-01"])
def test_a_state_is_asked_for_on_a_day_up_to_the_cutoff(stanford: Timeline, value: str) -> None:
    assert stanford("audit", "STAN-004", value, *STANFORD).code == 3


def test_a_figure_leads_to_its_patients_and_to_the_event_that_set_it(stanford: Timeline) -> None:
    audited = json.loads(stanford("audit", "--statistic", "os_median", *STANFORD, "--json").out)
    roles = [item["role"] for item in audited["patients"]]
    (decides,) = [item for item in audited["patients"] if item["role"] == "decides"]

    assert audited["figure"] == "OS.median"
    assert decides["time"] == audited["value"]["estimate"] == 99
    assert decides["estimate"] <= 0.5
    assert audited["events"][decides["events"][-1]]["kind"] == "death"
    assert roles == sorted(roles, key=lambda role: role == "at risk")
    assert len(roles) == 103


def test_the_text_of_a_figure_begins_with_its_value_and_who_set_it(stanford: Timeline) -> None:
    lines = stanford("audit", "--statistic", "OS.at_365", *STANFORD).out.splitlines()

    assert lines[1].startswith("OS.at_365 = 0.321 (0.240-0.430)")
    assert lines[2].startswith("set at the event of STAN-")


@pytest.mark.parametrize(
    ("claim", "figure"),
    [
        ("abstract.os_pp_median", "median survival after progression"),
        ("abstract.progressed_n", "progressed"),
    ],
)
def test_a_printed_claim_leads_to_the_patients_of_its_measure(
    published: Timeline, claim: str, figure: str
) -> None:
    by_claim = json.loads(published("audit", "--statistic", claim, *STUDY, "--json").out)
    by_measure = json.loads(published("audit", "--statistic", figure, *STUDY, "--json").out)

    assert by_claim == by_measure
    assert len(by_claim["patients"]) == 38
    assert all(item["events"] for item in by_claim["patients"])


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("OS.mediam", "did you mean 'OS.median'?"),
        ("survival by prior surgery.x.median", "there are: none, prior surgery"),
        ("incidence of transplant.transplant.events", "ask for NAME.CAUSE.median"),
    ],
)
def test_a_figure_that_there_is_not_is_refused_with_a_hint(
    stanford: Timeline, name: str, message: str
) -> None:
    outcome = stanford("audit", "--statistic", name, *STANFORD)

    assert (outcome.code, outcome.out) == (3, "")
    assert message in outcome.err


def test_a_page_needs_nothing_else_and_every_link_leads_somewhere(
    published: Timeline, tmp_path: Path
) -> None:
    query = ("audit", "MSK13", "response_to_reinfusion", "--why-not", "MRD-negative CR")
    assert published(*query, "--html", "audit.html", *STUDY).code == 0

    text = (tmp_path / "audit.html").read_text(encoding="utf-8")
    anchors = re.findall(r' id="([^"]+)"', text)
    assert len(anchors) == len(set(anchors))
    assert set(re.findall(r'href="#([^"]+)"', text)) <= set(anchors)
    assert not re.search(r'<script|src=|href="[^#]', text)
    assert "<svg " in text
    assert "SYNTHETIC" in text


def test_a_page_escapes_whatever_an_event_says(stanford: Timeline, tmp_path: Path) -> None:
    stanford(
        *("record", "death", "STAN-<1>", "1970-05-05", "cause=other", "detail=<b>&"),
        *("--recorder", "<i>", "--record", "Q-1", "--recorded", "1970-06-01T09:00:00Z"),
        "--new-patient",
    )
    stanford("audit", "STAN-<1>", "death", "--html", "page.html", *STANFORD)

    text = (tmp_path / "page.html").read_text(encoding="utf-8")
    assert "&lt;b&gt;&amp;" in text
    assert not re.search(r"<b>&|STAN-<|<i>", text)


def test_a_page_that_cannot_be_written_leaves_nothing_behind(
    stanford: Timeline, tmp_path: Path
) -> None:
    outcome = stanford("audit", "STAN-004", "OS", "--html", "no/such/page.html", *STANFORD)

    assert outcome.code == 3
    assert "no folder no/such for page.html" in outcome.err
    assert not list(tmp_path.glob("**/*page.html*"))


@pytest.mark.parametrize(
    "arguments",
    [
        ("STAN-004",),
        (),
        ("STAN-004", "OS", "--statistic", "OS.median"),
        ("--statistic", "OS.median", "--why-not", "death"),
    ],
)
def test_an_audit_is_of_a_value_of_a_patient_or_of_a_figure(
    stanford: Timeline, arguments: tuple[str, ...]
) -> None:
    assert stanford("audit", *arguments, *STANFORD).code == 2
