"""Why a value is not another: nothing is unmet if and only if it is so, and examples make it so."""

from hypothesis import given, settings

from projections.audit import Audit, AuditQuery, why_not
from projections.audit.why_not import labels_of, unmet_of
from projections.language import Condition, Milestone
from tests.projections.logs import histories, segment_of
from tests.projections.worlds import worlds
from timeline.vocabulary import CORE


@given(worlds())
@settings(max_examples=100, deadline=None)
def test_nothing_is_unmet_if_and_only_if_a_condition_holds_or_a_milestone_is_reached(world):
    for patient in world.readings:
        audit = world.audit(patient)
        for name, node in world.study.definitions.items():
            if isinstance(node, Condition | Milestone):
                holds = audit.derivation(name).value in {"true", "reached"}
                assert (unmet_of(audit, node) == ()) == holds


@given(worlds())
@settings(max_examples=100, deadline=None)
def test_nothing_is_unmet_of_the_one_case_that_a_patient_belongs_to(world):
    node = world.study.definitions["classes"]
    for patient in world.readings:
        audit = world.audit(patient)
        met = [label for label in labels_of(node) if not unmet_of(audit, node, label)]
        assert met == [audit.derivation("classes").value]


@given(worlds())
@settings(max_examples=100, deadline=None)
def test_nothing_is_unmet_of_the_event_that_ends_follow_up_and_of_no_other(world):
    node = world.study.definitions["endpoint"]
    for patient in world.readings:
        audit = world.audit(patient)
        ended_by = audit.derivation("endpoint").value.rpartition(" after ")[0]
        met = [label for label in labels_of(node) if not unmet_of(audit, node, label)]
        assert met == [label for label in labels_of(node) if label == ended_by]


@given(worlds())
@settings(max_examples=150, deadline=None)
def test_with_the_events_of_an_example_it_is_so(world):
    records = histories(world.events)
    for patient in world.readings:
        for name in list(world.study.definitions)[-4:-2]:
            refusal = why_not(world.audit(patient), AuditQuery(name), "", records[patient])
            if refusal.example:
                now = with_events(world, patient, refusal.example)
                assert now.derivation(name).value in {"true", "reached"}


def with_events(world, patient, supposed):
    """The audit of a patient to whom the supposed events happened, each known on its day."""
    raws = [
        {
            **event.fields,
            "kind": event.kind,
            "patient": patient,
            "occurred": event.date,
            "recorded": f"{event.date}T00:00:00Z",
            "recorder": "nobody",
            "source_system": "supposed",
            "source_record": f"{patient}:{number}",
        }
        for number, event in enumerate(supposed)
    ]
    happened = [CORE.parse(raw) for raw in raws]
    events = [event for event in world.events if event.patient == patient]
    return Audit(world.study, segment_of([*events, *happened]), world.as_of, world.censoring)
