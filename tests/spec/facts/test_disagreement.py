"""Where assessments of one kind on one day disagree, the rule of their kind decides."""

from itertools import permutations

import pytest

from projections.language import events, field_of, first, highest, last, signal
from tests.spec.facts.tables import rows
from tests.spec.facts.test_quality import found
from tests.spec.tables import derivations, told

blasts = signal("marrow_blasts", "percent")
latest = field_of(last(events("marrow_blasts")), "percent")


def values(definition, record, **as_of):
    return [row["value"] for row in told(definition, record, **as_of)]


@pytest.mark.parametrize("records", list(permutations("abc")))
def test_of_marrows_of_one_day_the_worst_holds_whatever_their_records_and_order(records):
    one, two, three = records
    record = f"""
        record  | occurred   | kind          | fields
        {one}   | 2020-03-01 | marrow_blasts | percent=60
        {two}   | 2020-03-01 | marrow_blasts | percent=2
        {three} | 2020-03-01 | marrow_blasts | percent=30
    """
    assert values(first(blasts < 5), record) == ["not reached"]
    assert values(blasts < 5, record) == ["false"]
    assert values(latest, record) == ["60"]
    assert values(first(events("marrow_blasts"), n=1), record) == ["reached"]


def test_what_is_outvoted_is_none_of_the_events_of_its_kind():
    record = """
        record | occurred   | kind          | fields
        1      | 2020-03-01 | marrow_blasts | percent=60
        2      | 2020-03-01 | marrow_blasts | percent=2
    """
    (row,) = told(first(events("marrow_blasts")), record)

    assert row["decided by"] == "1"


def test_the_vote_counts_what_is_known():
    record = """
        record | occurred   | recorded   | kind          | fields
        1      | 2020-03-01 | 2020-03-02 | marrow_blasts | percent=2
        2      | 2020-03-01 | 2020-04-01 | marrow_blasts | percent=60
        3      | 2020-03-01 | 2020-05-01 | retracted     | target=2
    """
    assert values(latest, record, known_by="2020-03-31") == ["2"]
    assert values(latest, record, known_by="2020-04-01") == ["60"]
    assert values(latest, record) == ["2"]


def test_results_that_are_told_apart_do_not_disagree():
    record = """
        record | occurred   | kind           | fields
        1      | 2020-03-01 | extramedullary | site=cns status=present
        2      | 2020-03-01 | extramedullary | site=testis status=resolved
    """
    sites = signal("extramedullary", "status").somewhere("site", "resolved")

    assert values(sites, record) == ["true"]


@pytest.mark.parametrize("records", list(permutations("12")))
def test_of_results_that_are_told_apart_the_worst_comes_last_on_the_day(records):
    one, two = records
    record = f"""
        record | occurred   | kind             | fields
        {one}  | 2020-03-01 | residual_disease | result=positive method=flow
        {two}  | 2020-03-01 | residual_disease | result=negative method=pcr
    """
    assert values(signal("residual_disease", "result").is_("positive"), record) == ["true"]


def test_a_disagreement_is_a_finding_that_names_all_of_the_day():
    assert found("""
        record | occurred   | fact
        1      | 2020-03-01 | marrow_blasts percent=60
        2      | 2020-03-01 | marrow_blasts percent=2
        3      | 2020-03-02 | marrow_blasts percent=2
    """) == rows("""
        finding      | records
        disagreement | 2 1
    """)


def test_equal_facts_do_not_disagree():
    assert found("""
        record | occurred   | fact
        1      | 2020-03-01 | marrow_blasts percent=60
        2      | 2020-03-01 | marrow_blasts percent=60
    """) == rows("""
        finding   | records
        duplicate | 1 2
    """)


def test_an_audit_shows_what_was_outvoted_and_why():
    record = """
        record | occurred   | kind          | fields
        1      | 2020-03-01 | marrow_blasts | percent=60
        2      | 2020-03-01 | marrow_blasts | percent=2
    """
    derived, records = derivations(first(events("marrow_blasts")), record)

    assert [(records[item.event], item.reason) for item in derived["A"].rejected] == [
        ("2", "outvoted: of assessments of one day that disagree the worst holds")
    ]


def test_the_worst_of_a_day_holds_whatever_the_hours():
    record = """
        record | occurred         | recorded   | kind          | fields
        1      | 2020-03-01T08:00 | 2020-03-02 | marrow_blasts | percent=60
        2      | 2020-03-01T15:00 | 2020-03-02 | marrow_blasts | percent=2
    """
    assert values(latest, record) == ["60"]


def test_laboratory_values_of_one_day_all_count_in_the_order_that_the_source_tells():
    record = """
        record | occurred         | recorded   | kind       | fields
        1      | 2020-03-01T15:00 | 2020-03-02 | laboratory | analyte=ldh unit=U/L value=200
        2      | 2020-03-01T08:00 | 2020-03-02 | laboratory | analyte=ldh unit=U/L value=900
    """
    ldh = signal("laboratory", "value", analyte="ldh")

    assert values(ldh < 250, record) == ["true"]
    assert values(highest(ldh), record) == ["900"]


@pytest.mark.parametrize("records", list(permutations("12")))
def test_without_an_order_the_higher_laboratory_value_is_taken_to_be_the_later(records):
    one, two = records
    record = f"""
        record | occurred   | kind       | fields
        {one}  | 2020-03-01 | laboratory | analyte=ldh unit=U/L value=200
        {two}  | 2020-03-01 | laboratory | analyte=ldh unit=U/L value=900
    """
    assert values(signal("laboratory", "value", analyte="ldh") < 250, record) == ["false"]


def test_laboratory_values_disagree_only_where_their_order_is_not_told():
    assert found("""
        record | occurred   | time  | fact
        1      | 2020-03-01 | 08:00 | laboratory analyte=ldh unit=U/L value=200
        2      | 2020-03-01 | 15:00 | laboratory analyte=ldh unit=U/L value=900
        3      | 2020-03-02 |       | laboratory analyte=ldh unit=U/L value=200
        4      | 2020-03-02 |       | laboratory analyte=ldh unit=U/L value=-900
        5      | 2020-03-02 |       | laboratory analyte=crp unit=mg/L value=90
    """) == rows("""
        finding      | records
        disagreement | 4 3
    """)


def test_of_two_deaths_of_one_day_a_known_cause_holds():
    record = """
        record | occurred   | kind  | fields
        1      | 2020-03-01 | death | cause=disease
        2      | 2020-03-01 | death |
    """
    assert values(first(events("death", cause="disease")), record) == ["reached"]
    assert values(first(events("death", cause="unknown")), record) == ["not reached"]
