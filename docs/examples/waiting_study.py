"""How long patients of the Stanford programme waited for a heart."""

from patient_timeline.definitions import (
    Case,
    Classes,
    Endpoint,
    Source,
    Study,
    definitions_of,
    elapsed,
    events,
    first,
    judged,
    last,
    reached,
)

acceptance = first(events("registered", study="stanford"))
transplantation = first(events("transplant"), on_or_after=acceptance)
death = first(events("death"))
last_seen = last(events())

long_wait = judged(~reached(transplantation) & ~reached(death), at=elapsed(30, since=acceptance))
wait = Classes(
    (
        Case("transplanted within 30 days", reached(transplantation) & ~reached(long_wait)),
        Case("waited longer", reached(long_wait)),
    ),
    otherwise="died or left within 30 days",
)
time_to_transplant = Endpoint(
    origin=acceptance,
    events=(Source("transplant", transplantation),),
    censors=(Source("last seen", last_seen),),
    competing=(Source("death", death),),
)

STUDY = Study(
    name="waiting",
    title="Waiting for a heart at Stanford",
    enrolment=acceptance,
    definitions=definitions_of(globals()),
    populations={"accepted": reached(acceptance)},
    endpoints=("time_to_transplant",),
    classes=("wait",),
    report_at=(30, 90),
)
