"""The Stanford heart transplant programme (Crowley and Hu, JASA 1977; 72: 27-36).

103 patients accepted between 1967 and 1974; the closing date was 1 April 1974.
"""

from typing import Literal

from projections.language import Endpoint, Source, events, first, last, reached
from projections.study import DAYS, Study, definitions_of
from timeline.vocabulary import DayOrder, Event


class PriorHeartSurgery(Event):
    """The patient had undergone open-heart surgery before acceptance."""

    day_order = DayOrder.BACKGROUND
    kind: Literal["prior_heart_surgery"] = "prior_heart_surgery"


acceptance = first(events("registered", study="stanford"), source="Crowley and Hu 1977")
prior_surgery = first(events("prior_heart_surgery"))
transplantation = first(events("transplant", graft="heart"), on_or_after=acceptance)
death = first(events("death"))
last_seen = last(events())

OS = Endpoint(
    origin=acceptance,
    events=(Source("death", death),),
    censors=(Source("last seen alive", last_seen),),
    source="survival from acceptance into the programme",
)

STUDY = Study(
    name="stanford",
    title="Stanford heart transplant programme (Crowley and Hu 1977)",
    enrolment=acceptance,
    definitions=definitions_of(globals()),
    populations={"accepted": reached(acceptance), "transplanted": reached(transplantation)},
    endpoints=("OS",),
    unit=DAYS,
    report_at=(182, 365, 730),
    kinds=(PriorHeartSurgery,),
    conventions=("time is counted in days", "intervals are on the log scale, R's default"),
)
