from dataclasses import replace

import numpy as np
from hypothesis import given, settings

from projections.cohort.replay import Censoring, Replay
from projections.language import EpisodeStart, First, events, last
from projections.language.states import InEach
from projections.states import (
    histories,
    occupancy_on,
    occupancy_since_origin,
    occupancy_since_zero,
    refused_moves,
    stays_of,
)
from projections.states.occupancy import NO_LONGER_FOLLOWED, NOT_ENTERED
from tests.projections.logs import laid_out
from tests.projections.random_histories import FIRST_DAY, SPAN
from tests.projections.worlds import worlds
from tests.states.naive_states import NaiveStates
from tests.states.random_states import with_states
from timeline.dates import day_number
from timeline.log import AsOf

EVERY_DAY = range(day_number(FIRST_DAY) - 400, day_number(FIRST_DAY) + SPAN + 400)


def with_table(world):
    return replace(world, study=with_states(world.random, world.study))


def with_causal_table(world):
    """Any event shows the patient followed, so that a later one takes nothing back."""
    return replace(world, study=with_states(world.random, world.study, [last(events())]))


def read_naively(world):
    table = world.study.states
    return {name: NaiveStates(one, table) for name, one in world.readings.items()}


state_worlds = worlds(seek=(First,)).map(with_table)
causal_worlds = worlds(seek=(First,)).map(with_causal_table)


@given(state_worlds)
@settings(max_examples=600, deadline=None)
def test_patients_pass_through_the_states_that_the_naive_fold_walks(world):
    found = histories(world.replay)

    naive = read_naively(world)
    assert found.patients.tolist() == list(naive)
    for patient, expected in naive.items():
        stays = stays_of(found, patient)
        said = [(stay.label, stay.start, stay.stop, stay.to, stay.event) for stay in stays]
        assert said == [stay.said for stay in expected.stays]


@given(state_worlds)
@settings(max_examples=300, deadline=None)
def test_what_the_table_does_not_allow_is_found_as_the_naive_fold_finds_it(world):
    found = [(item.patient, item.name) for item in refused_moves(histories(world.replay))]

    naive = read_naively(world)
    assert found == [(name, finding) for name, walk in naive.items() for finding in walk.findings]


@given(state_worlds)
@settings(max_examples=300, deadline=None)
def test_the_rows_of_a_patient_follow_each_other_without_gap_overlap_or_afterlife(world):
    found = histories(world.replay)

    rows = found.intervals
    absorbing = found.labels.absorbing
    assert (rows.stop > rows.start).all()
    for patient in np.unique(rows.patient):
        mine = np.flatnonzero(rows.patient == patient)
        place = found.patients.tolist().index(patient)
        assert rows.start[mine[0]] == 0
        assert rows.stop[mine[-1]] == found.until[place] - found.origin[place]
        assert (rows.start[mine[1:]] == rows.stop[mine[:-1]]).all()
        assert (rows.state[mine[1:]] == rows.to[mine[:-1]]).all()
        assert (rows.state[mine] != rows.to[mine]).all()
        # Only another absorbing state follows an absorbing one.
        after = rows.to[mine[absorbing[rows.state[mine]]]]
        assert absorbing[after].all()
    assert len(np.unique(rows.patient)) + sum(found.outside.values()) == len(found.patients)


@given(state_worlds)
@settings(max_examples=200, deadline=None)
def test_every_patient_is_counted_once_on_every_day(world):
    found = histories(world.replay)

    counted = occupancy_on(found, EVERY_DAY)
    assert (counted.counts >= 0).all()
    assert (counted.counts.sum(axis=1) == len(found.patients)).all()
    naive = read_naively(world).values()
    for index in range(0, len(counted.day), 7):
        states = [state_on(item, int(counted.day[index])) for item in naive]
        assert counted.at(index) == {label: states.count(label) for label in counted.labels}


@given(state_worlds)
@settings(max_examples=200, deadline=None)
def test_counted_from_the_origin_each_patient_is_where_the_days_since_entering_lead(world):
    found = histories(world.replay)

    counted = occupancy_since_origin(found, range(-30, 60))
    entered = [item for item in read_naively(world).values() if item.origin is not None]
    missing = len(found.patients) - len(entered)
    assert (counted.counts.sum(axis=1) == len(found.patients)).all()
    for index in range(0, len(counted.day), 3):
        states = [state_on(item, item.origin + int(counted.day[index])) for item in entered]
        states += [NOT_ENTERED] * missing
        assert counted.at(index) == {label: states.count(label) for label in counted.labels}


@given(state_worlds)
@settings(max_examples=100, deadline=None)
def test_counted_from_a_zero_are_those_who_entered_and_got_there(world):
    zero = world.random.choice([move.by for move in world.study.states.moves])
    zero = zero.milestone if isinstance(zero, InEach) else zero
    if isinstance(zero, EpisodeStart):
        return
    states = replace(world.study.states, zero=zero)
    study = replace(world.study, states=states)
    found = histories(Replay(study, world.log, world.as_of, world.censoring))

    counted = occupancy_since_zero(found, [SPAN * 100])
    walks = read_naively(world)
    there = [name for name, one in world.readings.items() if one.moment(zero)]
    missing = sum(walks[name].origin is None or name not in there for name in walks)
    assert counted.at(0)[NOT_ENTERED] == missing
    assert counted.counts.sum() == len(found.patients)


@given(causal_worlds)
@settings(max_examples=200, deadline=None)
def test_an_earlier_cutoff_tells_the_beginning_of_the_same_history(world):
    cutoff = world.as_of.cutoff
    later = histories(Replay(world.study, world.log, world.as_of, Censoring.ADMINISTRATIVE))
    earlier_cutoff = FIRST_DAY.fromordinal(cutoff.toordinal() - world.random.randrange(10))
    earlier = histories(
        Replay(
            world.study,
            world.log,
            AsOf(earlier_cutoff, world.as_of.known_by),
            Censoring.ADMINISTRATIVE,
        )
    )

    assert told(earlier) == told(later, until=day_number(earlier_cutoff))


@given(state_worlds)
@settings(max_examples=100, deadline=None)
def test_a_cohort_in_several_parts_is_told_as_in_one(world):
    parts = [[event for event in world.events if event.patient == name] for name in ("B", "A")]
    apart = Replay(world.study, laid_out(*parts), world.as_of, world.censoring)

    assert told(histories(apart)) == told(histories(world.replay))


def state_on(naive, day):
    """The state in which the naive fold leaves a patient at the end of a day."""
    begun = [stay for stay in naive.stays if stay.start <= day]
    if not begun:
        return NOT_ENTERED
    followed = begun[-1].absorbing or day <= naive.until
    return begun[-1].label if followed else NO_LONGER_FOLLOWED


def told(found, until=None):
    """Patients, days and labels of all moves up to a day."""
    steps, names = found.steps, found.labels.names
    rows = zip(steps.patient.tolist(), steps.day.tolist(), steps.to.tolist(), strict=True)
    return [
        (found.patients[patient], day, names[to])
        for patient, day, to in rows
        if until is None or day <= until
    ]
