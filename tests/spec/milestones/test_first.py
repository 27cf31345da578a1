from projections.language import events, first, includes, one_of
from tests.spec.tables import table, told

RECORD = """
    patient | record | occurred   | kind            | fields
    A       | a1     | 2020-01-10 | therapy_started | drugs=vincristine setting=prior
    A       | a2     | 2020-02-10 | therapy_started | drugs=blinatumomab+vincristine setting=salvage
    A       | a3     | 2020-03-10 | therapy_started | drugs=inotuzumab setting=salvage
    B       | b1     | 2020-01-10 | contact         |
"""


def test_the_first_event_of_a_kind():
    assert told(first(events("therapy_started")), RECORD) == table("""
        patient | value       | date       | decided by
        A       | reached     | 2020-01-10 | a1
        B       | not reached |            |
    """)


def test_the_first_event_whose_field_has_a_value():
    assert told(first(events("therapy_started", setting="salvage")), RECORD) == table("""
        patient | value       | date       | decided by
        A       | reached     | 2020-02-10 | a2
        B       | not reached |            |
    """)


def test_the_first_event_whose_field_has_one_of_several_values():
    either = events("therapy_started", setting=one_of("prior", "salvage"))

    assert told(first(either), RECORD)[0]["decided by"] == "a1"


def test_the_first_event_whose_list_includes_a_value():
    inotuzumab = events("therapy_started", drugs=includes("inotuzumab ozogamicin"))

    assert told(first(inotuzumab), RECORD) == table("""
        patient | value       | date       | decided by
        A       | reached     | 2020-03-10 | a3
        B       | not reached |            |
    """)


def test_a_field_that_is_a_list_has_a_value_if_that_is_all_it_holds():
    assert told(first(events("therapy_started", drugs="vincristine")), RECORD)[0]["date"] == (
        "2020-01-10"
    )
    assert told(first(events("therapy_started", drugs="blinatumomab")), RECORD)[0]["date"] == ""


def test_the_nth_event_is_decided_by_all_that_are_counted():
    started = events("therapy_started")

    nth = {n: told(first(started, n=n), RECORD)[0] for n in (1, 2, 3, 4)}
    assert [row["value"] for row in nth.values()] == [*["reached"] * 3, "not reached"]
    assert {n: row["decided by"] for n, row in nth.items()} == {
        1: "a1",
        2: "a1, a2",
        3: "a1, a2, a3",
        4: "a1, a2, a3",
    }


def test_the_first_event_of_several_kinds_or_of_any():
    either = told(first(events("contact", "therapy_started")), RECORD)

    assert [row["decided by"] for row in either] == ["a1", "b1"]
    assert told(first(events()), RECORD) == either
