from dataclasses import replace
from datetime import timedelta

from hypothesis import given, settings

from projections.cohort.replay import Censoring, Replay
from projections.language import Case, Classes, Endpoint, Source, events, first, last, reached
from projections.language.cutoff_dependence import awaits
from tests.projections.logs import laid_out
from tests.projections.random_histories import (
    FIRST_DAY,
    amendment,
    correction,
    day,
    fact,
    identified,
    noon,
)
from tests.projections.told import follow_up_of, told
from tests.projections.worlds import worlds
from timeline.vocabulary import CORE, Corrected

SURVIVAL = Endpoint(
    origin=first(events()),
    events=(Source("death", first(events("death"))),),
    censors=(Source("last seen", last(events())),),
)
SEEN = Classes((Case("seen", reached(first(events("contact")))),))


@given(worlds())
@settings(max_examples=300, deadline=None)
def test_under_strict_censoring_nothing_after_the_cutoff_changes_anything(world):
    more = happened_later(world)

    assert told(replay_of(world, more, Censoring.STRICT)) == told(
        replay_of(world, [], Censoring.STRICT)
    )


@given(worlds())
@settings(max_examples=300, deadline=None)
def test_under_administrative_censoring_later_events_only_show_who_was_alive(world):
    """They follow the living further, and let deadlines fall due that they lived to see."""
    world.study = without_deadlines(world.study)
    with_more = replay_of(world, happened_later(world), Censoring.ADMINISTRATIVE)
    without = replay_of(world, [], Censoring.ADMINISTRATIVE)

    assert told(with_more, endpoints=False) == told(without, endpoints=False)
    assert with_more.endpoint("endpoint").outside == without.endpoint("endpoint").outside
    now = follow_up_of(with_more)
    for patient, (cause, reason, days) in follow_up_of(without).items():
        if cause == 0:
            assert now[patient][0] == 0
            assert now[patient][2] >= days
        else:
            assert now[patient] == (cause, reason, days)


def without_deadlines(study):
    """A study without the definitions that a deadline takes part in; endpoint and classes stay."""
    kept = {
        name: node
        for name, node in study.definitions.items()
        if name in ("endpoint", "classes") or not awaits(node)
    }
    endpoint = kept["endpoint"]
    sources = (*endpoint.events, *endpoint.competing, *endpoint.censors)
    if any(
        awaits(start) for start in (*endpoint.starts, *(source.milestone for source in sources))
    ):
        kept["endpoint"] = SURVIVAL
    if any(awaits(case.when) for case in kept["classes"].cases):
        kept["classes"] = SEEN
    kept["endpoint"] = replace(kept["endpoint"], entry=None)  # who is followed longer may enter
    populations = {name: one for name, one in study.populations.items() if name in kept}
    return replace(study, definitions=kept, populations=populations)


@given(worlds())
@settings(max_examples=300, deadline=None)
def test_what_was_recorded_after_the_lock_changes_nothing(world):
    if world.as_of.known_by is None:
        world.as_of = replace(world.as_of, known_by=noon(world.random.randrange(30)))
    more = recorded_later(world)

    assert told(replay_of(world, more, world.censoring)) == told(
        replay_of(world, [], world.censoring)
    )


def replay_of(world, more, censoring):
    return Replay(world.study, laid_out([*world.events, *more]), world.as_of, censoring)


def happened_later(world):
    """Facts after the cutoff that the lock knows, some of them corrected to other later days.

    Births are left out: they bound partial dates at every cutoff alike.
    """
    random, raws = world.random, []
    first = (world.as_of.cutoff - FIRST_DAY).days + 1
    for number in range(random.randint(1, 6)):
        offset = first + random.randrange(20)
        if raws and random.random() < 0.3:
            raw = correction(random, random.choice(raws), offset)
        else:
            raw = {**fact(random), "occurred": str(day(offset)), "recorded": noon(offset)}
        if "demographics" not in {raw["kind"], raw.get("replacement", {}).get("kind")}:
            raws.append(identified(raw, "later", number))
    uncertain, lock = of_uncertain_days(world.events), world.as_of.known_by
    known = [CORE.parse(raw) for raw in raws if lock is None or raw["recorded"] <= lock]
    return [event for event in known if event.patient not in uncertain]


def of_uncertain_days(events):
    """Patients with a partial date of a death, which any later sign of life may move.

    That is no leak from beyond the cutoff: on which day a fact lies is decided by all that is
    known, and at every cutoff alike.
    """
    said = [CORE.replacement(event) if isinstance(event, Corrected) else event for event in events]
    return {
        item.patient for item in said if item.ends_life and len(item.occurred) < len("1970-01-01")
    }


def recorded_later(world):
    """Facts of any day, and amendments of anything, all recorded after the lock."""
    random, after = world.random, world.as_of.known_by + timedelta(minutes=1)
    raws = [
        {**event.model_dump(mode="json"), "recorded": max(event.recorded, after)}
        for event in world.events
    ]
    for number in range(random.randint(1, 6)):
        raw = amendment(random, random.choice(raws)) if random.random() < 0.6 else fact(random)
        raw["recorded"] = max(raw["recorded"], after)
        raws.append(identified(raw, "later", number))
    return [CORE.parse(raw) for raw in raws[len(world.events) :]]
