"""How much disease there was at progression, and at which sites outside the marrow."""

from projections.language import (
    Case,
    Classes,
    Condition,
    Milestone,
    Node,
    reached,
)
from projections.studies.wudhikarn2021.conventions import RESULTS
from projections.studies.wudhikarn2021.progression import found_at
from projections.studies.wudhikarn2021.signals import (
    blood,
    bone,
    disease_at,
    extramedullary_disease,
    lymph_node,
    marrow,
    nervous_system,
)
from projections.studies.wudhikarn2021.treatments import infusion

SITES = f"{RESULTS}: extramedullary sites at progression"
soft_tissue = disease_at("soft tissue")
skin = disease_at("skin")
liver = disease_at("liver")
testis = disease_at("testis")


def extent(progression: Milestone, described: Milestone) -> dict[str, Node]:
    """Disease at progression, or once it was described; three sites have definitions already."""

    def found(disease: Condition) -> Milestone:
        return found_at(progression, described, disease, SITES)

    named = {
        "soft_tissue_at_progression": found(soft_tissue),
        "skin_at_progression": found(skin),
        "liver_at_progression": found(liver),
        "testis_at_progression": found(testis),
    }
    already = [found(site) for site in (bone, lymph_node)]
    told_apart: Condition = reached(found(nervous_system))
    for site in (*already, *named.values()):
        told_apart = told_apart | reached(site)
    elsewhere = reached(found(extramedullary_disease))
    measured = (marrow.since(infusion) >= 5) | (blood.since(infusion) >= 5)
    gross = found(measured | extramedullary_disease)
    return {
        **named,
        "only_elsewhere_at_progression": Classes(
            (Case("no", told_apart), Case("yes", elsewhere)), otherwise="no", source=SITES
        ),
        "burden_at_progression": Classes(
            (
                Case("not yet described", ~reached(described) & reached(progression)),
                Case("gross", reached(gross)),
                Case("residual disease", reached(progression)),
            ),
            otherwise="not progressed",
            source="Table 5: relapse burden",
        ),
    }
