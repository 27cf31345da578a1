"""``timeline patient``: the record of one patient with its amendments, and the derived values."""

import json

import pytest

from tests.console.conftest import Timeline

STANFORD = ("--study", "stanford", "--cutoff", "1974-04-01")
BY = ("--recorder", "dm1", "--reason", "letter of the site")


@pytest.fixture
def amended(stanford: Timeline) -> Timeline:
    """A death whose day was corrected twice, and a contact that was withdrawn."""
    days = (("1968-05-15", "1968-06-01"), ("1968-05-25", "1968-07-01"))
    for day, recorded in days:
        at = ("--recorded", f"{recorded}T09:00:00Z")
        done = stanford("correct", "STAN-004", "4:death", f"occurred={day}", *BY, *at)
        assert done.code == 0, done.err
    contact = ("record", "contact", "STAN-004", "1968-04-10", "--recorder", "dm", "--record", "c1")
    assert stanford(*contact, "--recorded", "1968-04-12T09:00:00Z").code == 0
    withdrawn = ("retract", "STAN-004", "c1", "--recorded", "1968-08-01T09:00:00Z", *BY)
    assert stanford(*withdrawn).code == 0
    return stanford


def section(text: str, title: str) -> list[str]:
    """The lines below a title, up to the next blank line."""
    lines = text.splitlines()
    below = lines[lines.index(title) + 1 :]
    return below[: below.index("")] if "" in below else below


def test_a_corrected_fact_is_marked_and_shown_with_what_it_was_and_why(amended: Timeline) -> None:
    text = amended("patient", "STAN-004", *STANFORD).out
    (death,) = [line for line in text.splitlines() if line.startswith("1968-05-25  death")]
    _, first, second, *_ = section(text, "corrections and retractions")

    assert "(corrected)" in death
    assert first.split("  ")[0] == "4:death (death)"
    assert "occurred 1968-05-05" in first
    assert "occurred 1968-05-15" in first
    assert "dm1 1968-06-01" in first
    assert second.index("occurred 1968-05-15") < second.index("occurred 1968-05-25")
    assert "letter of the site" in " ".join(text.split())


def test_a_retracted_fact_stays_in_sight_and_is_marked(amended: Timeline) -> None:
    text = amended("patient", "STAN-004", *STANFORD).out
    (contact,) = [line for line in text.splitlines() if line.startswith("1968-04-10")]

    assert "(retracted)" in contact


def test_what_was_not_amended_yet_is_shown_as_it_was(amended: Timeline) -> None:
    text = amended("patient", "STAN-004", *STANFORD, "--known-by", "1968-05-31T00:00:00Z").out

    assert "1968-05-05  death" in text
    assert "corrections and retractions" not in text
    assert "retracted" not in text


def test_amendments_are_in_the_json_of_a_patient_who_has_any(amended: Timeline) -> None:
    record = json.loads(amended("patient", "STAN-004", *STANFORD, "--json").out)
    other = json.loads(amended("patient", "STAN-005", *STANFORD, "--json").out)

    assert [
        (item["change"], item["record"], item["fields"].get("occurred"))
        for item in record["amendments"]
    ] == [
        ("corrected", "4:death", {"old": "1968-05-05", "new": "1968-05-15"}),
        ("corrected", "4:death", {"old": "1968-05-15", "new": "1968-05-25"}),
        ("retracted", "c1", {"old": "1968-04-10", "new": None}),
    ]
    assert "amendments" not in other


def test_names_stand_before_values_and_dates(stanford: Timeline) -> None:
    text = stanford("patient", "STAN-004", *STANFORD).out
    headings, *rows = section(text, "derived")

    assert headings.split() == ["definition", "date", "value"]
    assert any(row.split() == ["death", "1968-05-05", "reached"] for row in rows)
    assert any(row.split() == ["surgery", "none"] for row in rows)
    assert rows[-1] == "not reached: prior surgery"


def test_an_imputed_day_is_shown_with_what_is_known_and_by_which_rule(stanford: Timeline) -> None:
    visit = ("record", "contact", "STAN-004", "1968-04", "--recorder", "dm", "--record", "c2")
    assert stanford(*visit, "--recorded", "1968-06-12T09:00:00Z").code == 0
    lines = stanford("patient", "STAN-004", *STANFORD).out.splitlines()
    (place,) = [n for n, line in enumerate(lines) if line.startswith("1968-04-15 imputed")]

    assert lines[place + 1].startswith("from 1968-04, midpoint")
