import json

import pytest

from tests.console.conftest import Timeline
from tests.console.solved import line_of, on

STUDY = ("--study", "wudhikarn2021", "--cutoff", "2019-12-31")


def test_an_audit_cites_the_events_it_rests_on_with_recorder_and_source(
    published: Timeline,
) -> None:
    outcome = published("audit", "MSK50", "response_to_inotuzumab", *STUDY, "--json")
    told = json.loads(outcome.out)
    derivation = told["derivation"]
    assert derivation["value"] == "MRD-positive CR"
    deciding = told["events"][derivation["decided_by"][0]]
    assert (deciding["kind"], deciding["result"]) == ("residual_disease", "positive")
    assert deciding["recorder"] == "dm1"
    assert deciding["source_record"].startswith("MSK50:residual_disease:")
    assert deciding["occurred"] == on("MSK50", line_of("MSK50", 1).judged)


def test_an_audit_reads_as_a_tree(published: Timeline) -> None:
    out = published("audit", "MSK50", "remission_after_inotuzumab", *STUDY).out
    lines = out.splitlines()
    assert lines[0].startswith("MSK50, data cutoff 2019-12-31, all that is recorded")
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
    (decided,) = {line for line in lines if line.startswith("decided by ") and "marrow" in line}
    day = decided.removeprefix("decided by ")[:10]
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
