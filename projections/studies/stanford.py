"""The Stanford heart transplant programme (Crowley and Hu, JASA 1977; 72: 27-36).

103 patients accepted between 1967 and 1974; the closing date was 1 April 1974.
"""

from typing import Literal

from projections.language import (
    Case,
    Classes,
    Endpoint,
    Source,
    events,
    field_of,
    first,
    last,
    reached,
    signs_of_life,
    years_since,
)
from projections.language.states import Move, State, States
from projections.study import DAYS, Study, definitions_of
from projections.study.plan import (
    Baseline,
    Curves,
    Exposure,
    Fixed,
    FromLandmark,
    Incidence,
    Regression,
)
from projections.study.report import (
    Attrition,
    Characteristics,
    CurvesFigure,
    Endpoints,
    HazardRatios,
    IncidenceFigure,
    Report,
    Section,
    SwimmerFigure,
)
from timeline.vocabulary import DayOrder, Event


class PriorHeartSurgery(Event):
    """The patient had undergone open-heart surgery before acceptance."""

    day_order = DayOrder.BACKGROUND
    kind: Literal["prior_heart_surgery"] = "prior_heart_surgery"


acceptance = first(events("registered", study="stanford"), source="Crowley and Hu 1977")
prior_surgery = first(events("prior_heart_surgery"))
transplantation = first(events("transplant", graft="heart"), on_or_after=acceptance)
death = first(events("death"))
last_seen = last(signs_of_life())
born = field_of(first(events("demographics")), "born")
age = years_since(born, at=acceptance)

OS = Endpoint(
    origin=acceptance,
    events=(Source("death", death),),
    censors=(Source("last seen alive", last_seen),),
    source="survival from acceptance into the programme",
)

wait = Endpoint(
    origin=acceptance,
    events=(Source("transplant", transplantation),),
    competing=(Source("death", death),),
    censors=(Source("last seen alive", last_seen),),
    source="time from acceptance to a donor heart, death without one competing",
)
surgery = Classes((Case("prior surgery", reached(prior_surgery)),), otherwise="none")

waiting = State("waiting", "waiting")
transplanted = State("transplanted", "transplant")
dead = State("dead", "death", absorbing=True)

STATES = States(
    initial=waiting,
    origin=acceptance,
    moves=(
        Move(transplanted, transplantation, out_of=(waiting,)),
        Move(dead, death, out_of=(waiting, transplanted)),
    ),
    last_seen=last_seen,
    source="Crowley and Hu 1977: accepted, then transplanted or not",
)

REPORT = Report(
    sections=(
        Section(
            "Patients",
            (
                Attrition("Table 1", "Patients in each population and endpoint"),
                Characteristics(
                    "Table 2",
                    "Characteristics by heart surgery before acceptance",
                    "patients by prior surgery",
                ),
            ),
        ),
        Section(
            "Survival",
            (
                Endpoints("Table 3", "Survival from acceptance", ("OS",)),
                CurvesFigure(
                    "Figure 1",
                    "Survival by heart surgery before acceptance",
                    "survival by prior surgery",
                ),
                HazardRatios(
                    "Table 4",
                    "Transplant, age and prior surgery as factors of survival",
                    "transplant and survival",
                ),
            ),
        ),
        Section(
            "Transplant",
            (
                IncidenceFigure(
                    "Figure 2",
                    "Incidence of transplant and of death without one",
                    "incidence of transplant",
                ),
                SwimmerFigure("Figure 3", "Histories of the patients"),
            ),
        ),
    ),
    labels={
        "age": "Age, years",
        "OS": "Overall survival",
        "wait": "Wait for a donor heart",
        "prior_surgery": "Prior heart surgery",
        "none": "no prior surgery",
    },
)

STUDY = Study(
    name="stanford",
    title="Stanford heart transplant programme (Crowley and Hu 1977)",
    enrolment=acceptance,
    definitions=definitions_of(globals()),
    populations={"accepted": reached(acceptance), "transplanted": reached(transplantation)},
    endpoints=("OS",),
    states=STATES,
    plan={
        "survival by prior surgery": Curves("OS", by="surgery"),
        "transplant and survival": Regression(
            "OS",
            (
                Fixed("age", minus=48),
                Fixed("prior_surgery"),
                Exposure("transplantation", same_day="half-day-before"),
            ),
            time="inclusive",
        ),
        "incidence of transplant": Incidence("wait"),
        "incidence of transplant by prior surgery": Incidence("wait", by="surgery"),
        "survival from day 30": FromLandmark("OS", "transplantation", at=30),
        "patients by prior surgery": Baseline(by="surgery", rows=("age", "transplantation")),
    },
    report=REPORT,
    unit=DAYS,
    report_at=(182, 365, 730),
    kinds=(PriorHeartSurgery,),
    conventions=("time is counted in days", "intervals are on the log scale, R's default"),
)
