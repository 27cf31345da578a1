"""What Python refuses to estimate, with the reason and what to ask for instead."""

import pytest

import patient_timeline as pt
from analyses.errors import InvalidInputError


def test_kaplan_meier_of_events_that_compete_is_refused(at):
    with pytest.raises(InvalidInputError, match=r"compete.*ask for cumulative_incidence"):
        at.kaplan_meier("time_to_progression")
    assert len(at.cumulative_incidence("time_to_progression").curves["all"]) == 2


@pytest.mark.parametrize("per", [0, -1, float("nan")])
def test_events_per_no_time_are_refused(at, per):
    with pytest.raises(InvalidInputError, match="name a number above 0"):
        at.rates("OS", per=per)


@pytest.mark.parametrize(
    ("ask", "reason"),
    [
        (lambda at: at.kaplan_meier("OS", strata="sex"), "no groups to compare"),
        (lambda at: at.kaplan_meier("OS", trend=True), "a trend over no groups"),
        (lambda at: at.kaplan_meier("OS", level=95), "lies between 0 and 1"),
        (lambda at: at.rates("OS", reference="male"), "a reference and no groups"),
        (lambda at: at.cox("OS", ["sex"], level=0), "lies between 0 and 1"),
    ],
)
def test_options_without_effect_or_outside_their_range_are_refused(at, ask, reason):
    with pytest.raises(InvalidInputError, match=reason):
        ask(at)


def test_a_sweep_known_neither_now_nor_then_is_refused_at_once(cohort):
    with pytest.raises(ValueError, match="'now-ish' is neither 'now' nor 'then'"):
        cohort.sweep(["2019-12-31"], known="now-ish")


def test_a_difference_in_what_the_study_has_not_is_refused_with_the_closest(cohort, at):
    with pytest.raises(KeyError, match="no definition 'relapses'; did you mean 'relapse'"):
        cohort.diff(at, at, ["relapses"])
    with pytest.raises(KeyError, match="no definition 'salvage_line/1/nope'"):
        cohort.diff(at, at, ["salvage_line/1/nope"])


def test_a_difference_names_definitions_in_full_or_short_as_elsewhere(cohort):
    days = "2013-12-31", "2014-12-31"
    in_full, short = (cohort.diff(*days, [name]) for name in ("age_stated", "age"))
    assert tuple(in_full.comparison.names) == tuple(short.comparison.names) == ("age_stated",)


@pytest.mark.parametrize(
    ("ask", "reason"),
    [
        (lambda at: at.cox("OS", [pt.Fixed("age", per=0)]), "by 0; name a number but 0"),
        (lambda at: at.cox("OS", [pt.Fixed("sex", per=10)]), "'sex' is no number, so minus, per"),
        (lambda at: at.cox("OS", [pt.Fixed("sex", above=1)]), "'sex' is no number"),
        (lambda at: at.cox("OS", [pt.Fixed("sex", minus=1)]), "'sex' is no number"),
        (lambda at: at.fine_gray("OS", [pt.Fixed("sex", per=10)]), "'sex' is no number"),
    ],
)
def test_a_covariate_that_cannot_be_coded_so_is_refused(at, ask, reason):
    with pytest.raises(InvalidInputError, match=reason):
        ask(at)


def test_weights_that_are_words_are_refused(at):
    with pytest.raises(InvalidInputError, match="'sex' is no number, so nobody weighs by it"):
        at.cox("OS", ["age"], weights="sex")


def test_residuals_of_a_model_that_is_not_there_are_refused_with_those_there_are(at):
    model = at.cox("OS", ["age"])
    with pytest.raises(KeyError, match="no model 'x'; choose from 'model'"):
        model.residuals(model="x")
