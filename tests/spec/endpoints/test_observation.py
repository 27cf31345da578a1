"""No follow-up reaches beyond a patient's observation; kinds declare what shows a patient alive."""

import pytest

from projections.language import (
    Endpoint,
    Source,
    elapsed,
    events,
    first,
    judged,
    last,
    reached,
    signal,
    signs_of_life,
)
from tests.spec.tables import told

infusion = first(events("cell_infusion"))
death = Source("death", first(events("death")))
seen = Source("last seen", last(events()))
OS = Endpoint(infusion, (death,), (seen,))
remission = first(signal("marrow_blasts", "percent").since(infusion) < 5, after=infusion)
refractory = judged(~reached(remission), at=elapsed(60, since=infusion))
PFS = Endpoint(infusion, (Source("refractory", refractory), death), (seen,))

RECORD = """
    patient | record | occurred   | kind              | fields
    A       | a1     | 2020-01-01 | cell_infusion     | product=x infusion=1
    A       | a2     | 2020-01-12 | marrow_blasts     | percent=50
    A       | a3     | 2020-01-21 | contact           |
    A       | a4     | 2020-01-21 | lost_to_follow_up |
    B       | b1     | 2020-01-01 | cell_infusion     | product=x infusion=1
    B       | b2     | 2020-01-12 | marrow_blasts     | percent=50
    B       | b3     | 2020-01-15 | death             |
    C       | c1     | 2020-01-01 | cell_infusion     | product=x infusion=1
    C       | c2     | 2020-01-12 | marrow_blasts     | percent=50
    C       | c3     | 2020-06-01 | contact           |
"""


def values(endpoint, record, **as_of):
    return [row["value"] for row in told(endpoint, record, **as_of)]


def test_a_patient_who_was_lost_or_died_does_not_progress_at_a_deadline():
    assert values(PFS, RECORD) == [
        "censored (last seen) after 20 days",
        "death after 14 days",
        "refractory after 60 days",
    ]


@pytest.mark.parametrize("strict", [True, False])
@pytest.mark.parametrize("kind", ["lost_to_follow_up |", "diagnosis | disease=x", "demographics |"])
def test_a_record_that_shows_no_living_patient_does_not_stretch_follow_up(kind, strict):
    record = f"""
        occurred   | kind          | fields
        2020-01-01 | cell_infusion | product=x infusion=1
        2020-01-11 | contact       |
        2020-03-01 | {kind}
    """

    assert values(OS, record, strict=strict) == ["censored (last seen) after 10 days"]
    assert values(OS, record, cutoff="2020-02-01") == ["censored (last seen) after 10 days"]
    ended = Endpoint(infusion, (death,), (Source("left", first(events(kind.split()[0]))),))
    assert values(ended, record) == ["censored (left) after 10 days"]


def test_an_event_that_is_no_proof_of_life_is_an_event_all_the_same():
    second_cancer = Source("second cancer", first(events("diagnosis"), after=infusion))
    record = """
        occurred   | kind          | fields
        2020-01-01 | cell_infusion | product=x infusion=1
        2020-03-01 | diagnosis     | disease=x
    """

    assert values(Endpoint(infusion, (second_cancer,), (seen,)), record) == [
        "second cancer after 60 days"
    ]


DEAD = """
    occurred   | kind          | fields
    2020-01-01 | cell_infusion | product=x infusion=1
    2020-02-01 | death         |
    2020-03-01 | marrow_blasts | percent=50
    2020-04-01 | contact       |
"""


@pytest.mark.parametrize("censors", [(), (seen,), (Source("seen", last(signs_of_life())),)])
def test_follow_up_ends_with_death_also_where_death_is_no_event_of_the_endpoint(censors):
    """What is dated after death neither counts nor stretches follow-up."""
    blasts = Source("blasts", first(events("marrow_blasts")))

    assert values(Endpoint(infusion, (blasts,), censors), DEAD) == [
        "censored (died without the event) after 31 days"
    ]


def test_who_died_before_the_origin_is_outside():
    late = first(events("marrow_blasts"))
    relapse = Source("relapse", first(events("response_stated")))

    assert values(Endpoint(late, (relapse,), (seen,)), DEAD) == [
        "not in the analysis: died before the origin"
    ]


def test_without_a_source_that_says_how_far_follow_up_reaches_until_the_last_sign_of_life():
    transplant = Source("transplant", first(events("transplant")))
    record = """
        occurred   | kind              | fields
        2020-01-01 | cell_infusion     | product=x infusion=1
        2020-02-10 | contact           |
        2020-03-01 | lost_to_follow_up |
        2020-12-01 | contact           |
    """

    for censors in ((), (transplant,)):
        untold = Endpoint(infusion, (death,), censors)
        assert values(untold, record, cutoff="2020-06-01", strict=True) == [
            "censored (last sign of life) after 40 days"
        ]
        assert values(untold, record, cutoff="2020-06-01") == [
            "censored (alive at the data cutoff) after 152 days"
        ]


def test_the_last_sign_of_life_is_no_report_and_not_the_death():
    record = """
        record | occurred   | kind              | fields
        1      | 2020-01-01 | contact           |
        2      | 2020-02-01 | diagnosis         | disease=x
        3      | 2020-02-02 | lost_to_follow_up |
        4      | 2020-02-03 | death             |
    """

    assert told(last(signs_of_life()), record)[0]["decided by"] == "1"
