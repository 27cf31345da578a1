"""ICANS, graded from its five domains by the ASTCT consensus (Lee 2019) and as given."""

import pytest

from tests.spec.clinical.asked import INFUSION, day, value

NORMAL = "ice_score=10 consciousness=alert seizure=none motor=none oedema=none"


def told(*rows):
    return "\n".join(["day | kind | fields", INFUSION, *rows])


@pytest.mark.parametrize(
    ("signs", "grade"),
    [
        (NORMAL, "grade 0"),
        ("ice_score=10", "not graded"),
        (f"{NORMAL} motor=tremor", "grade 0"),
        (f"{NORMAL} motor=myoclonus", "grade 0"),
        (f"{NORMAL} oedema=haemorrhage", "grade 0"),
        (f"{NORMAL} oedema='raised opening pressure'", "grade 0"),
        ("oedema=papilloedema", "grade 4"),
        ("oedema='sixth-nerve palsy'", "grade 4"),
        ("oedema='decorticate posturing'", "grade 4"),
        ("oedema='decerebrate posturing'", "grade 4"),
        ('oedema="Cushing\'s triad"', "grade 4"),
        ("seizure=repetitive", "grade 4"),
        ("ice_score=9", "grade 1"),
        ("ice_score=7", "grade 1"),
        ("ice_score=6", "grade 2"),
        ("ice_score=3", "grade 2"),
        ("ice_score=2", "grade 3"),
        ("ice_score=0", "grade 3"),
        ("ice_score=0 consciousness=coma", "grade 4"),
        ("ice_score=10 consciousness='to voice'", "grade 2"),
        ("ice_score=10 consciousness='to touch'", "grade 3"),
        ("consciousness=stupor", "grade 4"),
        ("ice_score=10 seizure=brief", "grade 3"),
        ("ice_score=10 seizure=prolonged", "grade 4"),
        ("ice_score=10 motor='deep focal weakness'", "grade 4"),
        ("ice_score=10 oedema=focal", "grade 3"),
        ("ice_score=10 oedema=diffuse", "grade 4"),
        ("consciousness=alert", "not graded"),
    ],
)
def test_the_most_severe_of_the_five_domains_is_the_grade(signs, grade):
    record = told(f"6 | neurotoxicity_signs | {signs}")

    assert value("icans_after_infusion_grade_by_signs", record) == grade


def test_death_of_it_is_grade_5_and_only_ever_given():
    record = told(
        "7  | neurotoxicity_signs  | consciousness=coma",
        "30 | neurotoxicity_grade  | grade=5",
        "30 | death                | cause=treatment",
    )

    assert value("icans_after_infusion_grade", record) == "grade 5"
    assert value("icans_after_infusion_grade_by_signs", record) == "grade 4"
    assert value("icans_after_infusion_agreement", record) == "agree"
    assert value("icans_after_infusion_duration", record) == "death after 23 days"


def test_it_resolves_with_the_last_of_its_signs_where_no_grade_says_so():
    record = told(
        "5 | neurotoxicity_signs | ice_score=4",
        "7 | neurotoxicity_signs | ice_score=8",
        "9 | neurotoxicity_signs | ice_score=10",
    )

    assert day("icans_after_infusion_resolved", record) == "9"
    assert value("icans_after_infusion_grade", record) == "grade 2"


def test_each_domain_is_what_was_last_stated_of_it():
    record = told(
        "5 | neurotoxicity_signs | ice_score=8 seizure=brief",
        "6 | neurotoxicity_signs | ice_score=10",
        "7 | neurotoxicity_signs | ice_score=10 seizure=none",
    )

    assert day("icans_after_infusion_resolved", record, cutoff=6) == ""
    assert day("icans_after_infusion_resolved", record) == "7"


def test_a_domain_that_is_not_stated_is_never_normal():
    """A grade given without signs does not end with one domain."""
    given = "5 | neurotoxicity_grade | grade=3"

    assert (
        day("icans_after_infusion_resolved", told(given, "9 | neurotoxicity_signs | ice_score=10"))
        == ""
    )
    assert (
        day("icans_after_infusion_resolved", told(given, f"9 | neurotoxicity_signs | {NORMAL}"))
        == "9"
    )


def test_onset_and_severity_come_from_either_source():
    record = told(
        "5 | neurotoxicity_grade | grade=1",
        "6 | neurotoxicity_signs | ice_score=2",
        "9 | neurotoxicity_grade | grade=0",
    )

    assert day("icans_after_infusion_onset", record) == "5"
    assert day("icans_after_infusion_severe", record) == "6"
    assert day("icans_after_infusion_resolved", record) == "9"
    assert value("icans_after_infusion_days_to_onset", record) == "5"


def test_absence_stated_alone_is_grade_0_and_ends_it():
    absent = told("14 | neurotoxicity_grade | present=false")
    over = told(
        "2 | neurotoxicity_grade | present=false",
        "3 | neurotoxicity_grade | grade=2",
        "4 | neurotoxicity_grade | grade=1",
        "9 | neurotoxicity_grade | present=false",
    )

    assert value("icans_after_infusion_grade", absent) == "grade 0"
    assert value("icans_after_infusion_grade", over) == "grade 2"
    assert day("icans_after_infusion_resolved", over) == "9"
