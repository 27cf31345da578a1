import pytest

from projections.language import InvalidDefinition, elapsed, events, first, ongoing, reached, signal
from projections.language.sentences import sentence
from tests.spec.tables import table, told

percent = signal("marrow_blasts", "percent")
disease = ongoing(percent >= 20, until=percent < 5)


def at_each(cutoffs, record):
    return [told(disease, record, cutoff=cutoff)[0]["value"] for cutoff in cutoffs]


def test_it_lasts_from_where_one_is_found_until_the_other_is_and_may_begin_anew():
    record = """
        occurred   | kind          | fields
        2020-01-01 | marrow_blasts | percent=10
        2020-01-02 | marrow_blasts | percent=20
        2020-01-03 | marrow_blasts | percent=10
        2020-01-04 | marrow_blasts | percent=4
        2020-01-05 | marrow_blasts | percent=10
        2020-01-06 | marrow_blasts | percent=30
    """
    days = [f"2020-01-0{day}" for day in range(1, 7)]

    assert at_each(days, record) == ["false", "true", "true", "false", "false", "true"]


def test_before_anything_was_looked_at_it_is_unknown():
    assert told(
        disease,
        """
        occurred   | kind    | fields
        2020-01-01 | contact |
    """,
    ) == table("""
        patient | value   | date | decided by
        A       | unknown |      |
    """)


def test_its_evidence_is_the_latest_event_that_began_or_ended_it():
    record = """
        occurred   | kind          | fields
        2020-01-01 | marrow_blasts | percent=20
        2020-01-02 | marrow_blasts | percent=10
        2020-01-03 | marrow_blasts | percent=4
        2020-01-04 | marrow_blasts | percent=10
    """
    decided = [
        told(disease, record, cutoff=f"2020-01-0{day}")[0]["decided by"] for day in (2, 3, 4)
    ]

    assert decided == ["1", "3", "3"]


def test_the_event_that_finds_both_true_begins_it():
    both = ongoing(percent >= 20, until=percent >= 10)
    record = """
        occurred   | kind          | fields
        2020-01-01 | marrow_blasts | percent=20
    """

    assert told(both, record)[0]["value"] == "true"


def test_it_reads_itself_out():
    assert sentence(disease) == (
        "(from when marrow blasts percent >= 20, until marrow blasts percent < 5)"
    )


def test_a_deadline_can_neither_begin_nor_end_it():
    due = reached(elapsed(30, first(events("cell_infusion"))))

    with pytest.raises(InvalidDefinition, match="deadline"):
        ongoing(due, until=percent < 5)
