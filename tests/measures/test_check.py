"""The status of a claim: reproduced, contradicted by another that the cohort takes, or missed."""

from dataclasses import replace
from datetime import date

import pytest

from projections.study.claims import Claim, Conflict, Implied, Printed, Side
from projections.study.measures import Cell, Median, Reached, Spread, Tally
from tests.measures.cohort import STUDY, TOLD, checked

MEASURES = {
    "deaths": Tally((Reached("death"),)),
    "age": Spread("age"),
    "survival": Median("survival"),
    "sex": Cell("sex"),
}
MEASURED = replace(STUDY, measures=MEASURES)


def claim(name, *printed, patient="", **rest):
    return Claim(name, "Results", patient, tuple(Printed(*item) for item in printed), **rest)


def statuses(*claims, conflicts=(), **told):
    found = checked(claims, conflicts, study=MEASURED, **told)
    return {name: one.status for name, one in found.items()}


DEATHS = claim("deaths", ("deaths", "n", "3"), ("deaths", "denom", "4"))
MORE = claim("more", ("deaths", "n", "4"), ("deaths", "denom", "4"))


def test_a_claim_is_reproduced_if_every_value_agrees_else_missed():
    assert statuses(DEATHS, MORE) == {"deaths": "reproduced", "more": "missed"}


def test_a_claim_about_a_patient_is_held_against_that_patient():
    told = [claim(item, ("sex", "value", "female"), patient=item) for item in "AB"]

    assert statuses(*told) == {"A": "reproduced", "B": "missed"}


def test_what_cannot_be_replayed_is_not_checked():
    assert statuses(claim("trial", ("", "nct", "1"), not_replayed="no event of a patient")) == {}


def conflict(*sides, severity="contradiction", implied=()):
    """Sides a, b and so on; what side b implies for values of side a."""
    told = tuple(Side("abc"[n], "told so", tuple(side)) for n, side in enumerate(sides))
    follows = tuple(Implied(*one, ("b",), text, "so") for one, text in implied)
    return Conflict("C1", severity, "3 against 4", told, follows)


THREE = [(("more", "n"), "3")]
AGAINST = conflict([("more", "")], [("deaths", "")], implied=THREE)


def test_a_claim_is_contradicted_where_the_value_that_the_other_side_implies_is_replayed():
    found = checked([DEATHS, MORE], [AGAINST], study=MEASURED)

    assert found["more"].status == "contradicted"
    (denied,) = found["more"].denied
    assert (denied.conflict, denied.implied, denied.stands) == (AGAINST, AGAINST.implied[0], True)
    assert (found["deaths"].status, found["deaths"].denied) == ("reproduced", ())


@pytest.mark.parametrize("implied", [[], [(("more", "n"), "2")], [(("more", "denom"), "4")]])
def test_a_claim_is_missed_where_another_value_or_none_is_implied(implied):
    sides = conflict([("more", "")], [("deaths", "")], implied=implied)

    assert statuses(DEATHS, MORE, conflicts=[sides])["more"] == "missed"


@pytest.mark.parametrize("severity", ["tension", "definition"])
def test_a_softer_conflict_excuses_no_miss(severity):
    sides = conflict([("more", "")], [("deaths", "")], severity=severity, implied=THREE)

    assert statuses(DEATHS, MORE, conflicts=[sides])["more"] == "missed"


def test_a_claim_is_missed_where_the_cohort_does_not_take_the_other_side():
    neither = claim("neither", ("deaths", "n", "2"))
    sides = conflict([("more", "")], [("neither", "")], implied=THREE)

    assert statuses(MORE, neither, conflicts=[sides]) == {"more": "missed", "neither": "missed"}


def test_what_follows_from_two_sides_needs_both_taken():
    neither = claim("neither", ("deaths", "n", "2"))
    both = (Implied("more", "n", ("b", "c"), "3", "so"),)
    one = conflict([("more", "")], [("deaths", "")], [("neither", "")])
    told = [replace(one, implied=both)]

    assert statuses(DEATHS, MORE, neither, conflicts=told)["more"] == "missed"
    assert statuses(DEATHS, MORE, conflicts=told)["more"] == "contradicted"


def test_an_excused_value_excuses_no_other_of_its_claim():
    worse = claim("more", ("deaths", "n", "4"), ("deaths", "denom", "5"))

    assert statuses(DEATHS, worse, conflicts=[AGAINST])["more"] == "missed"


def test_a_claim_that_collides_with_itself_is_missed_and_the_collision_named():
    alone = conflict([("more", "")])
    (denied,) = checked([MORE], [alone], study=MEASURED)["more"].denied

    assert (denied.conflict, denied.implied) == (alone, None)
    assert statuses(MORE, conflicts=[alone]) == {"more": "missed"}


def test_at_an_earlier_cutoff_nothing_is_excused_unless_the_implied_value_stands():
    told = {"conflicts": [AGAINST], "cutoff": date(2020, 2, 1)}
    earlier = claim("deaths", ("deaths", "n", "1"))

    assert statuses(earlier, MORE, **told) == {"deaths": "reproduced", "more": "missed"}


def test_single_values_of_a_claim_may_be_on_a_side():
    wrong = claim("rounded", ("deaths", "n", "3"), ("deaths", "pct", "74"))
    percentage = [(("rounded", "pct"), "75.0")]
    sides = conflict([("rounded", "pct")], [("rounded", "n"), ("deaths", "")], implied=percentage)

    assert statuses(DEATHS, wrong, conflicts=[sides])["rounded"] == "contradicted"
    both_wrong = claim("rounded", ("deaths", "n", "2"), ("deaths", "pct", "74"))
    assert statuses(DEATHS, both_wrong, conflicts=[sides])["rounded"] == "missed"


def test_a_changed_event_changes_a_status():
    later = TOLD.replace("2020-02-10 | death ", "2020-02-10 | contact ").replace(
        "contact          | cause=disease", "contact          | means=visit"
    )

    assert statuses(DEATHS)["deaths"] == "reproduced"
    assert statuses(DEATHS, told=later)["deaths"] == "missed"


def test_at_an_earlier_cutoff_the_claims_say_what_would_have_been_printed_then():
    found = checked([DEATHS], study=MEASURED, cutoff=date(2020, 2, 1))["deaths"]

    assert [reading.value for reading in found.readings] == [1, 3]


def test_what_cannot_be_estimated_says_why():
    ages = claim("ages", ("age", "median", "50"))
    survival = claim("survival", ("survival", "median", "5.5"))
    found = checked([ages, survival], study=MEASURED, cutoff=date(2019, 1, 1))

    (age,), (median,) = found["ages"].readings, found["survival"].readings
    assert age.refusal == "There is no known value to take a median of."
    assert median.refusal == "There are no rows to analyse."
    assert (found["ages"].status, found["survival"].status) == ("missed", "missed")
