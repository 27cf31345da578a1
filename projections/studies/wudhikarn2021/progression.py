"""Refractory disease, relapse, and progression after the first infusion."""

from projections.language import Milestone, at_least, earliest, elapsed, events, first
from projections.studies.wudhikarn2021.conventions import METHODS, MRD_WINDOW_DAYS
from projections.studies.wudhikarn2021.response import after_infusion
from projections.studies.wudhikarn2021.signals import extramedullary_disease, marrow

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
molecular_relapse = earliest(returning_residual_disease, persisting_residual_disease)


def progression_with(*, molecular: bool) -> Milestone:
    """Progression, with residual disease alone (as the paper counts) or without."""
    kinds = (refractory, relapse, molecular_relapse) if molecular else (refractory, relapse)
    return earliest(*kinds, source="Results: 9 refractory and 29 relapsed, 2 of them by MRD alone")
