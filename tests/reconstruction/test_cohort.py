"""The solved tables, read back from the events by the definitions of the study."""

import pytest

from reconstruction.cohort.reactions import graded_by_organ_toxicity
from reconstruction.cohort.tables import read_patients
from reconstruction.published_tables import FOLDER
from tests.studies.cohort import days, lines, replay, values

PATIENTS = read_patients(FOLDER)
RESPONSES = {
    ("complete remission", "negative"): "MRD-negative CR",
    ("complete remission", "positive"): "MRD-positive CR",
    ("complete remission", "unknown"): "CR with MRD unknown",
    ("no response", ""): "no response",
}
NOT_EVALUABLE = "not evaluable"


def read(column, kind=str):
    """A column of ``patients.csv`` for those who have a cell in it."""
    found = {patient.name: patient.cells[column] for patient in PATIENTS}
    return {patient: kind(cell) for patient, cell in found.items() if cell != ""}


def told(definition):
    """What a definition finds, for those of whom it finds anything."""
    return {patient: one for patient, one in values(definition).items() if one is not None}


def days_to(milestone):
    found = days(milestone)
    return {patient: day for patient, day in found.items() if day is not None}


WORDS = {
    "sex": "sex",
    "ldh_before": "ldh_before_lymphodepletion",
    "platelets_before": "platelets_before_lymphodepletion",
    "lymphodepletion": "lymphodepletion_before_infusion",
    "cytogenetic_risk": "cytogenetic_risk",
    "bridging": "bridging_class",
    "disease_before": "disease_before_infusion",
}
"""Columns that a definition finds word by word."""


@pytest.mark.parametrize("column", WORDS)
def test_a_column_of_words_is_what_the_definition_finds(column):
    assert {p: word for p, word in told(WORDS[column]).items() if word != "unknown"} == read(column)


NUMBERS = {
    "age_years": "age_stated",
    "prior_lines": "prior_lines",
    "progression_day": "days_to_progression",
    "tocilizumab_day": "days_to_tocilizumab_after_infusion",
    "steroid_day": "days_to_steroid_after_infusion",
    "steroid_days": "steroid_days_after_infusion",
    "steroid_mg_per_kg": "steroid_dose_after_infusion",
}


@pytest.mark.parametrize("column", NUMBERS)
def test_a_column_of_numbers_is_what_the_definition_finds(column):
    assert told(NUMBERS[column]) == read(column, float)


DAYS = {
    "consolidation_day": "consolidation",
    "last_day": "last_seen",
}


@pytest.mark.parametrize("column", DAYS)
def test_a_column_of_days_is_that_of_the_milestone(column):
    assert days_to(DAYS[column]) == read(column, int)


YES = {
    "prior_blinatumomab": "prior_blinatumomab",
    "prior_inotuzumab": "prior_inotuzumab",
    "prior_transplant": "transplant_before_infusion",
}


@pytest.mark.parametrize("column", YES)
def test_a_column_of_yes_and_no_is_whether_the_milestone_was_reached(column):
    said = read(column)

    assert {p: "yes" if reached else "no" for p, reached in values(YES[column]).items()} == said


@pytest.mark.parametrize(
    ("column", "definition"),
    [
        ("cytokine_release_grade", "crs_after_infusion_grade"),
        ("neurotoxicity_grade", "icans_after_infusion_grade"),
    ],
)
def test_the_grade_of_a_reaction_is_that_of_the_table(column, definition):
    assert told(definition) == {p: f"grade {grade}" for p, grade in read(column).items()}


@pytest.mark.parametrize("reaction", ["crs", "icans"])
@pytest.mark.parametrize("treatment", ["infusion", "reinfusion", "blinatumomab"])
def test_the_grades_given_agree_with_those_that_the_signs_make(reaction, treatment):
    found = values(f"{reaction}_after_{treatment}_agreement")
    otherwise = {p for p, word in found.items() if word not in ("agree", "not graded both ways")}
    first = (reaction, treatment) == ("crs", "infusion")

    assert otherwise == {
        patient.name for patient in PATIENTS if first and graded_by_organ_toxicity(patient)
    }


def test_the_philadelphia_transcript_is_that_of_the_table():
    transcripts = told("philadelphia_transcript")
    found = {p: transcripts.get(p, word) for p, word in told("philadelphia_chromosome").items()}

    assert found == read("philadelphia")


def test_the_first_response_and_its_day_are_those_of_the_table():
    expected = {
        patient.name: RESPONSES.get(
            (patient.cells["response"], patient.cells["residual_disease"]), NOT_EVALUABLE
        )
        for patient in PATIENTS
    }
    found = {p: word.split(":")[0] for p, word in values("response_to_infusion").items()}
    remission = {p: day for p, day in read("response_day", int).items() if "CR" in expected[p]}

    assert found == expected
    assert days_to("remission_after_infusion") == remission


def test_the_kind_of_progression_is_that_of_the_table():
    kinds = {"refractory": days_to("no_response_to_infusion"), "relapse": days_to("relapse")}
    for patient in PATIENTS:
        kind = patient.cells["progression"]
        if kind in kinds:
            assert (patient.name, kinds[kind][patient.name]) == (patient.name, patient.progression)
        elif kind == "residual disease":
            assert kinds["relapse"][patient.name] == patient.day("morphologic_relapse_day")
            assert days_to("molecular_relapse")[patient.name] == patient.progression
        else:
            assert patient.name not in days_to("progression")


def test_the_blasts_and_the_antigen_at_progression_are_those_of_the_table():
    blasts = told("blasts_at_progression")
    for patient in PATIENTS:
        said = patient.cells["marrow_percent"]
        if said.startswith("<"):
            assert blasts[patient.name] < 5
        elif said:
            assert (patient.name, blasts[patient.name]) == (patient.name, int(said))
    assert told("cd19_at_progression") == {
        p: word for p, word in read("cd19").items() if word != "unknown"
    }


def test_the_site_of_progression_is_that_of_the_table():
    found = values("site_of_progression")
    for patient in PATIENTS:
        if patient.progression is not None:
            under = patient.cells["marrow_percent"].startswith("<")
            alone = "extramedullary" if patient.sites else "residual disease alone"
            both = "marrow and extramedullary" if patient.sites else "marrow"
            assert (patient.name, found[patient.name]) == (patient.name, alone if under else both)
    nervous = {p for p, reached in values("nervous_system_at_progression").items() if reached}
    assert nervous == {
        patient.name for patient in PATIENTS if "central nervous system" in patient.sites
    }


def test_how_follow_up_ends_is_what_the_table_says():
    dead, lost = read("cause_of_death"), set(days_to("lost"))

    assert told("cause_of_death") == dead
    assert lost == {patient.name for patient in PATIENTS if patient.is_(last_status="lost")}
    assert set(dead) == {patient.name for patient in PATIENTS if patient.is_(last_status="dead")}


def test_every_line_of_salvage_is_the_solved_one():
    found = {(row.patient, row.number): row for row in lines()}
    solved = {(patient.name, line.number): line for patient in PATIENTS for line in patient.lines}

    assert set(found) == set(solved)
    for key, line in solved.items():
        inside, start = found[key].values, found[key].start
        given = "CAR T cells" if line.treatment == "second infusion" else line.line_class
        response = RESPONSES.get((line.response, line.residual), NOT_EVALUABLE)
        assert (key, start) == (key, line.day)
        assert (key, inside["line_class"].value) == (key, given)
        assert (key, inside["line_response"].value.split(":")[0]) == (key, response)


LINE_DAYS = {
    "transplant_in_line": "transplant",
    "donor_lymphocytes_in_line": "donor_lymphocytes",
}


@pytest.mark.parametrize("definition", LINE_DAYS)
def test_a_day_of_a_line_is_the_solved_one(definition):
    found = {
        (row.patient, row.number): row.days[definition] for row in lines() if row.days[definition]
    }

    assert found == {
        (patient.name, line.number): day
        for patient in PATIENTS
        for line in patient.lines
        if (day := getattr(line, LINE_DAYS[definition])) is not None
    }


def test_the_remission_and_the_relapse_of_a_line_are_the_solved_ones():
    found = {(row.patient, row.number): row.days for row in lines()}
    for patient in PATIENTS:
        for line in patient.lines:
            dated = found[patient.name, line.number]
            if line.response == "complete remission":
                assert (patient.name, dated["remission_in_line"]) == (patient.name, line.judged)
            relapse = {dated["relapse_in_line"], dated["molecular_relapse_in_line"]}
            assert line.relapse is None or line.relapse in relapse, patient.name


def test_event_free_survival_is_that_of_the_table():
    found = followed("EFS")

    for patient in PATIENTS:
        event = patient.day("morphologic_relapse_day") or patient.progression
        days = patient.last if event is None else event
        happened = event is not None or patient.is_(last_status="dead")
        assert (patient.name, found[patient.name]) == (patient.name, (days, happened))


def test_overall_survival_is_that_of_the_table():
    assert followed("OS") == {
        patient.name: (patient.last, patient.is_(last_status="dead")) for patient in PATIENTS
    }


def followed(endpoint):
    """Days and whether the event happened, of each patient."""
    table = replay().endpoint(endpoint)
    ends = zip(table.time.tolist(), table.event.tolist(), strict=True)
    return dict(zip(table.patient.tolist(), ends, strict=True))
