"""Lines of salvage therapy after CAR T cells: which drugs, with remission or without."""

from patient_timeline.definitions import (
    EPISODE_END,
    EPISODE_START,
    MONTHS,
    Case,
    Classes,
    Endpoint,
    Episodes,
    Source,
    Study,
    at_least,
    count,
    definitions_of,
    events,
    first,
    in_any_episode,
    in_episode,
    includes,
    last,
    reached,
    signal,
    signs_of_life,
)

enrolment = first(events("registered", study="wudhikarn2021"))
infusion = first(events("cell_infusion", infusion=1))
death = first(events("death"))
last_seen = last(signs_of_life())

salvage = Episodes(
    (events("therapy_started", setting="salvage"), events("cell_infusion", infusion=at_least(2))),
    after=infusion,
    joined_within=14,
)
marrow = signal("marrow_blasts", "percent").since(EPISODE_START)
remission_in_line = first(marrow < 5, after=EPISODE_START, before=EPISODE_END)
antibody_in_line = first(
    events("therapy_started", drugs=includes("blinatumomab", "inotuzumab ozogamicin"))
)
INSIDE = {
    "remission_in_line": remission_in_line,
    "response": Classes((Case("remission", reached(remission_in_line)),), otherwise="none"),
    "drugs": Classes((Case("antibody", reached(antibody_in_line)),), otherwise="other"),
}

first_salvage = in_episode(1, salvage, EPISODE_START)
remission_to_first_salvage = in_episode(1, salvage, remission_in_line)
remission_to_any_salvage = in_any_episode(salvage, remission_in_line)
number_of_lines = count(salvage)

OS_after_salvage = Endpoint(
    origin=first_salvage,
    events=(Source("death", death),),
    censors=(Source("last seen alive", last_seen),),
)

STUDY = Study(
    name="lines",
    title="Lines of salvage after CAR T cells",
    enrolment=enrolment,
    definitions=definitions_of(globals()),
    populations={
        "given salvage": reached(first_salvage),
        "in remission by the first line": reached(remission_to_first_salvage),
        "in remission by some line": reached(remission_to_any_salvage),
    },
    endpoints=("OS_after_salvage",),
    classes=(),
    inside={"salvage": INSIDE},
    unit=MONTHS,
    report_at=(6, 12),
)
