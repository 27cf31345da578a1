"""What a value was at earlier cutoffs and at earlier states of knowledge, and what changed it."""

from projections.language import (
    Case,
    Classes,
    Endpoint,
    Source,
    elapsed,
    events,
    first,
    judged,
    last,
    reached,
    signal,
)
from tests.spec.derivations.asking import by_cutoff, by_knowledge
from tests.spec.tables import table

infusion = first(events("cell_infusion"))
remission = first(signal("marrow_blasts", "percent") < 5, after=infusion)
refractory = judged(~reached(remission), at=elapsed(60, since=infusion))
response = Classes(
    (Case("CR", reached(remission)), Case("no response", reached(refractory))), otherwise="not due"
)

RECORD = """
    record | occurred   | kind          | fields               | recorded
    1      | 2020-01-10 | cell_infusion | product=x infusion=1 | 2020-01-11
    2      | 2020-02-10 | marrow_blasts | percent=60           | 2020-02-11
    3      | 2020-06-01 | contact       |                      | 2020-06-01
    4      | 2020-02-10 | corrected     | target=2 kind=marrow_blasts percent=2 | 2020-08-01
"""


def test_a_value_changes_with_the_event_that_changes_it():
    assert by_cutoff(remission, RECORD) == table("""
        from       | it                    | by
        2020-01-10 | unknown               |
        2020-02-10 | reached on 2020-02-10 | 4
    """)


def test_a_deadline_changes_a_value_on_a_day_on_which_nothing_happens():
    assert by_cutoff(response, RECORD, known_by="2020-07-01") == table("""
        from       | it          | by
        2020-01-10 | not due     |
        2020-03-10 | no response |
    """)


def test_a_correction_changes_a_value_from_when_it_was_recorded():
    """Whoever asked at a lock of June or July was told that there was no response.

    Before June nothing showed that the patient lived to be judged.
    """
    assert by_knowledge(response, RECORD) == table("""
        from       | it          | by
        2020-01-11 | not due     |
        2020-06-01 | no response | 3
        2020-08-01 | CR          | 4
    """)


def test_a_retraction_takes_back_what_rested_on_the_event():
    record = f"""{RECORD.rstrip()}
        5      | 2020-02-10 | retracted | target=4 | 2020-09-01
    """

    assert by_knowledge(response, record)[-1] == {
        "from": "2020-09-01",
        "it": "no response",
        "by": "5",
    }


def test_follow_up_that_goes_on_is_one_row_however_long_it_lasts():
    survival = Endpoint(
        infusion,
        (Source("death", first(events("death"))),),
        (Source("last seen", last(events())),),
    )
    record = f"""{RECORD.rstrip()}
        5      | 2020-10-01 | death | | 2020-10-02
    """

    assert by_cutoff(survival, record) == table("""
        from       | it                                                              | by
        2020-01-10 | censored (alive at the data cutoff) after 0 days on 2020-01-10  |
        2020-10-01 | death after 265 days on 2020-10-01                              | 5
    """)


def test_of_two_events_of_one_day_only_that_is_named_without_which_the_value_is_another():
    record = """
        record | occurred   | kind          | fields
        1      | 2020-01-10 | cell_infusion | product=x infusion=1
        2      | 2020-02-10 | contact       |
        3      | 2020-02-10 | marrow_blasts | percent=1
    """

    assert by_cutoff(remission, record)[-1]["by"] == "3"


def test_where_either_of_two_events_would_do_both_are_named():
    record = """
        record | occurred   | kind          | fields
        1      | 2020-01-10 | cell_infusion | product=x infusion=1
        2      | 2020-02-10 | marrow_blasts | percent=2
        3      | 2020-02-10 | marrow_blasts | percent=2
    """

    assert sorted(by_cutoff(response, record)[-1]["by"].split(", ")) == ["2", "3"]
