from projections.language import Case, Classes, events, first, reached, signal
from tests.spec.tables import table, told

few_blasts = signal("marrow_blasts", "percent") < 5
negative = signal("residual_disease", "result").is_("negative")
response = Classes(
    (
        Case("MRD-negative remission", few_blasts & negative),
        Case("remission", few_blasts),
        Case("no remission", ~few_blasts),
    ),
    otherwise="not assessed",
)


def test_a_patient_belongs_to_the_first_case_that_is_true_at_the_cutoff():
    record = """
        patient | record | occurred   | kind             | fields
        A       | a1     | 2020-01-10 | marrow_blasts    | percent=2
        A       | a2     | 2020-01-10 | residual_disease | result=negative
        B       | b1     | 2020-01-10 | marrow_blasts    | percent=2
        C       | c1     | 2020-01-10 | marrow_blasts    | percent=60
        D       | d1     | 2020-01-10 | residual_disease | result=negative
    """

    assert told(response, record) == table("""
        patient | value                  | date | decided by
        A       | MRD-negative remission |      | a1, a2
        B       | remission              |      | b1
        C       | no remission           |      | c1
        D       | not assessed           |      |
    """)


def test_a_case_that_is_unknown_is_passed_over():
    """Whether B's remission is MRD-negative is unknown: B falls into the case that is true."""
    of_negative = Classes((Case("yes", negative), Case("no", ~negative)))
    record = """
        patient | record | occurred   | kind    | fields
        B       | b1     | 2020-01-10 | contact |
    """

    assert told(of_negative, record)[0]["value"] == "unknown"


def test_classes_see_what_has_been_reached_by_the_cutoff():
    transplanted = Classes(
        (Case("transplanted", reached(first(events("transplant")))),), otherwise="not transplanted"
    )
    record = """
        record | occurred   | kind       | fields
        1      | 2020-01-10 | contact    |
        2      | 2020-02-10 | transplant | donor=allogeneic
    """

    assert told(transplanted, record, cutoff="2020-02-09")[0]["value"] == "not transplanted"
    assert told(transplanted, record, cutoff="2020-02-10") == table("""
        patient | value        | date | decided by
        A       | transplanted |      | 2
    """)
