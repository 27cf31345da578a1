"""Who is in the study, what was given, and how follow-up ends."""

from projections.language import events, first, includes, last
from projections.studies.wudhikarn2021.conventions import PATIENTS

SALVAGE = events("therapy_started", setting="salvage")

enrolment = first(events("registered", study="wudhikarn2021"), source=PATIENTS)
infusion = first(events("cell_infusion", infusion=1), source=PATIENTS)
reinfusion = first(events("cell_infusion", infusion=2), after=infusion, source="Table 5")
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
death = first(events("death"))
lost = first(events("lost_to_follow_up"))
last_seen = last(events())
