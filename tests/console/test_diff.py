import csv
import json
from pathlib import Path
from typing import Any

import pytest

from tests.console.conftest import FIXTURES, Timeline

STUDY = FIXTURES.parent / "docs/examples/waiting_study.py"
BY = ("--recorder", "cra.jones", "--document", "chart 14")


@pytest.fixture
def locked(stanford: Timeline) -> Timeline:
    """The Stanford programme, locked, then corrected."""
    assert stanford("lock", "interim", "--cutoff", "1972-06-30").code == 0
    return stanford


def diffed(timeline: Timeline, *arguments: str) -> dict[str, Any]:
    outcome = timeline("diff", "--json", *arguments)
    assert outcome.code == 0, outcome.err
    found: dict[str, Any] = json.loads(outcome.out)
    return found


def move_transplant_of_14(timeline: Timeline) -> None:
    replacement = {
        "kind": "transplant",
        "occurred": "1968-10-29",
        "graft": "heart",
        "donor": "allogeneic",
        "number": 1,
    }
    corrected = ("corrected", "STAN-014", "1968-10-26", "target_record=14:transplant")
    said = ("target_system=jasa", "reason=misread", f"replacement={json.dumps(replacement)}")
    envelope = ("--record", "Q-14", "--recorded", "1973-01-05T10:00:00Z", *BY)
    outcome = timeline("record", *corrected, *said, *envelope)
    assert outcome.code == 0, outcome.err


def test_one_command_says_whose_date_changed_since_the_lock_by_which_record_and_whom(
    locked: Timeline,
) -> None:
    move_transplant_of_14(locked)
    said = " ".join(locked("diff", "interim", "now", "--value", "transplantation").out.split())
    assert "patients: 0 entered, 0 left, 1 changed" in said
    assert "STAN-014 transplantation: reached on 1968-10-26 -> reached on 1968-10-29" in said
    assert "first recorded as 1968-10-26 transplant" in said
    assert "(misread) [cra.jones 1973-01-05, console Q-14, chart 14]" in said
    assert "corrected on 1973-01-05 by cra.jones event " in said
    assert "timeline audit STAN-014 transplantation --cutoff 1972-06-30" in said


def test_estimates_are_told_with_what_moved_them_and_without_each_of_it(
    stanford: Timeline,
) -> None:
    found = diffed(stanford, "1972-06-30", "1972-12-31")
    survival = found["endpoints"]["OS"]
    assert survival["because_of"] == {
        "3 deaths": 3,
        "16 followed further": 16,
        "10 new patients": 10,
    }
    median = next(item for item in survival["moved"] if item["estimate"] == "median")
    assert median["before"] == {"estimate": 71, "lower": 57, "upper": 187}
    assert median["after"] == {"estimate": 76, "lower": 57, "upper": 187}
    assert found["entered"] == [f"STAN-{number:03d}" for number in range(71, 81)]
    for side, cutoff in (("before", "1972-06-30"), ("after", "1972-12-31")):
        replay = json.loads(stanford("replay", "--json", "--cutoff", cutoff).out)
        assert median[side] == replay["endpoints"]["OS"]["median"]


def test_an_estimate_without_the_deaths_is_that_of_a_store_without_them(
    timeline: Timeline,
) -> None:
    lines = (FIXTURES / "stanford/events.csv").read_text().splitlines(keepends=True)
    timeline("import", FIXTURES / "stanford/events.csv")
    found = diffed(timeline, "1972-06-30", "1972-12-31")
    dead = {change["patient"] for change in found["changes"] if change["value"] == "death"}
    kept = [line for line in lines if not any(line.startswith(f"death,{item}") for item in dead)]
    Path("fewer.csv").write_text("".join(kept))
    timeline("import", "fewer.csv", "--store", "fewer.db")
    asked = ("--json", "--cutoff", "1972-12-31", "--store", "fewer.db")
    lacking = json.loads(timeline("replay", *asked).out)["endpoints"]["OS"]
    without = {
        item["estimate"]: item["without"]["3 deaths"] for item in found["endpoints"]["OS"]["moved"]
    }
    assert len(dead) == 3
    assert without["events"] == lacking["events"]
    for point in lacking["at"]:
        del point["at_risk"]
        assert without[f"at {point.pop('time'):g}"] == pytest.approx(point)


def test_a_record_number_is_printed_as_it_is_written(stanford: Timeline) -> None:
    said = stanford("diff", "1972-06-30", "1972-12-31", "--value", "born").out
    assert "jasa 71:registered" in " ".join(said.split())


def test_every_cause_is_an_event_that_can_be_opened(stanford: Timeline) -> None:
    found = diffed(stanford, "1972-06-30", "1972-12-31")
    for change in found["changes"]:
        for event in (event for each in change["undone_without"] for event in each):
            assert found["events"][event]["patient"] == change["patient"]
            assert found["events"][event]["recorder"] == "registry"


def test_a_state_of_knowledge_can_be_a_side(stanford: Timeline) -> None:
    found = diffed(stanford, "1972-06-30@1972-07-01T00:00:00Z", "1972-06-30")
    assert found["a"]["as_of"] == {"cutoff": "1972-06-30", "known_by": "1972-07-01T00:00:00Z"}
    changed = diffed(stanford, "1972-06-30@1970-07-01T00:00:00Z", "now")
    assert changed["b"]["as_of"] == {"cutoff": "1972-06-30", "known_by": None}
    assert changed["entered"]


def test_two_versions_of_the_definitions_are_compared_over_one_as_of(
    stanford: Timeline,
) -> None:
    Path("mine.py").write_text(STUDY.read_text().replace("elapsed(30,", "elapsed(60,"))
    versions = ("--study", str(STUDY), "--definitions", "mine.py")
    found = diffed(stanford, "1974-04-01", *versions)
    assert list(found["definitions"]["edited"]) == ["long_wait"]
    assert {change["undone_without"][0][0] for change in found["changes"]} == {"long_wait"}
    assert {change["value"] for change in found["changes"]} == {"long_wait", "wait"}
    said = stanford("diff", "1974-04-01", *versions).out
    assert "day 30 after" in said
    assert "day 60 after" in said
    assert "--study mine.py" in said


def test_what_experts_decided_is_compared_with_what_the_rules_say(stanford: Timeline) -> None:
    decided = ("study=stanford", "definition=transplantation", "decision=not reached")
    about = ("adjudicated", "STAN-014", "1968-10-27", *decided, "reason=graft never worked")
    outcome = stanford("record", *about, "--record", "adj-14", *BY)
    assert outcome.code == 0, outcome.err
    found = diffed(stanford, "1972-06-30", "--with-adjudications", "--value", "transplantation")
    (change,) = found["changes"]
    assert (change["patient"], change["because_of"]) == ("STAN-014", "1 adjudication")
    ((event,),) = change["undone_without"]
    assert found["events"][event]["reason"] == "graft never worked"


def test_a_comparison_begins_with_counts_and_a_line_a_patient(locked: Timeline) -> None:
    move_transplant_of_14(locked)
    lives = ("retract", "STAN-003", "3:death", "--reason", "confused with another patient")
    assert locked(*lives).code == 0
    lines = locked("diff", "interim").out.splitlines()
    start = lines.index("patients: 0 entered, 0 left, 2 changed")
    values, reasons, _, heading, *patients = lines[start + 1 :]
    assert values.startswith("values: ")
    assert reasons == "because of: 1 retraction, 1 corrected date"
    assert heading.split() == ["patient", "changed", "because", "of"]
    lines_of = [line for line in patients[:4] if line.startswith("STAN-")]
    assert [(line.split()[0], line.split("  ")[-1].strip()) for line in lines_of] == [
        ("STAN-003", "1 retraction"),
        ("STAN-014", "1 corrected date"),
    ]


def test_a_lock_alone_is_compared_with_everything_recorded_now(locked: Timeline) -> None:
    move_transplant_of_14(locked)
    assert locked("diff", "interim").out == locked("diff", "interim", "now").out
    assert "lock 'interim' (20" in locked("diff", "interim").out


def test_a_table_of_changes_has_a_row_for_each_changed_value(locked: Timeline) -> None:
    move_transplant_of_14(locked)
    assert locked("diff", "interim", "--csv", "changes.csv").code == 0
    with Path("changes.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    changes = diffed(locked, "interim", "now")["changes"]
    assert [(row["patient"], row["definition"]) for row in rows] == [
        (change["patient"], change["value"]) for change in changes
    ]
    (moved,) = [row for row in rows if row["definition"] == "transplantation"]
    assert (moved["before"], moved["after"]) == ("reached", "reached")
    assert (moved["before_date"], moved["after_date"]) == ("1968-10-26", "1968-10-29")
    (change,) = [change for change in changes if change["value"] == "transplantation"]
    assert moved["cause_events"] == change["undone_without"][0][0]
    assert moved["reason"] == "corrected date"


def test_a_page_of_changes_needs_no_script_and_no_network(locked: Timeline) -> None:
    move_transplant_of_14(locked)
    assert locked("diff", "interim", "--html", "changes.html").code == 0
    page = Path("changes.html").read_text("utf-8")
    assert "<script" not in page
    assert "http" not in page
    assert "reached on 1968-10-29" in page
    assert "(misread) [cra.jones 1973-01-05, console Q-14, chart 14]" in page
    assert page.count('<div class="wide"') == page.count("<table>")
    assert "SYNTHETIC" not in page
    both = locked("diff", "interim", "--html", "other.html", "--csv", "other.csv")
    assert (both.code, "Name one of --csv and --html." in both.err) == (2, True)


def test_nothing_differs_from_itself(locked: Timeline) -> None:
    found = diffed(locked, "interim", "now")
    assert found["changes"] == []
    assert found["endpoints"] == {}
    assert "0 entered, 0 left, 0 changed" in locked("diff", "interim", "interim").out


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["1972-06-30"], 2, "Name A and B, or A and --definitions"),
        (["1972-06-30", "now", "--definitions", "mgus2"], 2, "Name A and B"),
        (["now", "now"], 2, "name one there"),
        (["1972-6-30", "now"], 2, "write YYYY-MM-DD"),
        (["1972-06-30@1972-07-01", "now"], 2, "no time zone"),
        (["interm", "now"], 3, "no lock of that name; there are: interim"),
        (["interim", "now", "--censoring", "strict"], 2, "A lock says what --censoring"),
        (["interim", "now", "--adjudications", "applied"], 2, "A lock says what --censoring"),
        (["interim", "now", "--value", "transplanted"], 3, "did you mean 'transplantation'?"),
        (["interim", "now", "--value", "line/1/x"], 3, "no value of that name; there are:"),
        (["1972-06-30", "--definitions", "mgus"], 3, "no study 'mgus'"),
        (["1972-06-30", "now", "--store", "no.db"], 3, "no store at no.db"),
    ],
)
def test_what_cannot_be_compared_is_said_with_its_remedy(
    locked: Timeline, arguments: list[str], code: int, message: str
) -> None:
    outcome = locked("diff", *arguments)
    assert (outcome.code, outcome.out) == (code, "")
    assert message in outcome.err
