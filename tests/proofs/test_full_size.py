"""The same properties on whole cohorts: the study's 56 patients, and 5,000 synthetic ones."""

import json
from datetime import date, timedelta
from random import Random

import pytest

from benchmarks.definitions import STUDY as MEASURED
from benchmarks.forms import event_lines
from projections.cohort.replay import Censoring, Replay
from projections.studies.wudhikarn2021 import STUDY
from reconstruction.published_tables import FOLDER
from tests.proofs.citing import audit_of, evidence, only
from tests.proofs.stores import middle, said, told, visible_at, written
from tests.proofs.test_states import assert_nobody_outlives_death, assert_one_state_at_a_time
from timeline.ingest.readers import read_lines
from timeline.log import AsOf, followed, rebuilt
from timeline.vocabulary import CORE

pytestmark = [pytest.mark.full_size, pytest.mark.slow]

AT_THE_END = AsOf(date(2019, 12, 31))
HALFWAY = date(2014, 12, 31)
PATIENTS = 5_000


@pytest.fixture(scope="module")
def cohort():
    return [CORE.parse(line.raw) for line in read_lines(FOLDER / "cohort.jsonl", CORE)]


@pytest.fixture(scope="module")
def many():
    return [CORE.parse(json.loads(line)) for line in event_lines(PATIENTS)]


def halfway(events):
    """A cutoff in the middle, as known in the middle of what was recorded until a year later."""
    until = [
        event.recorded for event in events if event.recorded.date() <= HALFWAY + timedelta(365)
    ]
    return AsOf(HALFWAY, middle(until))


def test_the_cohort_of_the_paper_is_read_alike_in_any_order_of_writing(cohort):
    before = said(STUDY, cohort, AT_THE_END)
    shuffled = Random(1).sample(cohort, len(cohort))

    assert said(STUDY, shuffled, AT_THE_END) == before


def test_the_cohort_of_the_paper_halfway_is_that_of_a_record_that_ends_there(cohort):
    when = halfway(cohort)
    ended = visible_at(cohort, when)

    assert len(ended) < len(cohort) / 2
    assert said(STUDY, ended, AsOf(HALFWAY)) == said(STUDY, cohort, when)


def test_the_cohort_of_the_paper_as_known_halfway_stays_as_it_was_while_the_record_grows(cohort):
    when = AsOf(date(2019, 12, 31), middle([item.recorded for item in cohort]))
    with written([event for event in cohort if event.recorded <= when.known_by]) as one:
        log = followed(one.store)
        before = told(Replay(STUDY, log, when, Censoring.STRICT))
        one.write([event for event in cohort if event.recorded > when.known_by])
        log = followed(one.store, log)

        assert told(Replay(STUDY, log, when, Censoring.STRICT)) == before
        now = Replay(STUDY, log, AT_THE_END, Censoring.STRICT)
        assert told(now) == told(Replay(STUDY, rebuilt(one.store), AT_THE_END, Censoring.STRICT))


def test_what_the_study_reports_of_the_cohort_follows_from_the_events_that_derivations_cite(cohort):
    """Each value by itself from its own events; and all of them from a record of these alone.

    Endpoints are left out: for the last event of any kind all others are considered.
    """
    reported = (*STUDY.classes, "progression")
    named = set()
    for patient in sorted({event.patient for event in cohort}):
        events = [event for event in cohort if event.patient == patient]
        audit = audit_of(STUDY, events, AT_THE_END)
        for name in reported:
            whole = audit.derivation(name)
            needed = only(events, evidence(whole), AT_THE_END)
            again = audit_of(STUDY, needed, AT_THE_END).derivation(name)
            assert (again.value, again.date) == (whole.value, whole.date), name
            named |= {event.id for event in needed}
    registrations = [event for event in cohort if event.kind == "registered"]
    rest = [item for item in cohort if item.id in named or item in registrations]

    assert len(rest) < len(cohort)
    before, after = said(STUDY, cohort, AT_THE_END), said(STUDY, rest, AT_THE_END)
    assert {name: after[name] for name in reported} == {name: before[name] for name in reported}


@pytest.mark.parametrize("censoring", Censoring)
def test_nobody_in_the_cohort_of_the_paper_is_in_two_states_or_outlives_death(cohort, censoring):
    with written(cohort) as one:
        replay = Replay(STUDY, followed(one.store), AT_THE_END, censoring)

        assert len(replay.patients) == 56
        assert_one_state_at_a_time(replay)
        assert_nobody_outlives_death(replay, "death")


def test_of_5000_patients_the_lock_holds_the_order_does_not_and_the_followed_log_is_the_rebuilt(
    many,
):
    """One store: what is known halfway, written in any order; then the rest."""
    when = AsOf(date(2030, 1, 1), middle([item.recorded for item in many]))
    known = [item for item in many if item.recorded <= when.known_by]
    with written(Random(2).sample(known, len(known))) as one:
        log = followed(one.store)
        before = told(Replay(MEASURED, log, when, Censoring.STRICT))
        one.write([event for event in many if event.recorded > when.known_by])
        log = followed(one.store, log)

        assert len(before["patients"]) > PATIENTS / 4
        assert told(Replay(MEASURED, log, when, Censoring.STRICT)) == before
        now = Replay(MEASURED, log, AsOf(when.cutoff), Censoring.STRICT)
        again = Replay(MEASURED, rebuilt(one.store), AsOf(when.cutoff), Censoring.STRICT)
        assert told(now) == told(again)


def test_of_5000_patients_a_cutoff_shows_what_a_record_that_ends_there_would_show(many):
    days = sorted(item.day for item in many)
    when = AsOf(days[len(days) // 3], None)

    ended = visible_at(many, when)
    assert len(ended) < len(many) / 2
    assert said(MEASURED, ended, when) == said(MEASURED, many, when)
