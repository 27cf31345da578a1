"""What holds of every follow-up, whatever its sources and deadlines are."""

from dataclasses import fields, is_dataclass, replace

from hypothesis import given, settings

from projections.cohort.replay import Censoring, Replay
from projections.language import Elapsed
from projections.language.cutoff_dependence import awaits
from tests.projections.random_histories import SPAN, day
from tests.projections.told import follow_up_of
from tests.projections.worlds import worlds


@given(worlds())
@settings(max_examples=500, deadline=None)
def test_a_later_cutoff_never_shortens_a_follow_up_that_ended(world):
    """It changes nothing about it, unless a policy is strict and sees fewer signs of life."""
    endpoint = world.study.definitions["endpoint"]
    if world.censoring is Censoring.STRICT and rests_on_a_deadline(endpoint):
        return
    cutoff = day(world.random.randrange(SPAN))
    early = follow_up_of(at(world, cutoff))
    late = follow_up_of(at(world, day(SPAN + 20)))
    endings = {censor.name for censor in endpoint.censors if censor.follows == "ends"}

    for patient, (cause, reason, days) in early.items():
        if cause > 0 or (reason in endings and world.censoring is Censoring.ADMINISTRATIVE):
            assert late[patient] == (cause, reason, days)
        elif reason in endings:
            assert late[patient][:2] == (cause, reason)
            assert late[patient][2] >= days


@given(worlds())
@settings(max_examples=500, deadline=None)
def test_no_endpoint_of_a_patient_reaches_beyond_that_patients_observation(world):
    """An event on record counts where it is no sign of life, but not after death."""
    endpoint = world.study.definitions["endpoint"]
    by_the_calendar = any(part.unobserved for part in parts(endpoint) if isinstance(part, Elapsed))
    for patient, (cause, _, days) in follow_up_of(world.replay).items():
        reading = world.readings[patient]
        origin = reading.moment(endpoint.origin).day
        if cause == 0:
            assert days == 0 or origin + days <= reading.observed
        else:
            assert origin + days <= reading.died
            event = reading.events[reading.ending(endpoint).event]
            on_record = event.day == origin + days
            assert on_record or by_the_calendar or origin + days <= reading.observed


def at(world, cutoff):
    as_of = replace(world.as_of, cutoff=cutoff)
    return Replay(world.study, world.log, as_of, world.censoring)


def rests_on_a_deadline(endpoint):
    sources = (*endpoint.events, *endpoint.competing, *endpoint.censors)
    return any(
        awaits(start) for start in (*endpoint.starts, *(source.milestone for source in sources))
    )


def parts(node):
    """A definition and all that it is composed of."""
    if isinstance(node, tuple):
        for item in node:
            yield from parts(item)
    elif is_dataclass(node):
        yield node
        for field in fields(node):
            yield from parts(getattr(node, field.name))
