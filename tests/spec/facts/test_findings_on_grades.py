"""Grades and signs as a hospital may enter them: refused with a remedy, or found."""

import pytest

from tests.spec.facts.tables import rows
from tests.spec.facts.test_quality import found, nothing
from timeline.errors import InvalidEvent
from timeline.vocabulary import CORE

GRADES = ("cytokine_release_grade", "neurotoxicity_grade", "toxicity_grade toxicity=infection")


@pytest.mark.parametrize("kind", GRADES)
def test_a_fatal_grade_without_a_death_is_a_finding(kind):
    assert found(f"""
        record | occurred   | fact
        1      | 2020-03-01 | {kind} grade=5
    """) == rows("""
        finding                   | records
        fatal_grade_without_death | 1
    """)


@pytest.mark.parametrize("kind", GRADES)
def test_with_the_death_or_with_a_lesser_grade_there_is_none(kind):
    assert nothing(f"""
        record | occurred   | fact
        1      | 2020-03-01 | {kind} grade=5
        2      | 2020-03-01 | death
    """)
    assert nothing(f"""
        record | occurred   | fact
        1      | 2020-03-01 | {kind} grade=4
    """)


def refusal(kind, **said):
    with pytest.raises(InvalidEvent) as refused:
        CORE.parse(
            {
                "kind": kind,
                "patient": "A",
                "occurred": "2020-01-03",
                "recorded": "2020-01-04T12:00:00Z",
                "recorder": "registry",
                "source_system": "edc",
                "source_record": "1",
                **said,
            }
        )
    return refused.value.reason, refused.value.remedy


@pytest.mark.parametrize("written", ["G3", "3a", "Grade 3", "III", 6, -1, 2.5, "3-4"])
@pytest.mark.parametrize("kind", ["cytokine_release_grade", "neurotoxicity_grade"])
def test_a_grade_is_a_number_alone(kind, written):
    assert refusal(kind, grade=written) == (
        "is no grade",
        "write the number of the grade alone, from 0 to 5",
    )


@pytest.mark.parametrize("kind", ["cytokine_release_grade", "neurotoxicity_grade"])
@pytest.mark.parametrize(("grade", "present"), [(0, True), (3, False)])
def test_a_grade_that_contradicts_the_presence_beside_it_is_refused(kind, grade, present):
    assert refusal(kind, grade=grade, present=present) == (
        "the grade contradicts 'present'",
        "grade 0 is 'present' false, any other true; leave out the wrong one",
    )


@pytest.mark.parametrize(
    "kind",
    [
        "cytokine_release_grade",
        "neurotoxicity_grade",
        "cytokine_release_signs",
        "neurotoxicity_signs",
    ],
)
def test_a_reaction_of_which_nothing_is_stated_is_refused(kind):
    assert refusal(kind) == ("nothing is stated", "state what was found, or leave the event out")


@pytest.mark.parametrize("written", [98.6, 100.4, "102", "101.3 F", "38.5F", "101,3 °F"])
def test_a_temperature_in_fahrenheit_is_no_value(written):
    assert refusal("cytokine_release_signs", temperature_celsius=written) == (
        "looks like degrees Fahrenheit",
        "write degrees Celsius: subtract 32, then multiply by 5/9",
    )


@pytest.mark.parametrize("written", [11, 100, "10/10", "n=8", -1])
def test_an_ice_score_has_ten_points(written):
    assert refusal("neurotoxicity_signs", ice_score=written) == (
        "is no ICE score",
        "write the points alone, from 0 to 10",
    )


@pytest.mark.parametrize("written", ["2L NC", "NC", "intubated", True])
def test_a_word_that_is_none_of_the_signs_is_refused(written):
    assert refusal("cytokine_release_signs", oxygen=written)[1] in (
        "use one of the values that 'timeline schema' lists",
        "write the value itself",
    )


@pytest.mark.parametrize("written", [3, "3", 3.0, "3.0", "0"])
def test_a_whole_number_may_be_written_as_a_source_writes_it(written):
    event = CORE.parse(
        {
            "kind": "neurotoxicity_grade",
            "patient": "A",
            "occurred": "2020-01-03",
            "recorded": "2020-01-04T12:00:00Z",
            "recorder": "registry",
            "source_system": "edc",
            "source_record": "1",
            "grade": written,
        }
    )

    assert event.grade == float(written)
