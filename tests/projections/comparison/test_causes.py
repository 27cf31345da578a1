"""Tables of events in; changes with their causes out."""

from dataclasses import replace

import pytest

from projections.comparison import Sort
from projections.language import Endpoint, Source, events, first, last
from tests.projections.comparison.small_study import comparison, lines, study

COURSE = """
    i  P  1 infusion
    m1 P  5 marrow 2
    m2 P 10 marrow 60
    d  P 15 death
"""
DRUGS, DEATH, LAST = first(events("therapy_started")), first(events("death")), last(events())
WATCHED = ["remission", "relapse", "death", "EFS", "response", "line"]


def told(table, before, after, names=WATCHED, **studies):
    return lines(comparison(table, before, after, names, **studies))


def test_nothing_changed_where_nothing_differs():
    assert told(COURSE, "12", "12") == []


def test_a_death_after_the_first_cutoff_undoes_the_death_and_what_rests_on_it():
    assert told("i P 1 infusion\n v P 9 visit\n d P 15 death", "12", "20") == [
        "P death: not reached -> reached on 15 [without d]",
        "P EFS: censored (alive at the data cutoff) 11d on 12 -> failure 14d on 15 [without d]",
    ]


def test_a_patient_who_is_only_followed_further_is_so_by_the_cutoff():
    assert told("i P 1 infusion\n v P 25 visit @25", "12", "20", ["EFS"]) == [
        "P EFS: censored (alive at the data cutoff) 11d on 12 -> "
        "censored (alive at the data cutoff) 19d on 20 [cutoff without ]"
    ]


def test_a_patient_enters_by_the_event_that_enrols():
    assert told("i P 5 infusion\n m P 9 marrow 2", "3", "20") == [
        "P in the study: not in the study -> in the study [without i]"
    ]


def test_a_correction_undoes_the_date_that_it_moved():
    record = """
        i P 1 infusion @2
        m P 5 marrow 2 @6
        c P 7 marrow 3 for m @15
    """
    assert told(record, "20@10", "20", ["remission", "response"]) == [
        "P remission: reached on 5 -> reached on 7 [without c]"
    ]


def test_a_retraction_undoes_what_it_took_away():
    record = "i P 1 infusion @2\n m P 5 marrow 2 @6\n r P no m @15"
    assert told(record, "20@10", "20", ["remission", "response"]) == [
        "P remission: reached on 5 -> unknown [without r]",
        "P response: remission -> none [without r]",
    ]


def test_a_retracted_correction_is_named_not_the_correction():
    record = """
        i  P 1 infusion @2
        m  P 5 marrow 2 @6
        c  P 7 marrow 3 for m @8
        r  P no c @15
    """
    assert told(record, "20@10", "20", ["remission"]) == [
        "P remission: reached on 7 -> reached on 5 [without r]"
    ]


def test_each_of_two_events_that_are_both_needed_undoes_the_change_alone():
    record = "i P 1 infusion\n m1 P 5 marrow 2\n m2 P 10 marrow 60"
    assert told(record, "3", "12", ["relapse"]) == [
        "P relapse: unknown -> reached on 10 [without m1 or m2]"
    ]


def test_two_events_each_of_which_would_do_are_undone_only_together():
    record = "i P 1 infusion\n m1 P 5 marrow 2\n m2 P 7 marrow 3\n v P 8 visit"
    assert told(record, "3", "12", ["remission"]) == [
        "P remission: unknown -> reached on 5 [without m1+m2]"
    ]


def test_the_way_back_names_what_the_second_lacks():
    assert told(COURSE, "20", "12", ["death", "relapse"]) == [
        "P death: reached on 15 -> not reached [lacking d]"
    ]


def test_an_event_written_later_is_news_whatever_instant_it_claims():
    record = COURSE + "e P 3 marrow 1 @4"
    assert told(record, "20#4", "20#5", ["remission"]) == [
        "P remission: reached on 5 -> reached on 3 [without e]"
    ]


def test_lines_of_therapy_change_by_the_drugs_that_begin_them():
    record = "i P 1 infusion\n d1 P 5 drugs\n d2 P 9 drugs"
    assert told(record, "6", "12", ["line"]) == [
        "P line: 1: 2020-01-05 -> 2: 2020-01-05, 2020-01-09 [without d2]"
    ]


def test_a_definition_that_was_edited_is_the_cause_of_what_changes_by_it():
    found = comparison(COURSE, "20", "20", WATCHED, study(), study(limit=2))
    assert lines(found) == [
        "P remission: reached on 5 -> not reached [without remission]",
        "P relapse: reached on 10 -> unknown [without remission]",
        "P EFS: failure 9d on 10 -> failure 14d on 15 [without remission]",
        "P response: remission -> none [without remission]",
    ]


def test_what_an_expert_decided_is_the_cause_of_what_changes_where_it_is_applied():
    record = COURSE + "a P 6 no-remission @16"
    plain = study()
    applied = replace(plain, adjudications="applied")
    assert lines(comparison(record, "20", "20", ["remission", "response"], plain, applied)) == [
        "P remission: reached on 5 -> not reached [without a]",
        "P response: remission -> none [without a]",
    ]
    assert lines(comparison(record, "20", "20", ["response"], applied, plain)) == [
        "P response: none -> remission [lacking a]"
    ]


@pytest.mark.parametrize(
    ("record", "before", "after", "name", "sort", "of"),
    [
        (COURSE, "12", "20", "death", Sort.EVENT, "death"),
        ("i P 5 infusion", "3", "20", "in the study", Sort.ENTERED, ""),
        ("i P 5 infusion", "20", "3", "in the study", Sort.LEFT, ""),
        ("i P 1 infusion\n v P 25 visit @25", "12", "20", "EFS", Sort.FOLLOWED_ON, ""),
        (
            "i P 1 infusion @2\n m P 5 marrow 2 @6\n c P 7 marrow 2 for m @15",
            "20@10",
            "20",
            "remission",
            Sort.CORRECTED,
            "date",
        ),
        (
            "i P 1 infusion @2\n m P 5 marrow 20 @6\n c P 5 marrow 2 for m @15",
            "20@10",
            "20",
            "response",
            Sort.CORRECTED,
            "record",
        ),
        (
            "i P 1 infusion @2\n m P 5 marrow 2 @6\n r P no m @15",
            "20@10",
            "20",
            "response",
            Sort.RETRACTED,
            "",
        ),
    ],
)
def test_the_reason_of_a_change_is_said_in_a_word(record, before, after, name, sort, of):
    found = comparison(record, before, after, [name])
    assert [found.reason(change) for change in found.causes] == [(sort, of)]


def test_a_patient_who_comes_under_follow_up_is_newly_followed():
    second = study(EFS=Endpoint(DRUGS, (Source("death", DEATH),), (Source("seen", LAST),)))
    record = "i P 1 infusion\n d P 14 drugs\n v P 16 visit"
    found = comparison(record, "12", "20", ["EFS"], second)
    assert [found.reason(change) for change in found.causes] == [(Sort.JOINED, "")]
    back = comparison(record, "20", "12", ["EFS"], second)
    assert [back.reason(change) for change in back.causes] == [(Sort.DROPPED, "")]


def test_without_a_group_of_changes_the_later_replay_is_as_if_they_were_never_recorded():
    record = """
        i  P 1 infusion
        d  P 15 death
        j  Q 14 infusion
        v  Q 16 visit
        k  R 1 infusion
        e  R 16 death
    """
    found = comparison(record, "12", "20", ["death"])
    deaths, entered = found.reasons("death").values()
    assert [change.patient for change in (*deaths, *entered)] == ["P", "R", "Q"]
    assert found.without(deaths).milestone("death").reached.tolist() == [False] * 3
    assert found.without(entered).patients.tolist() == ["P", "R"]


def test_a_patient_of_whom_nothing_is_left_is_not_there_at_all():
    found = comparison("i P 1 infusion\n j Q 14 infusion", "12", "20", ["death"])
    assert found.without(found.causes).log.patients == ["P"]
