"""Censoring belongs to its source: some end follow-up, some say how far it is known to reach."""

import pytest

from projections.language import (
    Endpoint,
    InvalidDefinition,
    Source,
    alive,
    earliest,
    elapsed,
    ends,
    events,
    first,
    judged,
    last,
    reached,
    reaches,
    signal,
    signs_of_life,
)
from tests.spec.tables import told

infusion = first(events("cell_infusion"))
transplant = first(events("transplant"), after=infusion)
relapse = first(events("response_stated", response="relapse"), after=infusion, before=transplant)
death = first(events("death"))
last_seen = last(events())
DEATH = Source("death", death)
LOST = Source("lost", first(events("lost_to_follow_up")))


def values(endpoint, record, **as_of):
    """What each patient's follow-up came to."""
    return {row["patient"]: row["value"] for row in told(endpoint, record, **as_of)}


def value(endpoint, record, **as_of):
    (only,) = values(endpoint, record, **as_of).values()
    return only


TRANSPLANTED = """
    patient | occurred   | kind            | fields
    A       | 2020-01-01 | cell_infusion   | product=x infusion=1
    A       | 2020-03-01 | transplant      | donor=allogeneic
    A       | 2021-02-01 | response_stated | response=relapse
    B       | 2020-01-01 | cell_infusion   | product=x infusion=1
    B       | 2020-03-15 | transplant      | donor=allogeneic
    B       | 2021-06-01 | contact         |
    C       | 2020-01-01 | cell_infusion   | product=x infusion=1
    C       | 2020-06-01 | response_stated | response=relapse
    C       | 2021-06-01 | contact         |
    D       | 2020-01-01 | cell_infusion   | product=x infusion=1
    D       | 2021-06-01 | contact         |
"""
EFS = Endpoint(
    origin=infusion,
    events=(Source("relapse", relapse), Source("death", first(events("death"), before=transplant))),
    censors=(
        Source("transplant", transplant),
        Source("last seen", last(events(), on_or_before=transplant)),
    ),
)


@pytest.mark.parametrize("cutoff", ["2020-12-31", "2021-12-31"])
def test_follow_up_ends_at_transplant_at_every_cutoff(cutoff):
    found = values(EFS, TRANSPLANTED, cutoff=cutoff)

    assert found["A"] == "censored (transplant) after 60 days"
    assert found["B"] == "censored (transplant) after 74 days"
    assert found["C"] == "relapse after 152 days"


def test_who_is_alive_and_was_not_transplanted_is_followed_to_the_cutoff():
    assert values(EFS, TRANSPLANTED, cutoff="2020-12-31")["D"] == (
        "censored (alive at the data cutoff) after 365 days"
    )


ENDED_TWICE = """
    occurred   | kind              | fields
    2020-01-01 | transplant        | donor=allogeneic
    2020-01-10 | cell_infusion     | product=x infusion=1
    2020-02-10 | marrow_blasts     | percent=2
    2020-02-20 | lost_to_follow_up |
    2020-03-10 | supportive_care_only |
    2020-04-10 | death             |
"""


def test_the_earliest_ending_on_or_after_the_origin_wins():
    """One before the origin ends nothing, and later ones come too late, as does an event."""
    before = Source("transplant", first(events("transplant")))
    palliative = Source("palliative care", first(events("supportive_care_only")))

    ended = Endpoint(infusion, (DEATH,), (before, palliative, LOST, Source("seen", last_seen)))
    assert value(ended, ENDED_TWICE) == "censored (lost) after 41 days"


def test_an_event_on_the_day_of_an_ending_counts():
    on_the_day = Source("blasts", first(signal("marrow_blasts", "percent") < 5))
    ended = Endpoint(infusion, (on_the_day,), (Source("marrow", first(events("marrow_blasts"))),))

    assert value(ended, ENDED_TWICE) == "blasts after 31 days"


SEEN = """
    occurred   | kind          | fields
    2020-01-01 | cell_infusion | product=x infusion=1
    2020-02-10 | marrow_blasts | percent=2
    2020-03-01 | contact       |
    2020-12-01 | contact       |
"""


def test_what_only_reaches_is_not_carried_to_the_cutoff():
    """A patient seen later was not assessed later."""
    assessed = Source("last assessment", last(events("marrow_blasts")))

    only = Endpoint(infusion, (DEATH,), (assessed,))
    assert value(only, SEEN, cutoff="2020-06-01") == "censored (last assessment) after 40 days"
    both = Endpoint(infusion, (DEATH,), (assessed, Source("last seen", last_seen)))
    assert value(both, SEEN, cutoff="2020-06-01") == (
        "censored (alive at the data cutoff) after 152 days"
    )


def test_an_explicit_word_decides_what_a_source_says():
    marrow = last(events("marrow_blasts"))

    assert value(Endpoint(infusion, (DEATH,), (alive("seen", marrow),)), SEEN) == (
        "censored (seen) after 335 days"
    )
    assert value(Endpoint(infusion, (DEATH,), (reaches("seen", infusion),)), SEEN) == (
        "censored (seen) after 0 days"
    )
    assert value(Endpoint(infusion, (DEATH,), (reaches("seen", last_seen),)), SEEN) == (
        "censored (seen) after 335 days"
    )


@pytest.mark.parametrize(
    ("milestone", "says"),
    [
        (last(events()), "alive"),
        (last(events(), on_or_before=transplant), "alive"),
        (last(signs_of_life(), after=infusion), "alive"),
        (last(events("contact")), "reaches"),
        (last(signal("marrow_blasts", "percent") < 5), "reaches"),
        (earliest(last(events()), transplant), "reaches"),
        (transplant, "ends"),
        (elapsed(365, since=infusion), "ends"),
        (judged(reached(infusion), at=transplant), "ends"),
    ],
)
def test_what_a_source_says_follows_from_its_milestone(milestone, says):
    assert Source("x", milestone).follows == says


@pytest.mark.parametrize(
    ("compose", "reason"),
    [
        (lambda: ends("seen", last_seen), "moves on with the cutoff; it ends nothing"),
        (lambda: alive("seen", transplant), "only 'last' tells"),
        (lambda: Endpoint(infusion, (ends("death", death),), ()), "said of censor sources"),
        (lambda: Endpoint(infusion, (DEATH,), (), (ends("x", transplant),)), "censor sources"),
    ],
)
def test_what_has_no_meaning_is_refused(compose, reason):
    with pytest.raises(InvalidDefinition, match=reason):
        compose()


WITHIN_A_YEAR = """
    patient | occurred   | kind       | fields
    K1      | 2020-01-01 | registered | study=s
    K1      | 2020-10-27 | contact    |
    K1      | 2021-05-15 | contact    |
    K2      | 2020-01-01 | registered | study=s
    K2      | 2020-04-10 | contact    |
    K3      | 2020-01-01 | registered | study=s
    K3      | 2020-10-27 | contact    |
    K3      | 2021-05-15 | death      |
    K4      | 2020-01-01 | registered | study=s
    K4      | 2020-07-19 | death      |
"""
enrolment = first(events("registered"))
in_the_year = Source("death", first(events("death"), on_or_after=enrolment, within=365))
seen_in_the_year = Source("last seen", last(events(), on_or_after=enrolment, within=365))
year = Source("one year", elapsed(365, since=enrolment))


@pytest.mark.parametrize("strict", [True, False])
@pytest.mark.parametrize(
    ("endpoint", "whole"),
    [
        (Endpoint(enrolment, (in_the_year,), (seen_in_the_year,)), "last seen"),
        (Endpoint(enrolment, (in_the_year,), (year, seen_in_the_year)), "one year"),
        (Endpoint(enrolment, (in_the_year,), (year, Source("last seen", last_seen))), "one year"),
    ],
)
def test_follow_up_can_be_cut_at_a_year(endpoint, whole, strict):
    """Alive later shows alive at one year; who was last seen before is followed until then."""
    assert values(endpoint, WITHIN_A_YEAR, cutoff="2022-01-01", strict=strict) == {
        "K1": f"censored ({whole}) after 365 days",
        "K2": "censored (last seen) after 100 days",
        "K3": f"censored ({whole}) after 365 days",
        "K4": "death after 200 days",
    }


ONE_YEAR = Endpoint(
    origin=infusion,
    events=(DEATH,),
    censors=(alive("seen in year", last(signs_of_life(), on_or_after=infusion, within=365)),),
)


def test_an_event_after_the_window_on_life_has_closed_is_not_counted():
    record = """
    patient | occurred   | kind          | fields
    A       | 2020-01-01 | cell_infusion | product=x infusion=1
    A       | 2020-12-31 | death         |
    B       | 2020-01-01 | cell_infusion | product=x infusion=1
    B       | 2021-01-01 | death         |
    C       | 2020-01-01 | cell_infusion | product=x infusion=1
    C       | 2022-06-01 | contact       |
    """
    assert values(ONE_YEAR, record, cutoff="2023-01-01") == {
        "A": "death after 365 days",
        "B": "censored (seen in year) after 365 days",
        "C": "censored (seen in year) after 365 days",
    }


def test_an_event_counts_while_another_source_still_looks():
    open_ended = Endpoint(
        origin=infusion, events=(DEATH,), censors=(*ONE_YEAR.censors, alive("seen", last_seen))
    )
    record = """
    patient | occurred   | kind          | fields
    B       | 2020-01-01 | cell_infusion | product=x infusion=1
    B       | 2021-06-01 | death         |
    """
    assert value(open_ended, record, cutoff="2023-01-01") == "death after 517 days"
