from collections import Counter

from hypothesis import given, settings

from projections.language import Condition, Milestone
from projections.language.sentences import sentence
from tests.projections.worlds import worlds
from timeline.dates import day_from_number


@given(worlds())
@settings(max_examples=1000, deadline=None)
def test_the_engine_reads_every_definition_as_the_naive_fold_does(world):
    assert world.replay.patients.tolist() == list(world.readings)
    for name, node in world.study.definitions.items():
        match node:
            case Milestone():
                table = world.replay.milestone(name)
                found = list(zip(table.dates(), table.evidence, strict=True))
                expected = [dated(reading, node) for reading in world.readings.values()]
            case Condition():
                found = world.replay.members(name).tolist()
                expected = [key for key, one in world.readings.items() if one.finally_(node).truth]
            case _:
                continue
        assert found == expected, sentence(node, world.study.names)


@given(worlds())
@settings(max_examples=200, deadline=None)
def test_the_engine_classifies_as_the_naive_fold_does(world):
    classes = world.study.definitions["classes"]

    assert world.replay.classes("classes") == {
        patient: one.label(classes) for patient, one in world.readings.items()
    }


@given(worlds())
@settings(max_examples=500, deadline=None)
def test_the_engine_ends_follow_up_where_the_naive_fold_does(world):
    endpoint = world.study.definitions["endpoint"]
    endings = {name: one.ending(endpoint) for name, one in world.readings.items()}
    table = world.replay.endpoint("endpoint")

    assert rows_of(table) == [
        (patient, one.cause, one.reason, one.days)
        for patient, one in endings.items()
        if one.cause is not None
    ]
    assert table.outside == Counter(
        ending.reason for ending in endings.values() if ending.cause is None
    )


def dated(reading, milestone):
    moment = reading.moment(milestone)
    if moment is None:
        return None, None
    return day_from_number(moment.day).isoformat(), reading.id(moment.event)


def rows_of(table):
    return list(zip(table.patient, table.cause, table.reason, table.time, strict=True))
