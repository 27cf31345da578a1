import pytest

from tests.spec.facts.tables import told
from timeline.quality import findings
from timeline.vocabulary import CORE
from timeline.vocabulary.terms import Term


def found(table, vocabulary=CORE):
    """The findings of a record, each as its name and statement."""
    return [(finding.name, finding.statement) for finding in findings(told(table, vocabulary))]


def test_another_order_or_spelling_of_the_drugs_is_the_same_course():
    assert not found("""
        record | occurred   | fact
        1      | 2020-02-01 | therapy_started drugs=blinatumomab+inotuzumab setting=salvage
        2      | 2020-03-01 | therapy_stopped drugs=InO+Blincyto setting=salvage
        3      | 2020-04-01 | therapy_started drugs=HyperCVAD-A setting=salvage
        4      | 2020-05-01 | therapy_stopped drugs=Cytoxan+Oncovin+Adriamycin+Decadron setting=salvage
    """)  # noqa: E501


def test_the_same_fact_in_another_spelling_is_a_duplicate():
    (one,) = found("""
        record | occurred   | fact
        1      | 2020-02-01 | drug_given drug=tocilizumab
        2      | 2020-02-01 | drug_given drug=Actemra
    """)
    assert one[0] == "duplicate"


def test_a_word_that_no_term_knows_is_one_finding_of_its_patient_and_field():
    assert found("""
        record | occurred   | fact
        1      | 2020-02-01 | therapy_started drugs=XYZ-101 setting=salvage
        2      | 2020-03-01 | therapy_stopped drugs=XYZ-101 setting=salvage
        3      | 2020-04-01 | therapy_started drugs=XYZ-101 setting=salvage
        4      | 2020-04-01 | extramedullary site=toe status=present
        5      | 2020-05-01 | therapy_started drugs=vincristine regimen=Hypercvda setting=prior
    """) == [
        (
            "unknown_word",
            "no term knows 'Hypercvda', regimen of therapy started; did you mean 'hyper-CVAD A'?",
        ),
        ("unknown_word", "no term knows 'XYZ-101', drugs of therapy started"),
        ("unknown_word", "no term knows 'XYZ-101', drugs of therapy stopped"),
        ("unknown_word", "no term knows 'toe', site of extramedullary"),
    ]


def test_the_term_that_was_perhaps_meant_is_offered():
    ((_, statement),) = found("""
        record | occurred   | fact
        1      | 2020-02-01 | drug_given drug=Tocilizumabb
    """)
    assert statement.endswith("drug of drug given; did you mean 'tocilizumab'?")


def test_a_word_that_the_study_adds_is_no_finding():
    record = """
        record | occurred   | fact
        1      | 2020-02-01 | drug_given drug=XYZ-101
    """
    own = CORE.extended((), {"drugs": (Term("XYZ-101", source="protocol"),)})

    assert found(record)
    assert not found(record, own)


@pytest.mark.parametrize(
    ("cause", "detail", "quarrel"),
    [
        ("treatment", "relapse", True),
        ("disease", "GVHD", True),
        ("disease", "PD", False),
        ("treatment", "sepsis", False),
        ("unknown", "relapse", False),
    ],
)
def test_a_cause_of_death_that_its_detail_contradicts_is_found(cause, detail, quarrel):
    names = [
        name
        for name, _ in found(f"""
            record | occurred   | fact
            1      | 2020-02-01 | death cause={cause} detail={detail}
        """)
    ]
    assert names == ["cause_against_detail"] * quarrel


@pytest.mark.parametrize(
    ("drug", "is_found"),
    [("Decadron", False), ("steroids", False), ("Actemra", True), ("MTX", True)],
)
def test_a_course_of_a_steroid_whose_drug_is_none_is_found(drug, is_found):
    names = [
        name
        for name, _ in found(f"""
            record | occurred   | fact
            1      | 2020-02-01 | steroid_started drug={drug}
        """)
    ]
    assert names == ["no_corticosteroid"] * is_found


def test_what_was_seen_in_a_single_cell_is_found():
    assert found("""
        record | occurred   | fact
        1      | 2020-02-01 | cytogenetic_finding abnormality=46,XX,t(9;22)[1]/46,XX[19]
        2      | 2020-02-02 | cytogenetic_finding abnormality=46,XX,t(9;22)[2]/46,XX[18]
    """) == [
        (
            "in_one_cell",
            "t(9;22)(q34;q11), abnormality of cytogenetic finding, was seen in a single cell",
        )
    ]


def test_a_correction_of_a_word_takes_the_finding_away():
    assert not found("""
        record | occurred   | recorded   | fact
        1      | 2020-02-01 | 2020-02-02 | drug_given drug=toczilumab
        2      | 2020-02-01 | 2020-02-03 | corrected 1 to drug_given drug=tocilizumab
    """)
