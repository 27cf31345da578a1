"""Two of the paper's 38 progressed with residual disease alone: counted, or not, by an option."""

from projections.studies.wudhikarn2021 import STUDY, study
from reconstruction.cohort.tables import read_patients
from reconstruction.published_tables import FOLDER
from tests.studies.cohort import replay

BY_RULE = study(molecular_progression=False)
SOLVED = {
    patient.name: patient for patient in read_patients(FOLDER) if patient.name in ("MSK9", "MSK56")
}


def days(of, name):
    found = replay(of).quantity(name)
    return {patient: found[patient] for patient in ("MSK9", "MSK56")}


def test_residual_disease_alone_is_progression_as_the_paper_counts():
    assert days(STUDY, "days_to_progression") == {
        name: one.progression for name, one in SOLVED.items()
    }
    assert days(STUDY, "lines_of_salvage") == {"MSK9": 2, "MSK56": 2}


def test_by_the_letter_of_the_rule_they_progress_with_morphologic_disease_later():
    assert days(BY_RULE, "days_to_progression") == {
        name: one.day("morphologic_relapse_day") for name, one in SOLVED.items()
    }


def test_lines_are_what_was_given_under_either():
    assert days(BY_RULE, "lines_of_salvage") == days(STUDY, "lines_of_salvage")


def test_event_free_survival_ends_with_morphologic_relapse_under_either():
    one, other = replay(STUDY).endpoint("EFS"), replay(BY_RULE).endpoint("EFS")

    assert one.time.tolist() == other.time.tolist()


def test_nobody_else_is_classed_otherwise():
    one, other = (replay(each).quantity("days_to_progression") for each in (STUDY, BY_RULE))

    assert {patient for patient in one if one[patient] != other[patient]} == {"MSK9", "MSK56"}


def test_the_choice_is_printed_with_every_result_and_changes_the_version():
    assert any("includes residual disease alone" in convention for convention in STUDY.conventions)
    assert any(
        "excludes residual disease alone" in convention for convention in BY_RULE.conventions
    )
    assert STUDY.version != BY_RULE.version
