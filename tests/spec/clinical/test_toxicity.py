"""Cytopenia, sinusoidal obstruction, infection; tocilizumab and steroids with their timing."""

import pytest

from tests.spec.clinical.asked import INFUSION, asked, day, value
from tests.spec.tables import table
from timeline.errors import InvalidEvent

INOTUZUMAB = "100 | therapy_started | drugs='inotuzumab ozogamicin' setting=salvage"


def told(*rows):
    return "\n".join(["day | kind | fields", INFUSION, *rows])


def graded(at, toxicity, grade):
    return f"{at} | toxicity_grade | toxicity='{toxicity}' {grade}"


@pytest.mark.parametrize(
    ("grade", "severe"),
    [("grade=3", "yes"), ("grade=4", "yes"), ("grade=2", "no"), ("below=3", "no"),
     ("below=5", "unknown")],
)  # fmt: skip
def test_known_only_to_be_below_grade_3_is_not_severe_and_has_no_grade(grade, severe):
    record = told(INOTUZUMAB, graded(110, "white cell count decreased", grade))

    assert value("severe_cytopenia_after_inotuzumab", record) == severe
    assert value("severe_cytopenia_after_infusion", record) == "unknown"
    assert value("leucopenia_grade_after_inotuzumab", record) == (
        grade.removeprefix("grade=") if "grade" in grade else "unknown"
    )


@pytest.mark.parametrize("grade", ["", "grade=3 below=3"])
def test_a_toxicity_without_any_grade_or_not_below_its_own_bound_is_refused(grade):
    with pytest.raises(InvalidEvent, match="grade"):
        value("severe_cytopenia_after_infusion", told(graded(5, "anaemia", grade)))


def test_each_lineage_has_its_highest_grade():
    record = told(
        INOTUZUMAB,
        graded(105, "platelet count decreased", "grade=2"),
        graded(112, "platelet count decreased", "grade=4"),
        graded(112, "white cell count decreased", "grade=3"),
    )

    assert value("thrombocytopenia_grade_after_inotuzumab", record) == "4"
    assert value("leucopenia_grade_after_inotuzumab", record) == "3"


SOS = "sinusoidal obstruction syndrome"
ALLO = "160 | transplant | donor=allogeneic"


@pytest.mark.parametrize(
    ("rows", "when"),
    [
        ([graded(115, SOS, "grade=5")], "during treatment"),
        ([ALLO, graded(175, SOS, "grade=4")], "after transplant"),
        ([graded(121, SOS, "grade=0")], "no"),
        ([graded(121, SOS, "grade=0"), ALLO, graded(175, SOS, "grade=4")], "after transplant"),
        ([], "unknown"),
    ],
)
def test_sinusoidal_obstruction_is_told_during_inotuzumab_and_after_the_transplant(rows, when):
    record = told(INOTUZUMAB, *rows)

    assert value("sinusoidal_obstruction_after_inotuzumab", record) == when


def test_sinusoidal_obstruction_is_dated_and_graded_until_the_next_salvage():
    record = told(
        INOTUZUMAB,
        graded(121, SOS, "grade=0"),
        ALLO,
        graded(175, SOS, "grade=4"),
        "300 | therapy_started | drugs=vincristine setting=salvage",
        graded(310, SOS, "grade=5"),
    )

    assert value("sinusoidal_obstruction_grade", record) == "4"
    assert day("transplant_after_inotuzumab", record) == "160"
    assert day("obstruction_after_transplant", record) == "175"
    assert day("obstruction_during_inotuzumab", record) == ""
    assert day("no_obstruction", record) == "121"
    assert day("next_salvage_after_inotuzumab", record) == "300"


def test_infections_are_told_by_grade_and_by_what_they_are_related_to():
    record = told(
        graded(10, "infection", "grade=2 related_to=lymphodepletion"),
        graded(20, "infection", "grade=4 related_to='19-28z cells'"),
    )

    assert value("infection_grade_after_infusion", record) == "4"
    assert asked("severe_infection_after_infusion", record) == table("""
        patient | value   | day | decided by
        A       | reached | 20  | 3
    """)
    assert value("severe_infection_after_infusion_related_to", record) == "19-28z cells"


MANAGED = told(
    "7  | drug_given      | drug=tocilizumab",
    "8  | steroid_started | drug=dexamethasone prednisone_mg_per_kg_day=1.2",
    "10 | steroid_started | drug=dexamethasone prednisone_mg_per_kg_day=2.5",
    "15 | steroid_stopped | drug=dexamethasone",
    "200 | steroid_started | drug=dexamethasone prednisone_mg_per_kg_day=9",
)


def test_tocilizumab_and_steroids_have_their_timing_dose_and_duration():
    assert day("tocilizumab_after_infusion", MANAGED) == "7"
    assert value("days_to_tocilizumab_after_infusion", MANAGED) == "7"
    assert day("steroid_after_infusion", MANAGED) == "8"
    assert value("days_to_steroid_after_infusion", MANAGED) == "8"
    assert day("steroid_stopped_after_infusion", MANAGED) == "15"
    assert value("steroid_days_after_infusion", MANAGED) == "7"
    assert value("steroid_dose_after_infusion", MANAGED) == "2.5"


@pytest.mark.parametrize(
    ("drug", "on"), [("Decadron", "8"), ("methylprednisolone", "8"), ("'IT hydrocortisone'", "")]
)
def test_a_single_dose_of_a_systemic_corticosteroid_is_a_steroid_too(drug, on):
    record = told(f"8 | drug_given | drug={drug}")

    assert day("steroid_after_infusion", record) == on
    assert value("days_to_steroid_after_infusion", record) == (on or "unknown")
    assert value("steroid_days_after_infusion", record) == "unknown"


def test_what_was_given_later_than_30_days_was_not_given_for_a_reaction():
    record = told("31 | drug_given | drug=tocilizumab", "31 | steroid_started | drug=prednisone")

    assert day("tocilizumab_after_infusion", record) == ""
    assert day("steroid_after_infusion", record) == ""
