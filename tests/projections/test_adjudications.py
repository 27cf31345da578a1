"""Over random records with decisions on random definitions."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from projections.audit import Audit
from projections.cohort.replay import Replay
from projections.cohort.sweep import replays
from projections.language import Classes, Milestone
from tests.projections.logs import laid_out
from tests.projections.random_histories import PATIENTS, SPAN, as_of, day, noon
from tests.projections.test_sweep import evaluated_apart
from tests.projections.told import told
from tests.projections.worlds import worlds
from timeline.vocabulary import CORE

decided_worlds = st.tuples(worlds(), st.integers(1, 4))


def decisions(world, count):
    """Decisions on milestones and classes of the world's study, some of them of no use."""
    named = world.study.definitions
    names = [name for name, node in named.items() if isinstance(node, Milestone | Classes)]
    return [decision(world, world.random.choice(names), number) for number in range(count)]


def decision(world, name, number):
    random, node = world.random, world.study.definitions[name]
    words = ["reached", "not reached"]
    if isinstance(node, Classes):
        words = [*(case.label for case in node.cases), "no such class"]
    offset = random.randrange(SPAN)
    return CORE.parse(
        {
            "kind": "adjudicated",
            "patient": random.choice(PATIENTS),
            "occurred": str(day(offset)),
            "recorded": noon(offset + random.randrange(30)),
            "recorder": "panel",
            "source_system": "panel",
            "source_record": str(number),
            "study": world.study.name,
            "definition": name,
            "decision": random.choice(words),
            "reason": "random",
        }
    )


def applied(world):
    return replace(world.study, adjudications="applied")


@given(decided_worlds)
@settings(max_examples=150, deadline=None)
def test_decisions_that_are_not_applied_change_nothing(drawn):
    world, count = drawn
    log = laid_out([*world.events, *decisions(world, count)])

    found = Replay(world.study, log, world.as_of, world.censoring)

    assert told(found) == told(world.replay)


@given(worlds())
@settings(max_examples=50, deadline=None)
def test_applying_no_decisions_changes_nothing(world):
    found = Replay(applied(world), world.log, world.as_of, world.censoring)

    assert told(found) == told(world.replay)


@given(decided_worlds)
@settings(max_examples=150, deadline=None)
def test_the_latest_recorded_decision_is_what_a_value_comes_to(drawn):
    world, count = drawn
    said = decisions(world, count)
    replay = Replay(applied(world), laid_out([*world.events, *said]), world.as_of)

    for name in replay.study.definitions:
        for patient in replay.patients.tolist():
            if latest := standing(world, said, name, patient):
                assert value(replay, name, patient) == expected(world, latest), name


def standing(world, said, name, patient):
    """The decision that counts: the latest recorded of those that are known and possible."""
    node = world.study.definitions[name]
    aliases = [one for one, other in world.study.definitions.items() if other is node]
    if len(aliases) > 1:
        return None
    known = [
        item
        for item in said
        if (item.definition, item.patient) == (name, patient)
        and item.decision != "no such class"
        and (world.as_of.known_by is None or item.recorded <= world.as_of.known_by)
        and (isinstance(node, Milestone) or item.day <= world.as_of.cutoff)
    ]
    return max(known, key=lambda one: (one.recorded, one.id.bytes), default=None)


def expected(world, decision):
    if decision.decision not in ("reached", "not reached"):
        return decision.decision
    reached = decision.decision == "reached" and decision.day <= world.as_of.cutoff
    return (str(decision.day), decision.id) if reached else None


def value(replay, name, patient):
    if isinstance(replay.study.definitions[name], Classes):
        return replay.classes(name)[patient]
    table, place = replay.milestone(name), replay.patients.tolist().index(patient)
    date = table.dates()[place]
    return date and (date, table.evidence[place])


@given(decided_worlds)
@settings(max_examples=100, deadline=None)
def test_a_sweep_obeys_decisions_as_single_replays_do(drawn):
    world, count = drawn
    study, log = applied(world), laid_out([*world.events, *decisions(world, count)])
    as_ofs = [as_of(world.random) for _ in range(4)]

    with evaluated_apart():
        swept = [told(replay) for replay in replays(study, log, as_ofs, world.censoring)]

    assert swept == [told(Replay(study, log, item, world.censoring)) for item in as_ofs]


@given(decided_worlds)
@settings(max_examples=100, deadline=None)
def test_the_order_in_which_decisions_arrive_does_not_matter(drawn):
    world, count = drawn
    events = [*world.events, *decisions(world, count)]
    study, one = applied(world), told(Replay(applied(world), laid_out(events), world.as_of))
    world.random.shuffle(events)
    other = Replay(study, laid_out(events), world.as_of)

    assert told(other) == one


@given(decided_worlds)
@settings(max_examples=100, deadline=None)
def test_the_audit_says_what_the_cohort_says_also_of_decided_values(drawn):
    world, count = drawn
    study, log = applied(world), laid_out([*world.events, *decisions(world, count)])
    replay = Replay(study, log, world.as_of, world.censoring)

    for patient in replay.patients.tolist():
        segment, index = log.part_of(patient)
        audit = Audit(study, segment.only(index), world.as_of, world.censoring)
        for name, node in study.definitions.items():
            if isinstance(node, Milestone):
                said = value(replay, name, patient)
                assert audit.derivation(name).date == (said and said[0]), name
            elif isinstance(node, Classes):
                assert audit.derivation(name).value == value(replay, name, patient)
