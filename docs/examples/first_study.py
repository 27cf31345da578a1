"""A first study: survival and time to relapse after an infusion of CAR T cells."""

from patient_timeline.definitions import (
    MONTHS,
    Case,
    Classes,
    Curves,
    Endpoint,
    Fixed,
    Regression,
    Source,
    Study,
    definitions_of,
    events,
    field_of,
    first,
    last,
    reached,
    signs_of_life,
    years_since,
)

enrolment = first(events("registered", study="first"))
infusion = first(events("cell_infusion"), on_or_after=enrolment)
relapse = first(events("response_stated", response="relapse"), after=infusion)
death = first(events("death"))
last_seen = last(signs_of_life())

age = years_since(field_of(first(events("demographics")), "born"), at=infusion)
women = first(events("demographics", sex="female"))
men = first(events("demographics", sex="male"))
sex = Classes((Case("female", reached(women)), Case("male", reached(men))), otherwise="unknown")

OS = Endpoint(
    origin=infusion,
    events=(Source("death", death),),
    censors=(Source("last seen alive", last_seen),),
)
EFS = Endpoint(
    origin=infusion,
    events=(Source("relapse", relapse), Source("death", death)),
    censors=(Source("last seen alive", last_seen),),
)

STUDY = Study(
    name="first",
    title="A first study of CAR T cells",
    enrolment=enrolment,
    definitions=definitions_of(globals()),
    populations={"infused": reached(infusion), "relapsed": reached(relapse)},
    endpoints=("OS", "EFS"),
    classes=("sex",),
    plan={
        "EFS by sex": Curves("EFS", by="sex"),
        "factors of EFS": Regression("EFS", (Fixed("age", per=10), Fixed("sex"))),
    },
    unit=MONTHS,
    report_at=(6, 12),
)
