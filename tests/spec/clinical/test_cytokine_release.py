"""Cytokine release syndrome, graded from signs by the ASTCT consensus (Lee 2019) and as given."""

import pytest

from tests.spec.clinical.asked import INFUSION, asked, day, value
from tests.spec.tables import table

SIGNS = "cytokine_release_signs"
NEITHER = "not graded both ways"
ALL_NORMAL = (
    "temperature_celsius=37 oxygen=none vasopressors=none fluid_responsive_hypotension=false"
)
FEVER = f"3 | {SIGNS} | temperature_celsius=39"


def told(*rows):
    return "\n".join(["day | kind | fields", INFUSION, *rows])


@pytest.mark.parametrize(
    ("signs", "grade"),
    [
        ("temperature_celsius=37.9", "grade 0"),
        ("temperature_celsius=38", "grade 1"),
        ("temperature_celsius=39 fluid_responsive_hypotension=true", "grade 2"),
        ("temperature_celsius=39 oxygen='low flow'", "grade 2"),
        ("temperature_celsius=39 vasopressors=one", "grade 3"),
        ("temperature_celsius=39 oxygen='high flow'", "grade 3"),
        ("temperature_celsius=39 vasopressors=one oxygen='low flow'", "grade 3"),
        ("temperature_celsius=39 vasopressors=vasopressin", "grade 3"),
        ("temperature_celsius=39 vasopressors='one and vasopressin'", "grade 3"),
        ("temperature_celsius=39 oxygen='face mask'", "grade 3"),
        ("temperature_celsius=39 oxygen='venturi mask'", "grade 3"),
        ("temperature_celsius=39 oxygen=nonrebreather", "grade 3"),
        ("temperature_celsius=39 vasopressors=several", "grade 4"),
        ("temperature_celsius=39 oxygen='positive pressure'", "grade 4"),
        ("vasopressors=one", "not graded"),
        ("temperature_celsius=37 vasopressors=one", "grade 0"),
    ],
)
def test_the_worse_of_hypotension_and_hypoxia_grades_a_fever(signs, grade):
    record = told(f"3 | {SIGNS} | {signs}")

    assert value("crs_after_infusion_grade_by_signs", record) == grade


def test_once_it_has_begun_fever_is_no_longer_asked_for():
    record = told(
        f"3 | {SIGNS}   | temperature_celsius=39",
        "4 | drug_given | drug=tocilizumab",
        f"5 | {SIGNS}   | temperature_celsius=37 vasopressors=one",
    )

    assert value("crs_after_infusion_grade_by_signs", record) == "grade 3"
    assert day("crs_after_infusion_onset", record) == "3"
    assert day("crs_after_infusion_severe", record) == "5"


def test_the_highest_grade_is_that_reached_by_the_cutoff():
    record = told(
        "2 | cytokine_release_grade | grade=1",
        "4 | cytokine_release_grade | grade=3",
        "8 | cytokine_release_grade | grade=0",
    )
    by_cutoff = {
        cutoff: value("crs_after_infusion_grade", record, cutoff=cutoff) for cutoff in (1, 3, 4, 8)
    }

    assert by_cutoff == {1: "not graded", 3: "grade 1", 4: "grade 3", 8: "grade 3"}
    assert value("crs_after_infusion_days_to_onset", record) == "2"


def test_its_duration_is_open_until_it_resolves():
    record = told(
        "2 | cytokine_release_grade | grade=1",
        "8 | cytokine_release_grade | grade=0",
    )
    columns = "patient | value | day | decided by"

    assert asked("crs_after_infusion_duration", record, cutoff=5) == table(f"""
        {columns}
        A | censored (alive at the data cutoff) after 3 days | 5 | 2
    """)
    assert asked("crs_after_infusion_duration", record) == table(f"""
        {columns}
        A | resolved after 6 days | 8 | 2, 3
    """)
    assert day("crs_after_infusion_resolved", record) == "8"


def test_a_sign_that_is_not_stated_is_unknown_and_the_last_stated_value_holds():
    record = told(
        f"2 | {SIGNS} | temperature_celsius=39 vasopressors=one",
        f"3 | {SIGNS} | temperature_celsius=39",
    )

    assert value("crs_after_infusion_grade_by_signs", record) == "grade 3"
    assert day("crs_after_infusion_resolved", record) == ""


def test_it_resolves_with_the_last_of_its_signs_where_no_grade_says_so():
    record = told(
        f"2 | {SIGNS} | temperature_celsius=39 oxygen='low flow'",
        f"5 | {SIGNS} | temperature_celsius=37 oxygen='low flow'",
        f"6 | {SIGNS} | temperature_celsius=37 oxygen=none",
    )

    assert day("crs_after_infusion_resolved", record) == "6"
    assert value("crs_after_infusion_duration", record) == "resolved after 4 days"


def test_a_temperature_alone_neither_ends_hypotension_nor_resolves_the_syndrome():
    record = told(
        f"3 | {SIGNS} | temperature_celsius=39 vasopressors=one",
        f"4 | {SIGNS} | temperature_celsius=37",
        f"5 | {SIGNS} | vasopressors=several",
        f"7 | {SIGNS} | vasopressors=none",
    )

    assert day("crs_after_infusion_resolved", record, cutoff=4) == ""
    assert value("crs_after_infusion_grade_by_signs", record) == "grade 4"
    assert day("crs_after_infusion_resolved", record) == "7"


def test_a_sign_never_stated_as_present_does_not_hinder_its_end():
    record = told(FEVER, f"5 | {SIGNS} | temperature_celsius=37")

    assert day("crs_after_infusion_resolved", record) == "5"


def test_a_grade_given_is_not_resolved_by_a_temperature():
    """Hypotension graded it, and nobody stated as a sign that it was gone."""
    given = "3 | cytokine_release_grade | grade=3"
    normal = "temperature_celsius=37 vasopressors=none oxygen=none"
    alone = told(given, f"5 | {SIGNS} | temperature_celsius=37")
    all_stated = told(given, f"5 | {SIGNS} | {normal} fluid_responsive_hypotension=false")

    assert day("crs_after_infusion_resolved", alone) == ""
    assert day("crs_after_infusion_resolved", all_stated) == "5"


HYPOTENSION = f"20 | {SIGNS} | temperature_celsius=36.8 vasopressors=several"


@pytest.mark.parametrize(
    ("rows", "grade", "why"),
    [
        ([], "grade 1", "it had ended, and hypotension later is another illness"),
        ([f"19 | {SIGNS} | temperature_celsius=38.5"], "grade 1", "the fever had gone again"),
        (
            [f"19 | {SIGNS} | temperature_celsius=38.5 vasopressors=one"],
            "grade 4",
            "fever and hypotension began it anew",
        ),
        (["4 | drug_given | drug=tocilizumab"], "grade 4", "the drug had taken the fever away"),
        (["4 | drug_given | drug=acetaminophen"], "grade 4", "so had an antipyretic"),
        (["4 | steroid_started | drug=dexamethasone"], "grade 4", "so had a steroid"),
        (["4 | drug_given | drug=levetiracetam"], "grade 1", "an anticonvulsant does not"),
        (["2 | drug_given | drug=tocilizumab"], "grade 1", "before the fever it took none away"),
    ],
)
def test_hypotension_after_the_end_counts_only_with_fever_again_or_fever_taken_away(
    rows, grade, why
):
    record = told(FEVER, f"5 | {SIGNS} | temperature_celsius=37", *rows, HYPOTENSION)

    assert value("crs_after_infusion_grade_by_signs", record) == grade, why


@pytest.mark.parametrize("given", ["time=10:00", "time=07:00", ""])
def test_a_drug_of_the_day_on_which_fever_began_takes_it_away_whatever_the_time(given):
    record = told(
        f"3 | {SIGNS} | time=08:00 {ALL_NORMAL.replace('=37 ', '=38.6 ')}",
        f"3 | drug_given | drug=tocilizumab {given}",
        f"4 | {SIGNS} | temperature_celsius=37",
        f"5 | {SIGNS} | temperature_celsius=37 vasopressors=one",
    )

    assert value("crs_after_infusion_grade_by_signs", record) == "grade 3"
    assert day("crs_after_infusion_severe", record) == "5"


@pytest.mark.parametrize(
    "earlier",
    [
        [FEVER, f"5 | {SIGNS} | temperature_celsius=37"],
        [FEVER, "3 | drug_given | drug=tocilizumab", f"6 | {SIGNS} | {ALL_NORMAL}"],
    ],
)
@pytest.mark.parametrize(
    ("drug", "grade"), [("tocilizumab", "grade 3"), ("ondansetron", "grade 1")]
)
def test_so_does_a_drug_of_the_first_day_of_a_later_fever(earlier, drug, grade):
    record = told(
        *earlier,
        f"19 | drug_given | drug={drug}",
        f"19 | {SIGNS} | temperature_celsius=39",
        f"20 | {SIGNS} | temperature_celsius=37",
        f"21 | {SIGNS} | temperature_celsius=37 vasopressors=one",
    )

    assert value("crs_after_infusion_grade_by_signs", record) == grade


@pytest.mark.parametrize("between", [[], [f"5 | {SIGNS} | temperature_celsius=36.9"]])
@pytest.mark.parametrize(
    ("first_day", "drug", "grade"),
    [
        ("temperature_celsius=39", [], "grade 1"),
        ("temperature_celsius=39", ["4 | drug_given | drug=tocilizumab"], "grade 4"),
        ("temperature_celsius=39 oxygen='low flow'", [], "grade 4"),
    ],
)
def test_a_sign_that_is_new_without_fever_counts_only_after_a_drug_or_beside_an_older_sign(
    between, first_day, drug, grade
):
    record = told(
        f"3 | {SIGNS} | {first_day}",
        *drug,
        *between,
        f"6 | {SIGNS} | temperature_celsius=36.9 vasopressors=several",
    )

    assert value("crs_after_infusion_grade_by_signs", record) == grade


def test_hypotension_that_was_there_with_fever_counts_until_it_is_stated_to_be_gone():
    record = told(
        f"3 | {SIGNS} | temperature_celsius=39 vasopressors=one",
        f"4 | {SIGNS} | temperature_celsius=36.9",
        f"5 | {SIGNS} | vasopressors=none",
        f"6 | {SIGNS} | temperature_celsius=36.9 vasopressors=several",
    )

    assert day("crs_after_infusion_resolved", record) == "5"
    assert value("crs_after_infusion_grade_by_signs", record) == "grade 3"


def test_it_is_not_resolved_by_a_temperature_that_a_drug_brought_down_where_a_sign_is_new():
    record = told(
        FEVER,
        "4 | drug_given | drug=tocilizumab",
        f"5 | {SIGNS} | temperature_celsius=36.9 vasopressors=one",
        f"7 | {SIGNS} | vasopressors=none",
    )

    assert day("crs_after_infusion_resolved", record) == "7"


def test_after_tocilizumab_it_ends_when_every_sign_is_stated_to_be_absent():
    record = told(
        FEVER,
        "4 | drug_given | drug=tocilizumab",
        f"5 | {SIGNS} | temperature_celsius=37 oxygen=none vasopressors=none "
        "fluid_responsive_hypotension=false",
        HYPOTENSION,
    )

    assert value("crs_after_infusion_grade_by_signs", record) == "grade 1"


def test_present_without_a_grade_is_neither_graded_nor_absent():
    present = told("5 | cytokine_release_grade | present=true")
    absent = told("14 | cytokine_release_grade | grade=0")

    assert value("crs_after_infusion_grade", present) == "present, grade unknown"
    assert day("crs_after_infusion_onset", present) == "5"
    assert value("crs_after_infusion_grade", absent) == "grade 0"
    assert value("crs_after_infusion_grade", told("14 | contact |")) == "not graded"


@pytest.mark.parametrize(
    ("given", "agreement"),
    [
        ("grade=3", "agree"),
        ("grade=2", "graded higher by signs"),
        ("grade=4", "graded lower by signs"),
        ("grade=0", "graded higher by signs"),
        ("present=true", "not graded both ways"),
    ],
)
def test_the_grade_given_is_compared_with_the_grade_that_the_signs_make(given, agreement):
    record = told(
        f"3 | {SIGNS} | temperature_celsius=39 vasopressors=one oxygen=none",
        f"4 | cytokine_release_grade | {given}",
    )

    assert value("crs_after_infusion_agreement", record) == agreement


@pytest.mark.parametrize(
    ("given", "agreement"),
    [("grade=2", "graded higher by signs"), ("grade=3", "agree"), ("grade=4", NEITHER)],
)
def test_signs_that_were_not_stated_leave_open_whether_a_higher_grade_agrees(given, agreement):
    """Oxygen was not stated: it may have been positive pressure."""
    record = told(
        f"3 | {SIGNS} | temperature_celsius=39 vasopressors=one",
        f"4 | cytokine_release_grade | {given}",
    )

    assert value("crs_after_infusion_agreement", record) == agreement


def test_a_reaction_belongs_to_the_latest_treatment_before_it():
    record = told(
        "3   | cytokine_release_grade | grade=1",
        "100 | cell_infusion          | product=x infusion=2",
        "102 | cytokine_release_grade | grade=3",
        "200 | therapy_started        | drugs=blinatumomab setting=salvage",
        "201 | cytokine_release_grade | grade=2",
    )
    treatments = ("infusion", "reinfusion", "blinatumomab")

    assert [value(f"crs_after_{each}_grade", record) for each in treatments] == [
        "grade 1",
        "grade 3",
        "grade 2",
    ]


def test_absence_stated_alone_is_grade_0_and_ends_it():
    absent = told("14 | cytokine_release_grade | present=false")
    over = told(
        "3 | cytokine_release_grade | grade=2", "9 | cytokine_release_grade | present=false"
    )

    assert value("crs_after_infusion_grade", absent) == "grade 0"
    assert value("crs_after_infusion_grade", over) == "grade 2"
    assert day("crs_after_infusion_resolved", over) == "9"
