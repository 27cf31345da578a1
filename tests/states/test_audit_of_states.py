"""The audit of a state says what the walk of the cohort says, with the move that led there."""

from dataclasses import replace

from hypothesis import given, settings

from projections.audit import Audit, AuditQuery
from projections.audit.state import NO_LONGER_FOLLOWED, NOT_ENTERED
from projections.cohort.replay import Replay
from projections.engine import NEVER
from projections.states import histories, stays_of
from tests.projections.worlds import composed, worlds
from tests.states.random_states import with_states
from timeline.dates import day_number


@given(worlds())
@settings(max_examples=60, deadline=None)
def test_the_state_on_every_day_is_that_of_the_stay_of_that_day(world):
    study = with_states(world.random, world.study)
    walked = histories(Replay(study, world.log, world.as_of, world.censoring))
    for place, patient in enumerate(walked.patients.tolist()):
        stays = stays_of(walked, patient) if walked.origin[place] != NEVER else []
        segment, index = world.log.part_of(patient)
        audit = Audit(study, segment.only(index), world.as_of, world.censoring)
        for day in days_about(stays, world.as_of):
            derived = AuditQuery("state", day=day).derivation(audit)
            here = [stay for stay in stays if stay.start <= day][-1:]
            if not here:
                assert derived.value == NOT_ENTERED
                continue
            (stay,) = here
            events = () if stay.event is None else (stay.event,)
            lost = day > stay.stop and not stay.state.absorbing
            assert derived.value == (
                f"{NO_LONGER_FOLLOWED}, last '{stay.label}'" if lost else stay.label
            )
            assert derived.decided_by == events
            assert [part.value for part in derived.parts] == ["reached"]
            assert stay.label in derived.sentence


def days_about(stays, as_of):
    """Days on which something changes, those before and after, up to the cutoff."""
    changes = {day for stay in stays for day in (stay.start, stay.stop)} | {0}
    near = {day + step for day in changes for step in (-1, 0, 1)}
    return sorted(day for day in near if day <= day_number(as_of.cutoff))


def test_a_study_that_defines_state_itself_is_asked_for_its_definition():
    world = composed(7, 40, 0, 3)
    study = world.study
    study = replace(
        study, definitions={**study.definitions, "state": replace(study.definitions["m0"])}
    )
    (patient, *_) = world.readings
    segment, index = world.log.part_of(patient)
    audit = Audit(study, segment.only(index), world.as_of, world.censoring)

    assert AuditQuery("state").derivation(audit).value == audit.derivation("m0").value
