"""The study's definitions on random courses: the engine and the naive reading agree on all."""

from collections import Counter
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from projections.cohort.episodes import episode_rows
from projections.cohort.replay import Replay
from projections.language import Classes, Condition, Endpoint, Episodes, Milestone, Quantity
from projections.studies.wudhikarn2021 import STUDY, study
from tests.oracle.naive_episodes import EpisodeReading
from tests.projections.logs import histories, laid_out
from tests.studies.random_courses import as_of, courses
from timeline.dates import day_from_number

STUDIES = {"molecular": STUDY, "by the rule": study(molecular_progression=False)}
seeds = st.integers(0, 2**32)
sizes = st.integers(1, 50)


def composed(seed, facts, asked):
    random = Random(seed)
    events, when = courses(random, facts), as_of(random)
    readings = {name: EpisodeReading(one, when) for name, one in sorted(histories(events).items())}
    known = {name: one for name, one in readings.items() if one.moment(asked.enrolment)}
    return Replay(asked, laid_out(events), when), known


@pytest.mark.parametrize("option", STUDIES)
@given(seed=seeds, facts=sizes)
@settings(max_examples=40, deadline=None)
def test_every_definition_is_read_alike(option, seed, facts):
    asked = STUDIES[option]
    replay, readings = composed(seed, facts, asked)

    for name, node in asked.definitions.items():
        if not isinstance(node, Condition):
            assert of_engine(replay, name, node) == {
                patient: of_naive(reading, node) for patient, reading in readings.items()
            }, name


@pytest.mark.parametrize("option", STUDIES)
@given(seed=seeds, facts=sizes)
@settings(max_examples=40, deadline=None)
def test_every_line_of_salvage_is_read_alike(option, seed, facts):
    asked = STUDIES[option]
    replay, readings = composed(seed, facts, asked)
    inside = asked.inside["salvage_line"]

    found = [
        (row.patient, row.number, {name: said(value) for name, value in row.values.items()})
        for row in episode_rows(replay, "salvage_line")
    ]
    assert found == [
        (patient, number, {name: of_naive(line, node) for name, node in inside.items()})
        for patient, reading in readings.items()
        for number, line in enumerate(reading.episodes(asked.definitions["salvage_line"]), start=1)
    ]


def of_engine(replay, name, node):
    patients = replay.patients.tolist()
    match node:
        case Milestone():
            return dict(zip(patients, replay.milestone(name).dates(), strict=True))
        case Classes():
            return replay.classes(name)
        case Quantity():
            return replay.quantity(name)
        case Episodes():
            counted = Counter(row.patient for row in episode_rows(replay, name))
            return {patient: counted[patient] for patient in patients}
        case Endpoint():
            table = replay.endpoint(name)
            rows = zip(table.cause.tolist(), table.time.tolist(), strict=True)
            return {
                **dict.fromkeys(patients),
                **dict(zip(table.patient.tolist(), rows, strict=True)),
            }


def of_naive(reading, node):
    match node:
        case Milestone():
            return date_of(reading.moment(node))
        case Classes():
            return reading.label(node)
        case Quantity():
            return reading.quantity(node)
        case Episodes():
            return len(reading.episodes(node))
        case Endpoint():
            ending = reading.ending(node)
            return None if ending.cause is None else (ending.cause, ending.days)


def said(value):
    """What a line's table holds: a date where the definition is a milestone."""
    return value.date if isinstance(value.value, bool) else value.value


def date_of(moment):
    return moment and day_from_number(moment.day).isoformat()
