"""Every value comes with its derivation: what decided it, what was rejected and why."""

from inspect import cleandoc

import pytest

from projections.language import (
    Endpoint,
    Source,
    elapsed,
    ends,
    events,
    first,
    judged,
    last,
    reached,
    signal,
)
from tests.spec.derivations.trees import tree

infusion = first(events("cell_infusion", infusion=1))
few_blasts = signal("marrow_blasts", "percent") < 5
remission = first(few_blasts, after=infusion)
refractory = judged(~reached(remission), at=elapsed(60, since=infusion))
death = first(events("death"))

RECORD = """
    patient | record | occurred   | kind          | fields
    A       | a1     | 2020-01-01 | marrow_blasts | percent=2
    A       | a2     | 2020-01-10 | cell_infusion | product=x infusion=1
    A       | a3     | 2020-02-10 | marrow_blasts | percent=60
    A       | a4     | 2020-02-20 | marrow_blasts | percent=1
    A       | a5     | 2020-03-20 | marrow_blasts | percent=3
    A       | a6     | 2020-05-01 | cell_infusion | product=x infusion=2
"""


def test_a_milestone_names_the_events_that_came_into_question_and_why_they_were_not_taken():
    assert tree(infusion, RECORD) == cleandoc("""
        reached on 2020-01-10 by a2: the first infusion of CAR T cells
          not a6: infusion is 2
    """)


def test_a_definition_that_is_cited_is_opened_below_the_one_that_cites_it():
    assert tree(remission, RECORD, infusion=infusion, few_blasts=few_blasts) == cleandoc("""
        reached on 2020-02-20 by a4: the first time that «few blasts» holds, after «infusion»
          not a1: not after «infusion» (2020-01-10)
          not a3: the condition is false here
          not a5: not the first
          «few blasts» true by a4: marrow blasts percent < 5
          «infusion» reached on 2020-01-10 by a2: the first infusion of CAR T cells
            not a6: infusion is 2
    """)


@pytest.mark.parametrize(
    ("bounds", "reason"),
    [
        ({"after": infusion}, "not after «infusion» (2020-01-10)"),
        ({"on_or_after": infusion}, "not on or after «infusion» (2020-01-10)"),
        ({"before": infusion}, "not before «infusion» (2020-01-10)"),
        ({"on_or_before": infusion}, "not on or before «infusion» (2020-01-10)"),
        ({"after": infusion, "within": 7}, "not within 7 days of «infusion» (2020-01-10)"),
        ({"after": death}, "not after «death» (not reached)"),
    ],
)
def test_a_candidate_outside_the_window_is_rejected_with_the_bound_it_breaks(bounds, reason):
    text = tree(first(events("marrow_blasts"), **bounds), RECORD, infusion=infusion, death=death)

    assert reason in [line.partition(": ")[2] for line in text.splitlines()]


def test_a_value_that_is_not_reached_cites_the_last_event_that_could_have_shown_it():
    assert tree(remission, RECORD, cutoff="2020-02-15", infusion=infusion) == cleandoc("""
        not reached by a3: the first time that marrow blasts percent < 5, after «infusion»
          not a1: not after «infusion» (2020-01-10)
          false by a3: marrow blasts percent < 5
          «infusion» reached on 2020-01-10 by a2: the first infusion of CAR T cells
    """)


def test_a_judgement_opens_its_condition_as_it_stood_at_its_moment():
    assert tree(refractory, RECORD, infusion=infusion, remission=remission) == cleandoc("""
        not reached by a4: day 60 after «infusion», if by then «remission» is not reached
          false by a4: «remission» is not reached
            «remission» reached on 2020-02-20 by a4: the first time that marrow blasts percent < 5, after «infusion»
              not a1: not after «infusion» (2020-01-10)
              not a3: the condition is false here
              not a5: not the first
              true by a4: marrow blasts percent < 5
              «infusion» reached on 2020-01-10 by a2: the first infusion of CAR T cells
                not a6: infusion is 2
          reached on 2020-03-10 by a2, a6: day 60 after «infusion»
            «infusion» reached on 2020-01-10 by a2: the first infusion of CAR T cells (opened before)
    """)  # noqa: E501


def test_an_endpoint_opens_its_origin_its_events_and_its_censor_sources():
    survival = Endpoint(
        infusion, (Source("death", death),), (Source("last seen", last(events("contact"))),)
    )
    record = """
        record | occurred   | kind          | fields
        1      | 2020-01-10 | cell_infusion | product=x infusion=1
        2      | 2020-02-10 | contact       |
        3      | 2020-03-10 | contact       |
    """

    assert tree(survival, record, infusion=infusion, death=death) == cleandoc("""
        censored (last seen) after 60 days on 2020-03-10 by 1, 3: time from «infusion» to «death»; else censored at the last contact
          «infusion» reached on 2020-01-10 by 1: the first infusion of CAR T cells
          «death» not reached: the first death
          taken: last seen: so far follow-up is known to reach
            reached on 2020-03-10 by 3: the last contact
              not 2: not the last
    """)  # noqa: E501


def test_an_endpoint_says_of_each_censor_source_what_it_means_and_what_became_of_it():
    transplant = first(events("transplant"))
    survival = Endpoint(
        infusion,
        (Source("death", death),),
        (
            Source("transplant", transplant),
            ends("lost", first(events("lost_to_follow_up"))),
            Source("last marrow", last(events("marrow_blasts"))),
            Source("last seen", last(events())),
        ),
    )
    record = """
        record | occurred   | kind              | fields
        1      | 2020-01-10 | cell_infusion     | product=x infusion=1
        2      | 2020-02-10 | transplant        | donor=allogeneic
        3      | 2020-03-10 | contact           |
        4      | 2020-03-11 | lost_to_follow_up |
    """

    lines = tree(survival, record, infusion=infusion, death=death).splitlines()
    assert [line.strip() for line in lines if line.startswith("  ") and line[2] in "tn"] == [
        "taken: transplant: where it is reached, follow-up ends",
        "not taken: ended by transplant: lost: where it is reached, follow-up ends",
        "not taken: ended by transplant: last marrow: so far follow-up is known to reach",
        "not taken: ended by transplant: last seen: so long the patient is known to be alive",
    ]


def test_what_an_amendment_ended_is_named_as_superseded_unless_it_stands_again():
    record = """
        record | occurred   | kind      | fields              | recorded
        1      | 2020-01-10 | death     |                     | 2020-01-11
        2      | 2020-01-20 | corrected | target=1 kind=death | 2020-02-01
        3      | 2020-01-20 | retracted | target=2            | 2020-03-01
    """

    assert tree(death, record, known_by="2020-01-31") == (
        "reached on 2020-01-10 by 1: the first death"
    )
    assert tree(death, record, known_by="2020-02-15") == cleandoc("""
        reached on 2020-01-20 by 2: the first death
          not 1: superseded on 2020-02-01T12:00:00Z by an amendment
    """)
    assert tree(death, record, known_by="2020-03-15") == cleandoc("""
        reached on 2020-01-10 by 1: the first death
          not 2: superseded on 2020-03-01T12:00:00Z by an amendment
    """)


def test_a_value_that_is_absent_or_true_or_false_is_told_in_words():
    comfort = first(events("supportive_care_only", palliative_steroid=True))
    record = """
        record | occurred   | kind                 | fields
        1      | 2020-01-10 | supportive_care_only |
        2      | 2020-01-20 | supportive_care_only | palliative_steroid=false
    """

    assert tree(comfort, record) == cleandoc("""
        not reached: the first start of supportive care only with palliative steroid
          not 1: palliative steroid is not stated
          not 2: palliative steroid is false
    """)


def test_a_named_condition_keeps_its_name():
    infused = reached(infusion)

    assert tree(infused, RECORD, cutoff="2020-01-31", infusion=infusion) == cleandoc("""
        true by a2: «infusion» is reached
          «infusion» reached on 2020-01-10 by a2: the first infusion of CAR T cells
    """)
