import pytest

from projections.language import earliest, elapsed, events, first, judged, reached, signal
from tests.spec.tables import table, told

infusion = first(events("cell_infusion"))
remission = first(signal("marrow_blasts", "percent").since(infusion) < 5, after=infusion)
refractory = judged(~reached(remission), at=elapsed(60, since=infusion))

LATE_REMISSION = """
    record | occurred   | kind          | fields
    1      | 2020-01-01 | cell_infusion | product=x infusion=1
    2      | 2020-01-31 | marrow_blasts | percent=40
    3      | 2020-04-01 | marrow_blasts | percent=2
"""


@pytest.mark.parametrize(
    "row",
    table("""
        cutoff     | refractory | remission
        2020-02-29 |            |
        2020-03-01 | 2020-03-01 |
        2020-03-31 | 2020-03-01 |
        2020-04-01 | 2020-03-01 | 2020-04-01
        2020-12-31 | 2020-03-01 | 2020-04-01
    """),
    ids=lambda row: row["cutoff"],
)
def test_refractory_is_a_dated_judgement_that_a_later_remission_does_not_undo(row):
    cutoff = row["cutoff"]

    assert told(refractory, LATE_REMISSION, cutoff=cutoff)[0]["date"] == row["refractory"]
    assert told(remission, LATE_REMISSION, cutoff=cutoff)[0]["date"] == row["remission"]


def test_a_judgement_cites_the_event_that_settled_it():
    assert told(refractory, LATE_REMISSION) == table("""
        patient | value   | date       | decided by
        A       | reached | 2020-03-01 | 2
    """)


def test_who_remits_in_time_or_was_never_assessed_is_not_judged_refractory():
    record = """
        patient | record | occurred   | kind          | fields
        A       | a1     | 2020-01-01 | cell_infusion | product=x infusion=1
        A       | a2     | 2020-03-01 | marrow_blasts | percent=2
        B       | b1     | 2020-01-01 | cell_infusion | product=x infusion=1
        B       | b2     | 2020-03-01 | contact       |
    """

    assert told(refractory, record) == table("""
        patient | value       | date | decided by
        A       | not reached |      | a2
        B       | unknown     |      |
    """)


def test_a_judgement_at_an_event_sees_all_up_to_that_event():
    transplant = first(events("transplant"))
    in_remission = judged(reached(remission), at=transplant)
    record = """
        patient | record | occurred   | kind          | fields
        A       | a1     | 2020-01-01 | cell_infusion | product=x infusion=1
        A       | a2     | 2020-02-01 | marrow_blasts | percent=2
        A       | a3     | 2020-02-01 | transplant    | donor=allogeneic
        B       | b1     | 2020-01-01 | cell_infusion | product=x infusion=1
        B       | b2     | 2020-02-01 | transplant    | donor=allogeneic
        B       | b3     | 2020-02-02 | marrow_blasts | percent=2
        C       | c1     | 2020-01-01 | cell_infusion | product=x infusion=1
        C       | c2     | 2020-02-01 | marrow_blasts | percent=2
    """

    assert told(in_remission, record) == table("""
        patient | value       | date       | decided by
        A       | reached     | 2020-02-01 | a2
        B       | unknown     |            |
        C       | not reached |            |
    """)


def test_a_deadline_can_be_brought_forward_by_an_event():
    next_therapy = first(events("therapy_started"), after=infusion)
    due = earliest(elapsed(60, since=infusion), next_therapy)
    record = """
        record | occurred   | kind            | fields
        1      | 2020-01-01 | cell_infusion   | product=x infusion=1
        2      | 2020-01-31 | marrow_blasts   | percent=40
        3      | 2020-02-10 | therapy_started | drugs=blinatumomab setting=salvage
    """

    assert told(judged(~reached(remission), at=due), record) == table("""
        patient | value   | date       | decided by
        A       | reached | 2020-02-10 | 2
    """)
