from hypothesis import given, settings

from projections.language import Condition, Milestone
from tests.projections.told import follow_up_of, moments_of
from tests.projections.worlds import worlds

TRUTHS = {True: "true", False: "false", None: "unknown"}
VERDICTS = {True: "reached", False: "not reached", None: "unknown"}


@given(worlds())
@settings(max_examples=100, deadline=None)
def test_an_audit_gives_the_date_and_the_evidence_of_the_cohort(world):
    names = [name for name, node in world.study.definitions.items() if isinstance(node, Milestone)]
    for patient in world.readings:
        audit = world.audit(patient)
        for name in names:
            told, (date, event) = audit.derivation(name), cohort_value(world, name, patient)
            assert told.date == date
            assert event is None or event in told.decided_by


@given(worlds())
@settings(max_examples=100, deadline=None)
def test_an_audit_says_what_is_unknown_as_the_naive_fold_does(world):
    for patient, reading in world.readings.items():
        audit = world.audit(patient)
        for name, node in world.study.definitions.items():
            match node:
                case Condition():
                    assert audit.derivation(name).value == TRUTHS[reading.finally_(node).truth]
                case Milestone():
                    assert (
                        audit.derivation(name).value
                        == VERDICTS[reading.finally_reached(node).truth]
                    )


@given(worlds())
@settings(max_examples=100, deadline=None)
def test_an_audit_gives_the_class_and_the_follow_up_of_the_cohort(world):
    classes, ends = world.replay.classes("classes"), follow_up_of(world.replay)
    for patient in world.readings:
        audit = world.audit(patient)
        assert audit.derivation("classes").value == classes[patient]
        assert audit.derivation("endpoint").value == outcome(ends.get(patient), world, patient)


@given(worlds())
@settings(max_examples=100, deadline=None)
def test_an_audit_cites_only_events_that_can_be_seen(world):
    for patient, reading in world.readings.items():
        audit, seen = world.audit(patient), {event.id for event in reading.events}
        for name in world.study.definitions:
            for part in walk(audit.derivation(name)):
                assert set(part.decided_by) <= seen
                unseen = ("superseded", "outvoted")
                standing = [item for item in part.rejected if not item.reason.startswith(unseen)]
                assert {item.event for item in standing} <= seen
                assert {item.event for item in part.rejected}.isdisjoint(part.decided_by)


def cohort_value(world, name, patient):
    return moments_of(world.replay, name).get(patient, (None, None))


def outcome(end, world, patient):
    if end is None:
        reason = world.readings[patient].ending(world.study.definitions["endpoint"])
        return f"not in the analysis: {reason.reason}"
    cause, reason, days = end
    return f"{reason if cause else f'censored ({reason})'} after {days:g} days"


def walk(derivation):
    yield derivation
    for part in derivation.parts:
        yield from walk(part)
