"""Measures that count and describe patients, on four patients whose numbers are seen at once."""

from datetime import date

import pytest

from analyses.errors import NotEstimableError
from projections.study.measures import (
    Cell,
    Dated,
    Follows,
    Known,
    Member,
    Number,
    Pairs,
    Reached,
    Spread,
    Tally,
    label,
)
from tests.measures.cohort import values


@pytest.mark.parametrize(
    ("criterion", "n"),
    [
        (Member("relapsed"), 2),
        (Reached("death"), 3),
        (Reached("death", yes=False), 1),
        (label("sex", "female"), 2),
        (label("sex", "female", "male"), 4),
        (label("cause", "disease"), 2),
        (Known("cause"), 3),
        (Number("age", above=60), 1),
        (Number("age", at_least=60), 2),
        (Number("age", exactly=60), 1),
        (Number("days_to_relapse", above=0), 2),
        (Follows("transplant", "relapse"), 1),
        (Follows("relapse", "transplant"), 0),
        (Follows("relapse", "relapse"), 2),
        (Follows("death", "last_seen"), 3),
    ],
)
def test_a_tally_counts_who_meets_a_criterion(criterion, n):
    assert values(Tally((criterion,))) == {"n": n, "denom": 4, "pct": 25.0 * n}


def test_criteria_of_a_group_hold_together_and_the_denominator_is_its_own_group():
    women_who_died = Tally((Reached("death"),), (label("sex", "female"),))

    assert values(women_who_died) == {"n": 2, "denom": 2, "pct": 100.0}
    assert values(Tally((label("sex", "male"), Reached("relapse")))) == {
        "n": 1,
        "denom": 4,
        "pct": 25.0,
    }


def test_of_nobody_there_is_no_percentage():
    assert values(Tally((), (label("cause", "other"),))) == {"n": 0, "denom": 0}


def test_a_spread_is_of_known_numbers():
    found = values(Spread("age"))

    assert {name: found[name] for name in ("n", "median", "q1", "q3", "lo", "hi")} == {
        "n": 4,
        "median": 50,
        "q1": 37.5,
        "q3": 62.5,
        "lo": 30,
        "hi": 70,
    }
    assert (found["first"], found["second"]) == (30, 40)


def test_days_are_told_in_the_unit_of_the_study_where_that_is_asked():
    found = values(Spread("days_to_relapse", unit="of the study"))

    assert (found["median"], found["lo"], found["hi"], found["within"]) == (2.5, 2, 3, 3)


def test_the_times_of_an_endpoint_are_those_of_events_or_of_those_still_followed():
    assert values(Spread("OS", times="of events"))["median"] == 40
    assert values(Spread("OS", times="of the censored"))["median"] == 100
    women = Spread("OS", (label("sex", "female"),), times="of events")
    assert values(women)["median"] == 35


def test_a_spread_of_nothing_says_so():
    with pytest.raises(NotEstimableError, match="no known value"):
        values(Spread("age", (label("cause", "other"),)))


@pytest.mark.parametrize(
    ("relations", "n"), [(("higher",), 1), (("comparable",), 1), (("lower",), 1)]
)
def test_pairs_are_comparable_within_a_factor_else_higher_or_lower(relations, n):
    pairs = Pairs("first_peak", "second_peak", relations, factor=2)

    assert values(pairs)["n"] == n


def test_relations_of_pairs_add_up():
    pairs = Pairs("first_peak", "second_peak", ("comparable", "higher"), 2, (Known("cause"),))

    assert values(pairs) == {"n": 2, "denom": 3, "pct": 200 / 3, "who": "A; B"}


@pytest.mark.parametrize(
    ("measure", "patient", "shown"),
    [
        (Cell("sex"), "A", "female"),
        (Cell("sex", {"female": "F"}), "A", "F"),
        (Cell("cause", missing="none printed"), "D", "none printed"),
        (Cell("age", per=10), "B", 6.0),
        (Cell("transplant"), "A", "no"),
        (Cell("transplant", {"yes": "transplanted"}), "B", "transplanted"),
        (Cell("age", of=(label("cause", "treatment"),)), "", 60),
    ],
)
def test_a_cell_is_what_a_definition_says_of_one_patient(measure, patient, shown):
    assert values(measure, patient) == {"value": shown}


@pytest.mark.parametrize(
    ("measure", "message"),
    [(Cell("age"), "there are 0 patient of that id"), (Cell("age", of=(Known("cause"),)), "3")],
)
def test_a_cell_of_nobody_or_of_several_is_refused(measure, message):
    with pytest.raises(NotEstimableError, match=message):
        values(measure, "Z")


OF_THE_TRANSPLANTED = Cell("relapse", when=(Reached("transplant"),))


@pytest.mark.parametrize(("patient", "shown"), [("B", "yes"), ("C", "no")])
def test_a_cell_about_what_followed_a_treatment_is_said_of_those_who_had_it(patient, shown):
    assert values(OF_THE_TRANSPLANTED, patient) == {"value": shown}


@pytest.mark.parametrize("patient", ["A", "D"])
def test_a_cell_about_what_followed_a_treatment_is_refused_of_those_who_had_none(patient):
    with pytest.raises(NotEstimableError, match="asked only of patients with transplant"):
        values(OF_THE_TRANSPLANTED, patient)


def test_a_month_is_that_of_the_first_or_the_last_day():
    assert values(Dated("death", "first")) == {"month": "2020-01"}
    assert values(Dated("death", "last")) == {"month": "2020-03"}
    with pytest.raises(NotEstimableError, match="nobody has reached death"):
        values(Dated("death", "last"), cutoff=date(2020, 1, 2))
