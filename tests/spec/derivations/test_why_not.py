"""Why a value is not another: what was unmet, and what would have satisfied it."""

from inspect import cleandoc

from projections.language import (
    EPISODE_START,
    Case,
    Classes,
    Endpoint,
    Episodes,
    Source,
    earliest,
    elapsed,
    events,
    first,
    first_distinct,
    in_episode,
    judged,
    last,
    ongoing,
    reached,
    signal,
)
from tests.spec.derivations.asking import refused

infusion = first(events("cell_infusion"))
marrow = signal("marrow_blasts", "percent")
disease_outside = signal("extramedullary", "status").somewhere("site", "present")
remission = first((marrow < 5) & ~disease_outside, after=infusion, within=60)
NAMED = {"infusion": infusion, "remission": remission}

RECORD = """
    record | occurred   | kind           | fields
    1      | 2020-01-05 | extramedullary | site=cns status=present
    2      | 2020-01-10 | cell_infusion  | product=x infusion=1
    3      | 2020-02-10 | marrow_blasts  | percent=30
    4      | 2020-02-20 | marrow_blasts  | percent=12
    5      | 2020-05-01 | marrow_blasts  | percent=1
"""


def test_each_part_that_never_held_is_told_with_the_value_that_came_nearest():
    unmet, example = refused(remission, RECORD, **NAMED)

    assert unmet == cleandoc("""
        marrow blasts percent < 5: lowest was 12 on 2020-02-20 by 4; needed: between 2020-01-11 and 2020-03-10
        extramedullary status is present at no site: not assessed between 2020-01-11 and 2020-03-10; before, it was present at central nervous system on 2020-01-05 by 1; needed: in that time
    """)  # noqa: E501
    assert {kind for kind, _, _ in example} == {"marrow_blasts", "extramedullary"}


def test_nothing_is_unmet_of_what_is_so():
    healthy = RECORD.replace("status=present", "status=absent").replace("percent=12", "percent=2")

    assert refused(remission, healthy, **NAMED) == ("", [])


def test_parts_that_held_but_never_at_once_are_told_at_the_moment_at_which_most_did():
    relapsing = signal("blood_blasts", "percent") >= 5
    record = """
        record | occurred   | kind          | fields
        1      | 2020-01-10 | marrow_blasts | percent=2
        2      | 2020-02-10 | marrow_blasts | percent=50
        3      | 2020-02-20 | blood_blasts  | percent=9
    """

    assert refused(first((marrow < 5) & relapsing), record)[0] == (
        "marrow blasts percent < 5: was 50 on 2020-02-10 by 2; needed: later, by 2020-02-20"
    )


def test_a_window_that_has_not_opened_is_told_with_what_would_open_it():
    negative = first(
        events("residual_disease", result="negative"), on_or_after=remission, within=30
    )
    unmet, example = refused(negative, RECORD, **NAMED)

    assert unmet.splitlines()[-1] == (
        "the first negative test for residual disease, on or after the day of «remission» "
        "and within 30 days: not looked for before «remission» is reached; "
        "needed: such an event after that"
    )
    assert [kind for kind, _, _ in example][-1] == "residual_disease"


def test_of_events_that_do_not_count_the_nearest_is_told_with_what_speaks_against_it():
    record = f"""{RECORD.rstrip()}
        6      | 2020-03-01 | residual_disease | result=positive
        7      | 2019-03-01 | residual_disease | result=positive
    """
    negative = first(events("residual_disease", result="negative"), after=infusion)

    assert refused(negative, record, **NAMED) == (
        "the first negative test for residual disease, after «infusion»: "
        "none; of the nearest, result is positive by 6; "
        "needed: such an event between 2020-01-11 and 2020-12-31",
        [("residual_disease", "2020-03-06", {"result": "negative"})],
    )


def test_of_alternatives_each_is_told():
    either = earliest(first(events("transplant")), first(events("death")))

    assert refused(either, RECORD)[0] == cleandoc("""
        the earliest of the first transplant on record and the first death: none of these is reached
          either
            the first transplant on record: none is recorded; needed: such an event by 2020-12-31
          either
            the first death: none is recorded; needed: such an event by 2020-12-31
    """)


def test_a_deadline_that_lies_ahead_needs_a_later_cutoff():
    refractory = judged(~reached(remission), at=elapsed(60, since=infusion))

    assert refused(refractory, RECORD, cutoff="2020-03-01", **NAMED) == (
        "day 60 after «infusion»: falls due on 2020-03-10, after 2020-03-01; "
        "needed: a later data cutoff",
        [],
    )


def test_what_should_not_have_been_reached_is_told_with_the_event_that_reached_it():
    assert refused(~reached(infusion), RECORD, **NAMED)[0] == (
        "«infusion» is not reached: reached on 2020-01-10 by 2; needed: that it is not reached"
    )


def test_an_episode_that_there_is_not_needs_an_event_that_begins_it():
    lines = Episodes((events("therapy_started"),), after=infusion)
    second = in_episode(2, lines, EPISODE_START)

    assert refused(second, RECORD, **NAMED)[0] == (
        "the second of each start of therapy, after «infusion»: there are 0; "
        "needed: such an event between 2020-01-11 and 2020-12-31"
    )


def test_an_earlier_case_that_holds_keeps_later_ones_from_being_asked():
    response = Classes((Case("infused", reached(infusion)), Case("seen", reached(last(events())))))

    assert refused(response, RECORD, label="seen", **NAMED) == (
        "no earlier case holds: 'infused' comes earlier and holds: «infusion» is reached by 2",
        [],
    )


def test_an_event_that_did_not_end_follow_up_is_told_with_the_one_that_did():
    survival = Endpoint(
        infusion,
        (
            Source("relapse", first(marrow >= 5, after=infusion)),
            Source("death", first(events("death"))),
        ),
        (Source("last seen", last(events())),),
    )
    record = f"""{RECORD.rstrip()}
        6      | 2020-06-01 | death |
    """

    assert refused(survival, record, label="death", **NAMED)[0] == (
        "'death' comes first: relapse after 31 days by 3; needed: that it comes earlier"
    )


def test_what_has_not_begun_lacks_its_beginning_and_what_lasts_lacks_its_end():
    disease = ongoing(marrow >= 20, until=marrow < 5)
    classes = Classes((Case("disease", disease), Case("none", ~disease)))
    record = """
        record | occurred   | kind          | fields
        1      | 2020-01-10 | marrow_blasts | percent={}
        2      | 2020-02-20 | marrow_blasts | percent=12
    """
    begin, beginning = refused(classes, record.format(4), "disease")
    end, ending = refused(classes, record.format(30), "none")

    assert begin.startswith("marrow blasts percent >= 20: was 12 on 2020-02-20 by 2")
    assert beginning == [("marrow_blasts", "2020-02-21", {"percent": 20})]
    assert end.startswith("marrow blasts percent < 5: was 12 on 2020-02-20 by 2")
    assert ending == [("marrow_blasts", "2020-02-21", {"percent": 4})]


def test_of_distinct_values_it_is_told_how_many_there_are():
    sites = first_distinct(2, "site", events("extramedullary", status="present"))
    record = """
        record | occurred   | kind           | fields
        1      | 2020-02-10 | extramedullary | site=skin status=present
        2      | 2020-02-20 | extramedullary | site=cutaneous status=present
    """

    assert refused(sites, record)[0].endswith("there are 1; needed: such an event by 2020-12-31")
