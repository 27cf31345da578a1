"""Monoclonal gammopathy of undetermined significance (Kyle et al., NEJM 2002;346:564-569).

1384 patients from diagnosis to a plasma cell malignancy, with death without one competing.
"""

from projections.language import (
    Case,
    Classes,
    Endpoint,
    Source,
    at_least,
    events,
    field_of,
    first,
    last,
    reached,
    signal,
    signs_of_life,
)
from projections.language.states import Move, State, States
from projections.study import Study, TimeUnit, definitions_of
from projections.study.plan import Curves, Fixed, Forest, Incidence, Occupancy, Regression

enrolment = first(events("registered", study="mgus2"))
malignancy = first(events("diagnosis", disease="plasma cell malignancy"), after=enrolment)
death = first(events("death"))
last_seen = last(signs_of_life())

demographics = first(events("demographics"))
age = field_of(demographics, "age_years")
m_protein = field_of(first(events("laboratory", analyte="M protein")), "value")
haemoglobin = signal("laboratory", "value", analyte="haemoglobin")
anaemia = haemoglobin < 12
sex = Classes(
    (
        Case("female", reached(first(events("demographics", sex="female")))),
        Case("male", reached(first(events("demographics", sex="male")))),
    )
)

age_group = Classes(
    (Case("70 or older", reached(first(events("demographics", age_years=at_least(70))))),),
    otherwise="under 70",
)

OS = Endpoint(
    origin=enrolment,
    events=(Source("death", death),),
    censors=(Source("last seen alive", last_seen),),
)
progression = Endpoint(
    origin=enrolment,
    events=(Source("malignancy", malignancy),),
    competing=(Source("death", death),),
    censors=(Source("last seen alive", last_seen),),
    source="Kyle et al. 2002: progression to a plasma cell malignancy",
)

gammopathy = State("gammopathy")
malignant = State("malignancy")
dead = State("dead", absorbing=True)

COVARIATES = (Fixed("age"), Fixed("sex"), Fixed("m_protein"))

STUDY = Study(
    name="mgus2",
    title="Monoclonal gammopathy of undetermined significance (Kyle et al. 2002)",
    enrolment=enrolment,
    definitions=definitions_of(globals()),
    populations={"diagnosed": reached(enrolment), "malignant": reached(malignancy)},
    endpoints=("OS",),
    classes=("sex",),
    states=States(
        initial=gammopathy,
        origin=enrolment,
        moves=(
            Move(malignant, malignancy, out_of=(gammopathy,)),
            Move(dead, death, out_of=(gammopathy, malignant)),
        ),
        last_seen=last_seen,
    ),
    plan={
        "incidence": Incidence("progression"),
        "incidence by sex": Incidence("progression", by="sex"),
        "survival by sex": Curves("OS", by="sex"),
        "hazard of malignancy": Regression("progression", COVARIATES),
        "incidence of malignancy": Regression("progression", COVARIATES, of="incidence"),
        "m protein within groups": Forest("progression", "m_protein", within=("sex", "age_group")),
        "states": Occupancy(until=240),
    },
    unit=TimeUnit("months", 30),
    report_at=(60, 120, 240),
    conventions=("the source counts months; a month is written as 30 days",),
)
