"""How much disease there was at progression, and at which sites outside the marrow."""

from projections.language import (
    Case,
    Classes,
    Condition,
    Milestone,
    Node,
    judged,
    reached,
)
from projections.studies.wudhikarn2021.conventions import RESULTS
from projections.studies.wudhikarn2021.signals import (
    bone,
    disease_at,
    extramedullary_disease,
    lymph_node,
    marrow,
    nervous_system,
)

SITES = f"{RESULTS}: extramedullary sites at progression"
soft_tissue = disease_at("soft tissue")
skin = disease_at("skin")
liver = disease_at("liver")
testis = disease_at("testis")

NAMED = (nervous_system, bone, lymph_node, soft_tissue, skin, liver, testis)
"""The sites that are told apart."""


def extent(progression: Milestone, described: Milestone, blood: Milestone) -> dict[str, Node]:
    """Disease once progression had been described; the first three sites have names already."""
    elsewhere: Condition = extramedullary_disease
    for site in NAMED:
        elsewhere = elsewhere & ~site
    gross = (marrow >= 5) | extramedullary_disease | reached(blood)
    return {
        "soft_tissue_at_progression": judged(soft_tissue, at=described, source=SITES),
        "skin_at_progression": judged(skin, at=described, source=SITES),
        "liver_at_progression": judged(liver, at=described, source=SITES),
        "testis_at_progression": judged(testis, at=described, source=SITES),
        "only_elsewhere_at_progression": judged(elsewhere, at=described, source=SITES),
        "burden_at_progression": Classes(
            (
                Case("not yet described", ~reached(described) & reached(progression)),
                Case("gross", reached(judged(gross, at=described))),
                Case("residual disease", reached(progression)),
            ),
            otherwise="not progressed",
            source="Table 5: relapse burden",
        ),
    }
