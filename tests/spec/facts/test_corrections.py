"""A correction changes no event: it says from when another event no longer holds."""

from datetime import UTC, date, datetime

import pytest

from tests.spec.facts.tables import rows, told
from timeline.amendments import ALWAYS
from timeline.errors import InvalidEvent
from timeline.history import microseconds


def held(table):
    """Since when and until when each fact was held, as a table."""
    history = told(table)
    record = {event.id.bytes: event.source_record for event in history.events}
    return sorted(
        (
            {
                "record": fact.event.source_record,
                "says": says(fact.event),
                "from": day(fact.held.start),
                "until": day(fact.held.end),
                "ended by": record.get(fact.held.ended_by, ""),
            }
            for fact in history.facts()
        ),
        key=lambda row: (row["from"], row["record"]),
    )


def says(event):
    return " ".join([event.kind, *(str(value) for value in event.payload.values())])


def day(instant):
    return "" if instant == ALWAYS else str(datetime.fromtimestamp(instant / 1e6, UTC).date())


def expected(table):
    return [{"until": "", "ended by": "", **row} for row in rows(table)]


def test_a_fact_holds_from_the_instant_at_which_it_was_recorded():
    assert held("""
        record | recorded   | fact
        1      | 2021-01-05 | marrow_blasts percent=40
    """) == expected("""
        record | says               | from       | until | ended by
        1      | marrow_blasts 40.0 | 2021-01-05 |       |
    """)


def test_a_corrected_fact_held_until_the_correction():
    assert held("""
        record | recorded   | fact
        1      | 2021-01-05 | marrow_blasts percent=40
        2      | 2021-02-01 | corrected 1 to marrow_blasts percent=4
    """) == expected("""
        record | says               | from       | until      | ended by
        1      | marrow_blasts 40.0 | 2021-01-05 | 2021-02-01 | 2
        2      | marrow_blasts 4.0  | 2021-02-01 |            |
    """)


def test_a_fact_corrected_twice_is_read_as_the_later_correction_says():
    assert held("""
        record | recorded   | fact
        1      | 2021-01-05 | marrow_blasts percent=40
        2      | 2021-02-01 | corrected 1 to marrow_blasts percent=4
        3      | 2021-03-01 | corrected 1 to marrow_blasts percent=14
    """) == expected("""
        record | says               | from       | until      | ended by
        1      | marrow_blasts 40.0 | 2021-01-05 | 2021-02-01 | 2
        2      | marrow_blasts 4.0  | 2021-02-01 | 2021-03-01 | 3
        3      | marrow_blasts 14.0 | 2021-03-01 |            |
    """)


def test_a_corrected_correction_does_not_bring_the_first_reading_back():
    assert held("""
        record | recorded   | fact
        1      | 2021-01-05 | marrow_blasts percent=40
        2      | 2021-02-01 | corrected 1 to marrow_blasts percent=4
        3      | 2021-03-01 | corrected 2 to marrow_blasts percent=14
    """) == expected("""
        record | says               | from       | until      | ended by
        1      | marrow_blasts 40.0 | 2021-01-05 | 2021-02-01 | 2
        2      | marrow_blasts 4.0  | 2021-02-01 | 2021-03-01 | 3
        3      | marrow_blasts 14.0 | 2021-03-01 |            |
    """)


def test_a_later_correction_of_the_fact_overrides_a_correction_of_its_correction():
    assert held("""
        record | recorded   | fact
        1      | 2021-01-05 | marrow_blasts percent=40
        2      | 2021-02-01 | corrected 1 to marrow_blasts percent=4
        3      | 2021-03-01 | corrected 2 to marrow_blasts percent=14
        4      | 2021-04-01 | corrected 1 to marrow_blasts percent=24
    """)[-2:] == expected("""
        record | says               | from       | until      | ended by
        3      | marrow_blasts 14.0 | 2021-03-01 | 2021-04-01 | 4
        4      | marrow_blasts 24.0 | 2021-04-01 |            |
    """)


def test_a_retracted_fact_was_held_until_the_retraction():
    assert held("""
        record | recorded   | fact
        1      | 2021-01-05 | marrow_blasts percent=40
        2      | 2021-02-01 | retracted 1
    """) == expected("""
        record | says               | from       | until      | ended by
        1      | marrow_blasts 40.0 | 2021-01-05 | 2021-02-01 | 2
    """)


def test_retracting_a_correction_brings_the_first_reading_back():
    assert held("""
        record | recorded   | fact
        1      | 2021-01-05 | marrow_blasts percent=40
        2      | 2021-02-01 | corrected 1 to marrow_blasts percent=4
        3      | 2021-03-01 | retracted 2
    """) == expected("""
        record | says               | from       | until      | ended by
        1      | marrow_blasts 40.0 | 2021-01-05 | 2021-02-01 | 2
        2      | marrow_blasts 4.0  | 2021-02-01 | 2021-03-01 | 3
        1      | marrow_blasts 40.0 | 2021-03-01 |            |
    """)


def test_retracting_the_second_correction_brings_the_first_one_back():
    assert held("""
        record | recorded   | fact
        1      | 2021-01-05 | marrow_blasts percent=40
        2      | 2021-02-01 | corrected 1 to marrow_blasts percent=4
        3      | 2021-03-01 | corrected 1 to marrow_blasts percent=14
        4      | 2021-04-01 | retracted 3
    """)[-1:] == expected("""
        record | says               | from       | until | ended by
        2      | marrow_blasts 4.0  | 2021-04-01 |       |
    """)


def test_retracting_a_retraction_brings_the_fact_back():
    assert held("""
        record | recorded   | fact
        1      | 2021-01-05 | marrow_blasts percent=40
        2      | 2021-02-01 | retracted 1
        3      | 2021-03-01 | retracted 2
    """) == expected("""
        record | says               | from       | until      | ended by
        1      | marrow_blasts 40.0 | 2021-01-05 | 2021-02-01 | 2
        1      | marrow_blasts 40.0 | 2021-03-01 |            |
    """)


def test_correcting_a_retraction_puts_a_fact_where_there_was_none():
    assert held("""
        record | recorded   | fact
        1      | 2021-01-05 | marrow_blasts percent=40
        2      | 2021-02-01 | retracted 1
        3      | 2021-03-01 | corrected 2 to marrow_blasts percent=4
    """) == expected("""
        record | says               | from       | until      | ended by
        1      | marrow_blasts 40.0 | 2021-01-05 | 2021-02-01 | 2
        3      | marrow_blasts 4.0  | 2021-03-01 |            |
    """)


def test_a_correction_whose_record_is_unknown_says_nothing():
    assert held("""
        record | recorded   | fact
        1      | 2021-01-05 | marrow_blasts percent=40
        2      | 2021-02-01 | corrected 7 to marrow_blasts percent=4
    """) == expected("""
        record | says               | from       | until | ended by
        1      | marrow_blasts 40.0 | 2021-01-05 |       |
    """)


def test_corrections_of_each_other_say_nothing():
    assert (
        held("""
        record | recorded   | fact
        1      | 2021-01-05 | corrected 2 to marrow_blasts percent=40
        2      | 2021-02-01 | corrected 1 to marrow_blasts percent=4
    """)
        == []
    )


def test_a_correction_may_change_the_date_and_the_kind_of_a_fact():
    history = told("""
        record | occurred   | recorded   | fact
        1      | 2020-03-01 | 2021-01-05 | marrow_blasts percent=40
        2      | 2020-03-02 | 2021-02-01 | corrected 1 to blood_blasts percent=40
    """)

    assert [(fact.kind, fact.day) for fact in history.current_facts()] == [
        ("blood_blasts", date(2020, 3, 2))
    ]


def test_a_correction_stands_under_its_own_id_recorder_and_instant():
    history = told("""
        record | recorded   | recorder | fact
        1      | 2021-01-05 | anna     | marrow_blasts percent=40
        2      | 2021-02-01 | ben      | corrected 1 to marrow_blasts percent=4
    """)
    (standing,) = history.current_facts()

    assert standing.id == history.events[1].id
    assert standing.recorder == "ben"
    assert microseconds(standing.recorded) == microseconds(history.events[1].recorded)


@pytest.mark.parametrize(
    ("replacement", "field"),
    [
        ("retracted 1", "replacement.kind"),
        ("corrected 1 to contact", "replacement.kind"),
        ("marow_blasts percent=4", "replacement.kind"),
        ("marrow_blasts percent=400", "replacement.percent"),
        ("marrow_blasts percent=4 patient=P2", "replacement.patient"),
        ("marrow_blasts percent=4 recorded=2020-01-01", "replacement.recorded"),
        ("marrow_blasts percent=4 source_record=9", "replacement.source_record"),
    ],
)
def test_a_replacement_is_a_whole_fact_of_the_same_patient_and_nothing_else(replacement, field):
    with pytest.raises(InvalidEvent) as refusal:
        told(f"""
            record | fact
            2      | corrected 1 to {replacement}
        """)

    assert refusal.value.field == field
