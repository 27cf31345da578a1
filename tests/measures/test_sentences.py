"""Each measure in words."""

import pytest

from projections.studies.wudhikarn2021 import STUDY
from projections.study.measures import (
    Behaves,
    Cell,
    Comparison,
    Curve,
    Dated,
    Ended,
    Entered,
    Followed,
    Follows,
    Known,
    Median,
    Member,
    Number,
    Pairs,
    Ratio,
    Reached,
    Significance,
    Spread,
    Tally,
    label,
    sentence,
)


@pytest.mark.parametrize(
    ("measure", "words"),
    [
        (
            Tally((Reached("death"),), (Member("relapsed"),)),
            "Number of patients with death, of patients in the group 'relapsed'.",
        ),
        (
            Tally((label("sex", "female"), Reached("death", yes=False))),
            "Number of patients whose sex is female and without death, of all patients.",
        ),
        (
            Spread("days_to_relapse", (Known("cause"),), unit="of the study"),
            "Spread of days to relapse, in the unit of the study, in patients whose cause is "
            "known.",
        ),
        (
            Spread("OS", (Number("age", above=60),), times="of events"),
            "Spread of times of events of OS, in patients whose age is above 60.",
        ),
        (
            Tally((Follows("transplant", "relapse"),)),
            "Number of patients with transplant on or after the day of relapse, of all patients.",
        ),
        (Median("survival"), "Median of survival."),
        (Median("survival", "CR"), "Median of survival, of CR."),
        (Curve("survival", at=12), "Survival at 12, in percent."),
        (Ratio("Table 2", "age"), "Hazard ratio of age alone, in 'Table 2'."),
        (
            Ratio("Table 3", "age", together=True),
            "Hazard ratio of age among the others that entered, in 'Table 3'.",
        ),
        (Comparison("Table 1", "age"), "Test of age in 'Table 1'."),
        (Comparison("peaks"), "Test in 'peaks'."),
        (
            Significance("Table 2", ("age", "sex")),
            "Whether age or sex is significant alone, in 'Table 2'.",
        ),
        (
            Significance("Table 2", ("age",), others=True),
            "Whether any factor but age is significant alone, in 'Table 2'.",
        ),
        (Cell("sex"), "Sex of a patient."),
        (
            Cell("cause", when=(Reached("death"),)),
            "Cause of a patient, of patients with death.",
        ),
        (
            Cell("age", of=(label("cause", "treatment"),)),
            "Age of the only one of patients whose cause is treatment.",
        ),
        (
            Pairs("first_peak", "second_peak", ("comparable", "higher"), 2),
            "Number of all patients whose second peak is comparable or higher than first peak, "
            "within 2-fold.",
        ),
        (Dated("infusion", "last"), "Month of the last infusion."),
        (Followed("OS"), "Number of those followed under the endpoint OS."),
        (
            Tally((Ended("EFS", "relapse"),)),
            "Number of patients with «relapse» of the endpoint EFS, of all patients.",
        ),
        (
            Tally((Ended("EFS"),)),
            "Number of patients with an event of the endpoint EFS, of all patients.",
        ),
        (Entered("Table 3"), "Factors that entered the model of several in 'Table 3'."),
        (
            Behaves({"4.9": (), "5": ()}, (Reached("relapse"),)),
            "Which made-up patients become patients with relapse: 4.9 or 5.",
        ),
    ],
)
def test_a_measure_says_what_it_measures(measure, words):
    assert sentence(measure) == words


def test_every_measure_of_the_study_has_a_sentence_of_its_own():
    told = [sentence(one) for name, one in STUDY.measures.items() if not name.startswith("Table")]

    assert all(item.endswith(".") for item in told)
    assert len(told) > 150
