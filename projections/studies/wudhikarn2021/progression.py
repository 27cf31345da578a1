"""Refractory disease, relapse, and progression after the first infusion."""

from projections.language import (
    Case,
    Classes,
    Milestone,
    Node,
    at_least,
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
from projections.studies.wudhikarn2021.conventions import (
    METHODS,
    MRD_WINDOW_DAYS,
    RESULTS,
    SITE_WINDOW_DAYS,
)
from projections.studies.wudhikarn2021.response import after_infusion
from projections.studies.wudhikarn2021.signals import (
    bone,
    extramedullary_disease,
    lymph_node,
    marrow,
    nervous_system,
)
from projections.studies.wudhikarn2021.treatments import CELLS, SALVAGE, infusion
from projections.study import definitions_of

refractory = after_infusion.no_response

marrow_relapse = first(
    marrow.since(after_infusion.remission) >= 5,
    after=after_infusion.remission,
    source=f"{METHODS}: >= 5% lymphoblasts in the marrow after CR",
)
blood_relapse = first(
    events("blood_blasts", percent=at_least(5)),
    after=after_infusion.remission,
    source=f"{METHODS}: >= 5% lymphoblasts in the blood after CR",
)
extramedullary_relapse = first(
    extramedullary_disease,
    after=after_infusion.remission,
    source=f"{METHODS}: reappearance of blasts in an extramedullary site after CR",
)
relapse = earliest(marrow_relapse, blood_relapse, extramedullary_relapse, source=METHODS)
returning_residual_disease = first(
    events("residual_disease", result="positive"),
    after=after_infusion.mrd_negative,
    source="Results: two progressors had residual disease alone",
)
persisting_residual_disease = first(
    events("residual_disease", result="positive"),
    after=elapsed(MRD_WINDOW_DAYS, since=after_infusion.remission),
    source="Table 5: MSK56 relapsed with residual disease after an MRD-positive CR",
)
molecular_relapse = earliest(
    returning_residual_disease,
    persisting_residual_disease,
    source=f"{RESULTS}: 2 of 38 initially relapsed with MRD-positive disease",
)


def progression_with(*, molecular: bool) -> Milestone:
    """Progression, with residual disease alone (as the paper counts) or without."""
    kinds = (refractory, relapse, molecular_relapse) if molecular else (refractory, relapse)
    return earliest(*kinds, source="Results: 9 refractory and 29 relapsed, 2 of them by MRD alone")


def described(progression: Milestone) -> dict[str, Node]:
    """Where progression was, how much of it, and whether it kept the antigen."""
    progression_described = earliest(
        elapsed(SITE_WINDOW_DAYS, since=progression),
        first(SALVAGE, on_or_after=progression),
        first(CELLS, on_or_after=progression),
        source="assessments of one progression spread over days",
    )
    source = f"{RESULTS}: sites, blasts and CD19 at progression; Table 5"
    in_marrow = judged(marrow >= 5, at=progression_described, source=source)
    outside = judged(extramedullary_disease, at=progression_described, source=source)
    site_of_progression = Classes(
        (
            Case("not yet described", ~reached(progression_described) & reached(progression)),
            Case("marrow and extramedullary", reached(in_marrow) & reached(outside)),
            Case("extramedullary", reached(outside)),
            Case("marrow", reached(in_marrow)),
            Case("blood", reached(judged(reached(blood_relapse), at=progression_described))),
            Case("residual disease alone", reached(progression)),
        ),
        otherwise="not progressed",
        source=source,
    )
    marrow_at_progression = last(
        events("marrow_blasts"), after=infusion, on_or_before=progression_described, source=source
    )
    nervous_system_at_progression = judged(
        nervous_system.is_("present"), at=progression_described, source=source
    )
    bone_at_progression = judged(bone.is_("present"), at=progression_described, source=source)
    lymph_node_at_progression = judged(
        lymph_node.is_("present"), at=progression_described, source=source
    )
    extramedullary_at_progression = outside
    progressed_or_not = Classes(
        (Case("progressed", reached(progression)),),
        otherwise="not progressed",
        source="Table 1: the two columns",
    )
    cd19_tested = last(
        events("immunophenotype", antigen="CD19"),
        after=infusion,
        on_or_before=progression_described,
        source=source,
    )
    blasts_at_progression = field_of(marrow_at_progression, "percent", source)
    cd19_at_progression = field_of(cd19_tested, "expression", source)
    days_to_progression = days_between(infusion, progression, source)
    return definitions_of({k: v for k, v in locals().items() if k not in ("source", "outside")})
