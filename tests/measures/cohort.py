"""A made-up study of a few patients told as a table, and what a measure gives on it."""

from datetime import date

from analyses.claims import Cohort, measured
from analyses.claims.check import check
from analyses.plan import PlanResults
from projections.cohort.replay import Replay
from projections.language import (
    Case,
    Classes,
    Endpoint,
    Source,
    at_least,
    days_between,
    events,
    field_of,
    first,
    last,
    reached,
    signal,
)
from projections.study import Study, TimeUnit, definitions_of
from projections.study.plan import Baseline, Curves, Exposure, Fixed, Incidence, Paired, Regression
from tests.projections.logs import laid_out
from tests.spec.tables import read_events
from timeline.log import AsOf

enrolment = first(events("registered", study="made up"))
relapse = first(events("marrow_blasts", percent=at_least(5)), after=enrolment)
transplant = first(events("transplant"), after=enrolment)
death = first(events("death"))
last_seen = last(events())
remission = first(signal("marrow_blasts", "percent") < 5, after=enrolment)
demographics = first(events("demographics"))
age = field_of(demographics, "age_years")
cause = field_of(death, "cause")
sex = Classes(
    (
        Case("female", reached(first(events("demographics", sex="female")))),
        Case("male", reached(first(events("demographics", sex="male")))),
    ),
    source="the registry",
)
days_to_relapse = days_between(enrolment, relapse)
first_peak = field_of(first(events("cell_expansion")), "vcn_per_ml")
second_peak = field_of(first(events("cell_expansion"), n=2), "vcn_per_ml")
OS = Endpoint(
    origin=enrolment,
    events=(Source("death", death),),
    censors=(Source("last seen alive", last_seen),),
)
time_to_relapse = Endpoint(
    origin=enrolment,
    events=(Source("relapse", relapse),),
    competing=(Source("death", death),),
    censors=(Source("last seen alive", last_seen),),
)

STUDY = Study(
    name="made up",
    title="A made-up study",
    enrolment=enrolment,
    definitions=definitions_of(globals()),
    populations={"enrolled": reached(enrolment), "relapsed": reached(relapse)},
    endpoints=("OS",),
    plan={
        "survival": Curves("OS"),
        "survival of the relapsed": Curves("OS", among="relapsed"),
        "incidence": Incidence("time_to_relapse"),
        "characteristics": Baseline(by="sex", rows=("age",)),
        "peaks": Paired("first_peak", "second_peak"),
        "factors": Regression(
            "OS", (Fixed("age", above=50), Fixed("sex"), Exposure("transplant")), entry=1.0
        ),
    },
    unit=TimeUnit("tens of days", 10.0),
    report_at=(5,),
    cutoff=date(2020, 12, 31),
)

TOLD = """
    patient | occurred   | kind           | fields
    A       | 2020-01-01 | registered     | study='made up'
    A       | 2020-01-01 | demographics   | sex=female age_years=30
    A       | 2020-01-05 | cell_expansion | vcn_per_ml=100
    A       | 2020-01-06 | cell_expansion | vcn_per_ml=150
    A       | 2020-01-21 | marrow_blasts  | percent=60
    A       | 2020-02-10 | death          | cause=disease
    B       | 2020-01-01 | registered     | study='made up'
    B       | 2020-01-01 | demographics   | sex=male age_years=60
    B       | 2020-01-05 | cell_expansion | vcn_per_ml=100
    B       | 2020-01-06 | cell_expansion | vcn_per_ml=900
    B       | 2020-01-31 | marrow_blasts  | percent=70
    B       | 2020-02-20 | transplant     | donor=allogeneic
    B       | 2020-03-11 | death          | cause=treatment
    C       | 2020-01-01 | registered     | study='made up'
    C       | 2020-01-01 | demographics   | sex=female age_years=70
    C       | 2020-01-05 | cell_expansion | vcn_per_ml=100
    C       | 2020-01-06 | cell_expansion | vcn_per_ml=0
    C       | 2020-01-15 | transplant     | donor=allogeneic
    C       | 2020-01-31 | death          | cause=disease
    D       | 2020-03-01 | registered     | study='made up'
    D       | 2020-03-01 | demographics   | sex=male age_years=40
    D       | 2020-06-09 | contact        | means=visit
"""


def replay(told=TOLD, cutoff=date(2020, 12, 31), study=STUDY):
    return Replay(study, laid_out(read_events(told)), AsOf(cutoff, None))


def values(measure, patient="", **told):
    return measured(Cohort(PlanResults(replay(**told))), measure, patient)


def checked(claims, conflicts=(), **told):
    return {item.claim.id: item for item in check(PlanResults(replay(**told)), claims, conflicts)}
