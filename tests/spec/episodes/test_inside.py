"""Inside an episode a definition sees the events of that episode alone."""

from projections.language import (
    EPISODE_START,
    Episodes,
    carried,
    elapsed,
    events,
    first,
    in_any_episode,
    in_episode,
    judged,
    of_patient,
    reached,
    signal,
)
from tests.spec.tables import table, told

lines = Episodes((events("therapy_started"),), on_or_after=first(events("therapy_started")))
few_blasts = signal("marrow_blasts", "percent") < 5
transplant = first(events("transplant"))

RECORD = """
    patient | record | occurred   | kind            | fields
    A       | a1     | 2020-01-01 | marrow_blasts   | percent=2
    A       | a2     | 2020-02-01 | therapy_started | drugs=a setting=salvage
    A       | a3     | 2020-02-20 | transplant      | donor=allogeneic
    A       | a4     | 2020-03-01 | marrow_blasts   | percent=60
    A       | a5     | 2020-04-01 | therapy_started | drugs=b setting=salvage
    A       | a6     | 2020-05-01 | marrow_blasts   | percent=1
    B       | b1     | 2020-02-01 | therapy_started | drugs=a setting=salvage
    B       | b2     | 2020-03-01 | marrow_blasts   | percent=3
"""


def test_a_milestone_of_the_nth_episode_is_decided_by_its_own_events():
    remission = first(few_blasts)

    assert told(in_episode(1, lines, remission), RECORD) == table("""
        patient | value       | date       | decided by
        A       | not reached |            |
        B       | reached     | 2020-03-01 | b2
    """)
    assert told(in_episode(2, lines, remission), RECORD) == table("""
        patient | value       | date       | decided by
        A       | reached     | 2020-05-01 | a6
        B       | not reached |            |
    """)


def test_in_any_episode_the_first_one_that_reaches_it_counts():
    assert told(in_any_episode(lines, first(few_blasts)), RECORD) == table("""
        patient | value   | date       | decided by
        A       | reached | 2020-05-01 | a6
        B       | reached | 2020-03-01 | b2
    """)


def test_what_stood_when_the_episode_began_is_carried_into_it_if_it_is_asked_for():
    at_start = judged(few_blasts, at=EPISODE_START)
    carried_in = judged(carried(few_blasts), at=EPISODE_START)

    assert told(in_episode(1, lines, at_start), RECORD)[0]["date"] == ""
    assert told(in_episode(1, lines, carried_in), RECORD)[0]["date"] == "2020-02-01"
    assert told(in_episode(2, lines, carried_in), RECORD)[0]["date"] == ""


def test_a_milestone_of_the_patient_is_seen_from_every_episode_if_it_is_asked_for():
    inside = first(few_blasts & reached(transplant))
    of_the_patient = first(few_blasts & reached(of_patient(transplant)))

    assert told(in_episode(2, lines, inside), RECORD)[0]["date"] == ""
    assert told(in_episode(2, lines, of_the_patient), RECORD)[0]["date"] == "2020-05-01"
    assert told(in_episode(1, lines, of_the_patient), RECORD)[0]["date"] == ""


def test_what_was_reached_before_an_episode_is_reached_from_its_beginning_on():
    known = first(reached(of_patient(transplant)))

    assert told(in_episode(1, lines, known), RECORD)[0]["date"] == "2020-02-20"
    assert told(in_episode(2, lines, known), RECORD)[0]["date"] == "2020-04-01"


def test_a_deadline_inside_an_episode_is_counted_from_its_beginning():
    no_response = judged(~reached(first(few_blasts)), at=elapsed(60, since=EPISODE_START))

    assert told(in_episode(1, lines, no_response), RECORD) == table("""
        patient | value       | date       | decided by
        A       | reached     | 2020-04-01 | a4
        B       | not reached |            |
    """)


def test_no_milestone_of_an_episode_is_dated_before_the_episode_is_known():
    """Before line 2 began, nobody could say that it would begin after a transplant."""
    transplanted = in_episode(2, lines, of_patient(transplant))

    assert told(transplanted, RECORD, cutoff="2020-03-31")[0]["date"] == ""
    assert told(transplanted, RECORD)[0]["date"] == "2020-04-01"
