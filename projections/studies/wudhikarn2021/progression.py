"""Refractory disease, relapse, and progression after the first infusion."""

from dataclasses import replace

from projections.language import (
    Case,
    Classes,
    Condition,
    Events,
    Milestone,
    Node,
    days_between,
    earliest,
    elapsed,
    events,
    field_of,
    first,
    judged,
    last,
    reached,
)
from projections.studies.wudhikarn2021 import signals
from projections.studies.wudhikarn2021.conventions import (
    METHODS,
    RESULTS,
    SITE_WINDOW_DAYS,
)
from projections.studies.wudhikarn2021.relapse import (
    GROSS,
    IN_MARROW,
    blood_relapse_after,
    extramedullary_relapse_after,
    marrow_relapse_after,
    residual_disease_after,
)
from projections.studies.wudhikarn2021.response import after_infusion
from projections.studies.wudhikarn2021.signals import (
    blood,
    extramedullary_disease,
    marrow,
)
from projections.studies.wudhikarn2021.treatments import CELLS, SALVAGE, death, infusion

refractory = replace(after_infusion.no_response)
"""What is no response to the infusion, under the name by which it is a progression."""

marrow_relapse = marrow_relapse_after(after_infusion.remission)
blood_relapse = blood_relapse_after(after_infusion.remission)
extramedullary_relapse = extramedullary_relapse_after(after_infusion.remission)
relapse = earliest(marrow_relapse, blood_relapse, extramedullary_relapse, source=METHODS)
disease_shown = earliest(
    *(first(shown, on_or_after=after_infusion.confirmable, before=death) for shown in GROSS),
    source="a convention: disease found once response is due is progression, whatever was given "
    "since the infusion, and also in patients taken for lost",
)
molecular_relapse = residual_disease_after(
    after_infusion.cleared,
    source=f"{RESULTS}: 2 of 38 initially relapsed with MRD-positive disease",
)


def progression_with(*, molecular: bool) -> Milestone:
    """Progression, with residual disease alone (as the paper counts) or without."""
    morphologic = (refractory, relapse, disease_shown)
    kinds = (*morphologic, molecular_relapse) if molecular else morphologic
    return earliest(*kinds, source="Results: 9 refractory and 29 relapsed, 2 of them by MRD alone")


FOUND = f"{RESULTS}: sites, blasts and CD19 at progression; Table 5"


def described(progression: Milestone) -> dict[str, Node]:
    """When progression was, where, how much of it, and whether it kept the antigen.

    Who dies within the days of the description is described by what was found until then.
    """
    progression_described = earliest(
        elapsed(SITE_WINDOW_DAYS, since=progression, unobserved=True),
        first(SALVAGE, on_or_after=progression),
        first(CELLS, on_or_after=progression),
        source="assessments of one progression spread over days",
    )
    progressed_or_not = Classes(
        (Case("progressed", reached(progression)),),
        otherwise="not progressed",
        source="Table 1: the two columns",
    )
    days_to_progression = days_between(infusion, progression, FOUND)
    return {
        "progression_described": progression_described,
        "progressed_or_not": progressed_or_not,
        "days_to_progression": days_to_progression,
        **_sites(progression, progression_described),
        **_measured(progression, progression_described),
    }


def found_at(
    progression: Milestone, described: Milestone, disease: Condition, source: str = FOUND
) -> Milestone:
    """Disease by which progression was found, or that stood once it had been described."""
    return earliest(judged(disease, at=progression), judged(disease, at=described), source=source)


def _sites(progression: Milestone, progression_described: Milestone) -> dict[str, Node]:
    """Where the disease was at progression, or once progression had been described."""

    def found(disease: Condition) -> Milestone:
        return found_at(progression, progression_described, disease)

    in_marrow = found(marrow.since(infusion) >= 5)
    in_blood = found(blood.since(infusion) >= 5)
    extramedullary_at_progression = found(extramedullary_disease)
    nervous_system_at_progression = found(signals.nervous_system)
    bone_at_progression = found(signals.bone)
    lymph_node_at_progression = found(signals.lymph_node)
    outside = reached(extramedullary_at_progression)
    site_of_progression = Classes(
        (
            Case("not yet described", ~reached(progression_described) & reached(progression)),
            Case("marrow and extramedullary", reached(in_marrow) & outside),
            Case("extramedullary", outside),
            Case("marrow", reached(in_marrow)),
            Case("blood", reached(in_blood)),
            Case("residual disease alone", reached(progression)),
        ),
        otherwise="not progressed",
        source=FOUND,
    )
    return {
        "in_marrow": in_marrow,
        "in_blood": in_blood,
        "extramedullary_at_progression": extramedullary_at_progression,
        "nervous_system_at_progression": nervous_system_at_progression,
        "bone_at_progression": bone_at_progression,
        "lymph_node_at_progression": lymph_node_at_progression,
        "site_of_progression": site_of_progression,
    }


def _measured(progression: Milestone, progression_described: Milestone) -> dict[str, Node]:
    """Blasts and the antigen once progression had been described.

    Blasts are those of the marrow that first showed the progression; if none did, as the antigen,
    of the latest test.
    """

    def latest(tests: Events) -> Milestone:
        return last(tests, after=infusion, on_or_before=progression_described, source=FOUND)

    showing = first(IN_MARROW, on_or_after=progression, on_or_before=progression_described)
    marrow_at_progression = earliest(showing, latest(events("marrow_blasts")), source=FOUND)
    cd19_tested = latest(events("immunophenotype", antigen="CD19"))
    return {
        "marrow_at_progression": marrow_at_progression,
        "cd19_tested": cd19_tested,
        "blasts_at_progression": field_of(marrow_at_progression, "percent", FOUND),
        "cd19_at_progression": field_of(cd19_tested, "expression", FOUND),
    }
