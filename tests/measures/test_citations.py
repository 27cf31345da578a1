"""A study whose measure cites what the study does not have is refused when it is made."""

from dataclasses import replace

import pytest

from projections.language import InvalidDefinition
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
)
from tests.measures.cohort import STUDY


def study(measure):
    return replace(STUDY, measures={"asked": measure})


@pytest.mark.parametrize(
    ("measure", "place"),
    [
        (Tally((Reached("nothing"),)), "definition"),
        (Tally((), (label("nothing", "x"),)), "definition"),
        (Tally((Member("nothing"),)), "population"),
        (Tally((Follows("nothing", "relapse"),)), "definition"),
        (Tally((), (Follows("relapse", "nothing"),)), "definition"),
        (Spread("nothing"), "definition"),
        (Spread("age", (Known("nothing"),)), "definition"),
        (Pairs("age", "nothing", ("higher",), 2), "definition"),
        (Pairs("age", "age", ("higher",), 2, (Number("nothing", above=1),)), "definition"),
        (Cell("nothing"), "definition"),
        (Cell("age", of=(Known("nothing"),)), "definition"),
        (Cell("age", when=(Known("nothing"),)), "definition"),
        (Dated("nothing", "first"), "definition"),
        (Tally((Ended("nothing"),)), "definition"),
        (Followed("nothing"), "definition"),
        (Behaves({}, (Reached("nothing"),)), "definition"),
        (Median("nothing"), "analysis"),
        (Curve("nothing", at=5), "analysis"),
        (Ratio("nothing", "age"), "analysis"),
        (Comparison("nothing"), "analysis"),
        (Significance("nothing"), "analysis"),
        (Entered("nothing"), "analysis"),
    ],
)
def test_a_name_that_is_none_is_refused(measure, place):
    with pytest.raises(InvalidDefinition) as refused:
        study(measure)

    assert str(refused.value) == (
        f"in study 'made up' measure 'asked' cites the {place} 'nothing', which is none"
    )


@pytest.mark.parametrize(
    "measure",
    [Followed("OS"), Tally((Member("relapsed"), Reached("death"))), Median("survival")],
)
def test_names_that_there_are_may_be_cited(measure):
    assert study(measure).measures == {"asked": measure}
