"""A number known only as below or above what could be measured is compared in three values."""

import pytest

from projections.language import at_least, at_most, count, events, field_of, first, highest, signal
from tests.spec.tables import table, told
from timeline.errors import InvalidEvent
from timeline.vocabulary import CORE

ferritin = signal("laboratory", "value", analyte="ferritin")


def value(definition, *written):
    """What a definition tells of a patient with these values, one a day."""
    rows = [
        f"2020-01-{day:02d} | laboratory | analyte=ferritin unit=ng/mL value='{one}' upper=5"
        for day, one in enumerate(written, start=1)
    ]
    (row,) = told(definition, "\n".join(["occurred | kind | fields", *rows]))
    return row["value"]


@pytest.mark.parametrize(
    "row",
    table("""
        written | below 0.5 | at most 0.3 | below 0.1 | above 0.3 | is 0.3
        <0.3    | true      | true        | unknown   | false     | false
        <=0.3   | true      | true        | unknown   | false     | unknown
        0.3     | true      | true        | false     | false     | true
        >=0.3   | unknown   | unknown     | false     | unknown   | unknown
        >0.3    | unknown   | false       | false     | true      | false
    """),
    ids=lambda row: row["written"],
)
def test_a_comparison_is_true_or_false_only_if_it_is_so_for_every_number_that_it_may_be(row):
    written = row["written"]
    assert value(ferritin < 0.5, written) == row["below 0.5"]
    assert value(ferritin <= 0.3, written) == row["at most 0.3"]
    assert value(ferritin < 0.1, written) == row["below 0.1"]
    assert value(ferritin > 0.3, written) == row["above 0.3"]
    assert value(ferritin.is_(0.3), written) == row["is 0.3"]


def test_against_a_field_of_the_same_event_it_is_three_valued_too():
    assert value(ferritin.above("upper"), "<0.3") == "false"
    assert value(ferritin.above("upper"), ">5") == "true"
    assert value(ferritin.above("upper"), ">0.3") == "unknown"
    assert value(ferritin.above("upper"), "<1650") == "unknown"


def test_an_event_counts_only_if_it_certainly_passes():
    high = count(events("laboratory", value=at_least(500)))
    low = count(events("laboratory", value=at_most(1)))

    assert value(high, ">1650", ">100", "600", "<1000") == "2"
    assert value(low, "<0.3", ">0.3", "0.2", "<5") == "2"


def test_a_milestone_is_not_reached_by_what_may_or_may_not_pass():
    assert value(first(ferritin < 0.1), "<0.3") == "unknown"
    assert value(first(ferritin < 0.1), "<0.3", "0.05") == "reached"
    assert value(first(ferritin < 0.1), "<0.3", "0.5") == "not reached"


def test_the_highest_is_unknown_if_one_of_which_only_a_bound_is_known_may_be_higher():
    assert value(highest(ferritin), "<0.3", "12") == "12"
    assert value(highest(ferritin), ">1650", "12") == "unknown"
    assert value(highest(ferritin), "<20", "12") == "unknown"


def test_the_field_of_an_event_is_unknown_where_only_a_bound_is_known():
    assert value(field_of(first(events("laboratory")), "value"), "<0.3") == "unknown"


LAB = {
    "kind": "laboratory",
    "patient": "P1",
    "occurred": "2020-01-05",
    "recorded": "2020-01-06T09:00:00Z",
    "recorder": "lab",
    "source_system": "lab",
    "source_record": "1",
    "analyte": "ferritin",
    "unit": "ng/mL",
}


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("<0.3", ("<", 0.3)),
        (" > 1650 ", (">", 1650)),
        ("≥ 5", (">=", 5)),
        ("≤5", ("<=", 5)),
        ("12.5", (None, 12.5)),
        (7, (None, 7)),
    ],
)
def test_a_qualifier_before_the_number_is_kept_beside_it(written, read):
    event = CORE.parse({**LAB, "value": written})

    assert (event.qualifier, event.value) == read
    assert CORE.parse(event.model_dump(mode="json")) == event


@pytest.mark.parametrize("written", ["<", "<<5", "haemolysed", "<1.234,5", "~5", "5 >"])
def test_what_is_no_number_with_or_without_a_qualifier_is_refused(written):
    with pytest.raises(InvalidEvent, match=r"^value: "):
        CORE.parse({**LAB, "value": written})


def test_a_qualifier_given_twice_must_be_the_same():
    assert CORE.parse({**LAB, "value": "<5", "qualifier": "<"}).qualifier == "<"
    with pytest.raises(InvalidEvent, match="give it once"):
        CORE.parse({**LAB, "value": "<5", "qualifier": ">"})
