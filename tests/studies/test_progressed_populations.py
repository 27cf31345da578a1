"""Who progressed is the same in every endpoint, and what was found stays found at later cutoffs."""

from datetime import timedelta
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from projections.cohort.replay import Replay
from projections.studies.wudhikarn2021 import STUDY, study
from tests.projections.logs import laid_out
from tests.studies.random_courses import INFUSED, SPAN, courses
from timeline.log import AsOf

BY_RULE = study(molecular_progression=False)
STUDIES = {
    "molecular": STUDY,
    "by the rule": BY_RULE,
    "sites unknown": study(unassessed_sites="unknown"),
}
seeds = st.integers(0, 2**32)
sizes = st.integers(1, 50)
cutoffs = st.integers(0, SPAN.stop)


def replayed(asked, seed, facts, day):
    log = laid_out(courses(Random(seed), facts))
    return Replay(asked, log, AsOf(INFUSED + timedelta(days=day), None))


def first_cause(replay, endpoint):
    """Days until the event of interest, of those who had it."""
    table = replay.endpoint(endpoint)
    rows = zip(table.patient.tolist(), table.cause.tolist(), table.time.tolist(), strict=True)
    return {patient: days for patient, cause, days in rows if cause == 1}


def days(replay, milestone):
    table = replay.milestone(milestone)
    rows = zip(table.patient.tolist(), table.reached.tolist(), table.day.tolist(), strict=True)
    return {patient: day for patient, reached, day in rows if reached}


@pytest.mark.parametrize("option", STUDIES)
@given(seed=seeds, facts=sizes, day=cutoffs)
@settings(max_examples=60, deadline=None)
def test_incidence_and_survival_after_progression_are_of_those_who_progressed(
    option, seed, facts, day
):
    """But for the records of patients who died before they were infused, which are findings."""
    replay = replayed(STUDIES[option], seed, facts, day)

    infused, died = days(replay, "infusion"), days(replay, "death")
    progressed = {
        patient: day
        for patient, day in days(replay, "progression").items()
        if died.get(patient, day) >= infused[patient]
    }
    followed = set(replay.endpoint("OS_after_progression").patient.tolist())
    assert followed == set(progressed)
    assert first_cause(replay, "time_to_progression") == {
        patient: day - infused[patient] for patient, day in progressed.items()
    }


@given(seed=seeds, facts=sizes, day=cutoffs)
@settings(max_examples=60, deadline=None)
def test_without_residual_disease_alone_event_free_survival_ends_on_the_day_of_progression(
    seed, facts, day
):
    replay = replayed(BY_RULE, seed, facts, day)

    table = replay.endpoint("EFS")
    rows = zip(table.patient.tolist(), table.reason.tolist(), table.time.tolist(), strict=True)
    kinds = ("refractory", "relapse", "disease shown")
    disease = {p: time for p, reason, time in rows if reason in kinds}
    assert disease == first_cause(replay, "time_to_progression")


@given(seed=seeds, facts=sizes, day=cutoffs)
@settings(max_examples=60, deadline=None)
def test_with_it_those_who_progressed_by_it_alone_are_the_only_difference(seed, facts, day):
    counted, ruled = (replayed(item, seed, facts, day) for item in (STUDY, BY_RULE))

    alone = set(days(counted, "progression")) - set(days(ruled, "progression"))
    assert alone <= set(days(counted, "molecular_relapse"))
    assert set(days(ruled, "progression")) <= set(days(counted, "progression"))


FOUND = (
    "remission_after_infusion",
    "no_response_to_infusion",
    "relapse",
    "progression",
    "salvage_remission",
    "salvage_relapse",
    "relapse_after_transplant",
    "consolidation",
)


@pytest.mark.parametrize("option", STUDIES)
@given(seed=seeds, facts=sizes)
@settings(max_examples=15, deadline=None)
def test_what_was_found_by_a_month_is_found_on_the_same_day_at_the_end(option, seed, facts):
    log = laid_out(courses(Random(seed), facts))

    def found(day):
        replay = Replay(STUDIES[option], log, AsOf(INFUSED + timedelta(days=day), None))
        return {name: days(replay, name) for name in FOUND}

    final = found(SPAN.stop)
    for month in range(0, SPAN.stop, 30):
        until, then = AsOf(INFUSED + timedelta(days=month), None).last_day, found(month)
        for name in FOUND:
            by_then = {patient: day for patient, day in final[name].items() if day <= until}
            assert then[name] == by_then, (name, month)
