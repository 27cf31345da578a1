from projections.language import signal
from tests.spec.tables import table, told

blasts = signal("marrow_blasts", "percent")


def test_a_signal_holds_the_value_of_the_latest_assessment_until_the_next():
    record = """
        patient | record | occurred   | kind          | fields
        A       | a1     | 2020-01-10 | marrow_blasts | percent=60
        A       | a2     | 2020-02-10 | marrow_blasts | percent=2
        A       | a3     | 2020-05-10 | contact       |
        B       | b1     | 2020-01-10 | marrow_blasts | percent=2
        B       | b2     | 2020-02-10 | marrow_blasts | percent=60
    """

    assert told(blasts < 5, record) == table("""
        patient | value | date | decided by
        A       | true  |      | a2
        B       | false |      | b2
    """)


def test_before_its_first_assessment_a_comparison_is_unknown():
    record = """
        patient | record | occurred   | kind          | fields
        A       | a1     | 2020-01-10 | contact       |
        A       | a2     | 2020-02-10 | marrow_blasts | percent=2
    """

    assert told(blasts < 5, record, cutoff="2020-02-09") == table("""
        patient | value   | date | decided by
        A       | unknown |      |
    """)
    assert told(blasts < 5, record, cutoff="2020-02-10") == table("""
        patient | value | date | decided by
        A       | true  |      | a2
    """)


def test_an_assessment_that_lacks_the_field_changes_nothing():
    level = signal("residual_disease", "level")
    record = """
        patient | record | occurred   | kind             | fields
        A       | a1     | 2020-01-10 | residual_disease | result=positive level=0.001
        A       | a2     | 2020-02-10 | residual_disease | result=negative
    """

    assert told(level < 0.0001, record) == table("""
        patient | value | date | decided by
        A       | false |      | a1
    """)


def test_only_assessments_that_pass_the_tests_of_a_signal_set_it():
    by_flow = signal("residual_disease", "result", method="flow")
    record = """
        patient | record | occurred   | kind             | fields
        A       | a1     | 2020-01-10 | residual_disease | result=negative method=flow
        A       | a2     | 2020-02-10 | residual_disease | result=positive method=pcr
        B       | b1     | 2020-02-10 | residual_disease | result=negative method=pcr
    """

    assert told(by_flow.is_("negative"), record) == table("""
        patient | value   | date | decided by
        A       | true    |      | a1
        B       | unknown |      |
    """)


def test_a_signal_is_compared_with_a_number_a_word_or_several():
    record = """
        patient | record | occurred   | kind             | fields
        A       | a1     | 2020-01-10 | marrow_blasts    | percent=5
        A       | a2     | 2020-01-10 | residual_disease | result=indeterminate
    """
    result = signal("residual_disease", "result")

    values = {
        "less than 5": blasts < 5,
        "at most 5": blasts <= 5,
        "more than 5": blasts > 5,
        "at least 5": blasts >= 5,
        "5": blasts.is_(5),
        "negative": result.is_("negative"),
        "negative or indeterminate": result.is_("negative", "indeterminate"),
    }
    assert {said: told(one, record)[0]["value"] for said, one in values.items()} == {
        "less than 5": "false",
        "at most 5": "true",
        "more than 5": "false",
        "at least 5": "true",
        "5": "true",
        "negative": "false",
        "negative or indeterminate": "true",
    }


def test_of_two_assessments_on_one_day_the_one_recorded_later_holds():
    record = """
        patient | record | occurred   | kind          | fields     | recorded
        A       | a1     | 2020-01-10 | marrow_blasts | percent=60 | 2020-01-12
        A       | a2     | 2020-01-10 | marrow_blasts | percent=2  | 2020-01-11
    """

    assert told(blasts < 5, record) == table("""
        patient | value | date | decided by
        A       | false |      | a1
    """)
