"""A small study with a treatment sequence, to hold the graph to while no clinical rule is at stake.

It reads the published patients and the synthetic cohort alike.
"""

from dataclasses import replace

from projections.language import (
    Case,
    Classes,
    Episodes,
    events,
    first,
    in_any_episode,
    includes,
    one_of,
    reached,
    signal,
)
from projections.language.sequence import SequenceDefinition
from projections.study import Study, definitions_of

marrow = signal("marrow_blasts", "percent")
salvage = events("therapy_started", setting="salvage")

infusion = first(events("cell_infusion", infusion=1))
progression = first(marrow.since(infusion) >= 5, after=infusion)
line = Episodes((salvage, events("cell_infusion", infusion=2)), after=progression, joined_within=7)

remission = first(marrow < 5)
disease = first(marrow >= 5)
treatment = Classes(
    (
        Case("reinfusion", reached(first(events("cell_infusion")))),
        Case(
            "blinatumomab or inotuzumab",
            reached(first(events("therapy_started", drugs=includes("blinatumomab"))))
            | reached(first(events("therapy_started", drugs=includes("inotuzumab ozogamicin")))),
        ),
        Case("intensive", reached(first(events("therapy_started", drugs=includes("cytarabine"))))),
    ),
    otherwise="nonintensive",
)
response = Classes(
    (Case("CR", reached(remission)), Case("no response", reached(disease))),
    otherwise="not evaluable",
)

death = first(events("death"))
ending = Classes(
    (
        Case("dead of disease", reached(first(events("death", cause="disease")))),
        Case("dead of treatment", reached(first(events("death", cause="treatment")))),
        Case("dead of other or unknown cause", reached(death)),
        Case("lost", reached(first(events("lost_to_follow_up")))),
        Case("alive in CR", reached(in_any_episode(line, remission)) & (marrow < 5)),
        Case("alive with disease", reached(infusion) & (marrow >= 5)),
    ),
    otherwise="alive, disease unknown",
)

STUDY = Study(
    name="rescue",
    title="Rescue treatment in sequence",
    enrolment=first(events("registered", study=one_of("wudhikarn2021", "rescue"))),
    definitions=definitions_of(
        {"infusion": infusion, "progression": progression, "line": line, "ending": ending}
    ),
    inside={"line": {"treatment": treatment, "response": response, "remission": remission}},
    populations={"progressed": reached(progression)},
    endpoints=(),
    sequence=SequenceDefinition(
        population="progressed",
        episodes="line",
        label="treatment",
        outcome="response",
        ending="ending",
        success="CR",
        successes=("CR",),
        untreated="no treatment",
    ),
)


relapse = first(marrow.since(remission) >= 5, after=remission)
supportive = first(events("supportive_care_only"), after=progression)
care = Classes((Case("supportive care", reached(supportive)),), otherwise="nothing recorded")

TELLING = replace(
    STUDY,
    definitions={**STUDY.definitions, "care": care},
    inside={"line": {**STUDY.inside["line"], "relapse": relapse}},
    sequence=replace(STUDY.sequence, between=(("then relapse", "relapse"),), care="care"),
)
"""The same, telling what came between lines and what was given instead of any."""


def study_with(**changes):
    """The study with another sequence."""
    return replace(STUDY, sequence=replace(STUDY.sequence, **changes))


def study_inside(**changes):
    """The study with other definitions inside its lines."""
    return replace(STUDY, inside={"line": {**STUDY.inside["line"], **changes}})
