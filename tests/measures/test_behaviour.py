"""What a study's definitions do with made-up patients, and measures that read its endpoints."""

from dataclasses import replace

import pytest

from projections.language import at_least, events, first
from projections.study.measures import (
    Behaves,
    Ended,
    Entered,
    Followed,
    Reached,
    Tally,
    fact,
)
from tests.measures.cohort import STUDY, enrolment, values

REGISTERED = fact(0, "registered", study="made up")
BLASTS = {
    name: (REGISTERED, fact(20, "marrow_blasts", percent=float(name)), fact(90, "contact"))
    for name in ("60", "4.9", "5", "0")
}
RELAPSED, NOT_RELAPSED = Reached("relapse"), Reached("relapse", yes=False)


def test_who_is_named_in_the_order_of_the_telling():
    assert values(Behaves(BLASTS, (RELAPSED,)))["who"] == "60; 5"
    assert values(Behaves(BLASTS, (NOT_RELAPSED,)))["who"] == "4.9; 0"


def test_where_numbers_are_parted_the_least_or_the_greatest_is_told():
    assert values(Behaves(BLASTS, (RELAPSED,))) == {"who": "60; 5", "least": 5}
    assert values(Behaves(BLASTS, (NOT_RELAPSED,))) == {"who": "4.9; 0", "greatest": 4.9}


def test_the_limit_moves_with_the_definition():
    relapse = first(events("marrow_blasts", percent=at_least(10)), after=enrolment)
    moved = replace(STUDY, definitions={**STUDY.definitions, "relapse": relapse})

    assert values(Behaves(BLASTS, (RELAPSED,)), study=moved)["least"] == 60


def test_there_is_no_limit_where_all_are_in_or_none_or_the_numbers_are_mixed():
    assert values(Behaves(BLASTS, (Reached("enrolment"),))) == {"who": "60; 4.9; 5; 0"}
    assert values(Behaves(BLASTS, (Reached("transplant"),))) == {"who": ""}
    mixed = {**BLASTS, "7": (REGISTERED, fact(90, "contact"))}
    assert values(Behaves(mixed, (RELAPSED,))) == {"who": "60; 5"}


def test_names_that_are_no_numbers_have_no_limit():
    named = {f"blasts {name}": history for name, history in BLASTS.items()}

    assert values(Behaves(named, (RELAPSED,))) == {"who": "blasts 60; blasts 5"}


def test_the_cohort_has_no_part_in_it():
    other = "patient | occurred | kind | fields\nZ | 2020-01-01 | registered | study='made up'"

    assert values(Behaves(BLASTS, (RELAPSED,)), told=other)["who"] == "60; 5"


@pytest.mark.parametrize(
    ("criterion", "n"),
    [
        (Ended("time_to_relapse"), 2),
        (Ended("time_to_relapse", "relapse"), 2),
        (Ended("time_to_relapse", "death"), 1),
        (Ended("time_to_relapse", "last seen alive"), 0),
        (Ended("OS"), 3),
    ],
)
def test_a_time_ends_with_an_event_or_with_one_that_is_named(criterion, n):
    assert values(Tally((criterion,)))["n"] == n


def test_the_patients_of_an_endpoint_are_counted():
    assert values(Followed("time_to_relapse")) == {"n": 4}


def test_the_factors_that_entered_are_named_in_the_words_of_the_source():
    assert values(Entered("factors")) == {"factors": "age"}
    assert values(Entered("factors", {"age": "age above 50"})) == {"factors": "age above 50"}
