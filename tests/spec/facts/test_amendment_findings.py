"""Amendments that change nothing, or of which it is doubtful what they change, are findings."""

from tests.spec.facts.tables import rows, told
from timeline.quality import findings


def found(table):
    """Name and records of every finding on a table, as a table; revisions as ``record.revision``"""
    history = told(table)
    named = [
        (finding.name, " ".join(_named(history.by_id[event]) for event in finding.events))
        for finding in findings(history)
    ]
    return [{"finding": name, "records": records} for name, records in sorted(named)]


def _named(event):
    revision = f".{event.revision}" if event.revision > 1 else ""
    return event.source_record + revision


def nothing(table):
    return found(table) == []


def test_an_amendment_of_a_record_that_is_not_there_is_a_finding():
    assert found("""
        record | fact
        1      | contact
        2      | corrected 7 to contact
        3      | retracted 8
        4      | retracted 1
    """) == rows("""
        finding                  | records
        amendment_without_target | 2
        amendment_without_target | 3
    """)


def test_amendments_that_lead_back_to_themselves_are_a_finding():
    assert found("""
        record | fact
        1      | retracted 1
        2      | corrected 3 to contact
        3      | corrected 2 to contact
    """) == rows("""
        finding             | records
        amendment_of_itself | 1
        amendment_of_itself | 2 3
        amendment_of_itself | 3 2
    """)


def test_an_amendment_of_a_circle_is_none_itself():
    assert found("""
        record | fact
        1      | retracted 1
        2      | corrected 1 to contact
    """) == rows("""
        finding             | records
        amendment_of_itself | 1
    """)


def test_an_amendment_recorded_before_its_target_is_a_finding():
    assert found("""
        record | recorded   | fact
        1      | 2021-02-01 | contact
        2      | 2021-01-31 | retracted 1
    """) == rows("""
        finding                 | records
        amended_before_recorded | 1 2
    """)


def test_two_amendments_of_one_record_are_a_branch():
    assert found("""
        record | recorded   | fact
        1      | 2021-01-01 | marrow_blasts percent=40
        2      | 2021-02-01 | corrected 1 to marrow_blasts percent=4
        3      | 2021-03-01 | retracted 1
    """) == rows("""
        finding           | records
        amendments_branch | 2 3
    """)


def test_a_chain_of_amendments_is_no_branch():
    assert nothing("""
        record | recorded   | fact
        1      | 2021-01-01 | marrow_blasts percent=40
        2      | 2021-02-01 | corrected 1 to marrow_blasts percent=4
        3      | 2021-03-01 | retracted 2
        4      | 2021-04-01 | corrected 1 to marrow_blasts percent=3
    """)


def test_the_next_revision_of_the_same_record_is_no_branch():
    assert nothing("""
        record | revision | recorded   | fact
        1      | 1        | 2021-01-01 | marrow_blasts percent=40
        1      | 2        | 2021-02-01 | corrected 1 to marrow_blasts percent=4
        1      | 3        | 2021-02-01 | corrected 1 to marrow_blasts percent=3
    """)


def test_a_revision_recorded_before_a_lower_one_is_a_branch():
    assert found("""
        record | revision | recorded   | fact
        1      | 1        | 2021-01-01 | marrow_blasts percent=40
        1      | 2        | 2021-03-01 | corrected 1 to marrow_blasts percent=4
        1      | 3        | 2021-02-01 | corrected 1 to marrow_blasts percent=3
    """) == rows("""
        finding           | records
        amendments_branch | 1.3 1.2
    """)


QUARREL = """
    record | recorded   | fact
    1      | 2021-01-01 | marrow_blasts percent=40
    2      | 2021-02-01 | corrected 1 to marrow_blasts percent=4
    3      | 2021-02-01 | corrected 1 to marrow_blasts percent=3
"""


def test_amendments_recorded_at_once_that_disagree_are_a_quarrel():
    (finding,) = found(QUARREL)

    assert finding["finding"] == "amendments_quarrel"
    assert sorted(finding["records"].split()) == ["1", "2", "3"]


def test_while_amendments_quarrel_their_target_holds():
    (standing,) = told(QUARREL).current_facts()

    assert standing.percent == 40


def test_amendments_recorded_at_once_that_agree_are_no_quarrel():
    assert nothing("""
        record | recorder | fact
        1      | anna     | marrow_blasts percent=40
        2      | anna     | corrected 1 to marrow_blasts percent=4
        3      | ben      | corrected 1 to marrow_blasts percent=4
    """)


def test_a_quarrel_that_a_retraction_settles_is_no_finding():
    assert nothing(QUARREL + "4 | 2021-03-01 | retracted 2")
