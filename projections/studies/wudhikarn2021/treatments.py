"""Who is in the study, what was given, and how follow-up ends."""

from projections.language import (
    Case,
    Classes,
    at_least,
    days_between,
    events,
    field_of,
    first,
    includes,
    last,
    reached,
)
from projections.studies.wudhikarn2021.conventions import PATIENTS

OUTCOME = "Methods: last contact or death"
SALVAGE = events("therapy_started", setting="salvage")
CELLS = events("cell_infusion")
CELLS_AGAIN = events("cell_infusion", infusion=at_least(2))
"""Cells given again: what is numbered as the first infusion is a further part of it."""
ALLOGENEIC = events("transplant", graft="haematopoietic", donor="allogeneic")

enrolment = first(events("registered", study="wudhikarn2021"), source=PATIENTS)
infusion = first(events("cell_infusion", infusion=1), source=PATIENTS)
reinfusion = first(CELLS_AGAIN, after=infusion, source="Table 5")
blinatumomab = first(
    events("therapy_started", setting="salvage", drugs=includes("blinatumomab")),
    after=infusion,
    source="Table 4",
)
inotuzumab = first(
    events("therapy_started", setting="salvage", drugs=includes("inotuzumab ozogamicin")),
    after=infusion,
    source="Table 4",
)
death = first(events("death"), source=OUTCOME)
lost = first(events("lost_to_follow_up"), source=OUTCOME)
last_seen = last(events(), source="Methods: last contact, any event that shows the patient")

days_to_reinfusion = days_between(infusion, reinfusion, source="Table 5")
days_to_blinatumomab = days_between(infusion, blinatumomab, source="Table 4")
days_to_inotuzumab = days_between(infusion, inotuzumab, source="Table 4")
salvage_started = first(SALVAGE, after=infusion, source="Methods, statistical analysis")
salvage_after_reinfusion = first(SALVAGE, after=reinfusion, source="Table 5")

cause_of_death = field_of(death, "cause", source="Results; Tables 4 and 5")
vital_status = Classes(
    (Case("dead", reached(death)),),
    otherwise="alive at last contact",
    source="Tables 4 and 5: status at last contact",
)
