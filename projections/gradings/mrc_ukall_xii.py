"""Cytogenetic risk of adult acute lymphoblastic leukaemia: MRC UKALL XII / ECOG E2993.

Moorman AV, Harrison CJ, Buck GAN, et al. Karyotype is an independent prognostic factor in adult
acute lymphoblastic leukemia. Blood 2007; 109: 3189-3197. Applied to Philadelphia-negative disease
by Goldstone AH, Richards SM, Lazarus HM, et al. Blood 2008; 111: 1827-1833.

High risk: t(9;22), t(4;11)(q21;q23), t(8;14)(q24.1;q32), low hypodiploidy (30 to 39 chromosomes)
or near triploidy (60 to 78), and a complex karyotype of five abnormalities or more in one clone,
without an established translocation or ploidy group. How these are written (ISCN, fusion, name)
is the matter of the terminology of abnormalities. A finding that it does not understand, or that
leaves open which group it belongs to, makes no standard risk.
"""

from projections.language import (
    Case,
    Classes,
    Condition,
    Milestone,
    Node,
    events,
    first,
    first_distinct,
    includes,
    not_understood,
    of_class,
    reached,
)

MOORMAN = "Moorman 2007, Blood 109: 3189-3197"
SOURCE = f"MRC UKALL XII / ECOG E2993, {MOORMAN}"

TRANSLOCATIONS = ("t(9;22)(q34;q11)", "t(4;11)(q21;q23)", "t(8;14)(q24;q32)")
PLOIDIES = ("low hypodiploidy", "near triploidy")
COMPLEX = "complex karyotype"
COMPLEX_FROM = 5


def definitions(before: Milestone) -> dict[str, Node]:
    """The risk and what it rests on, by name, from findings before a treatment alone."""
    found = _found(before)
    complex_karyotype = (
        reached(found["complex_stated"]) | reached(found["complex_counted"])
    ) & ~reached(found["established_group"])
    high_risk: Condition = (
        reached(found["philadelphia"]) | reached(found["high_risk_abnormality"]) | complex_karyotype
    )
    unclear = reached(found["abnormality_not_understood"]) | reached(found["ploidy_undecided"])
    risk = Classes(
        (
            Case("high", high_risk),
            Case("unknown", unclear),
            Case("standard", reached(found["karyotyped"])),
        ),
        otherwise="unknown",
        source=SOURCE,
    )
    return {
        **found,
        "complex_karyotype": complex_karyotype,
        "high_risk": high_risk,
        "cytogenetic_risk": risk,
    }


_FOUND = {
    "philadelphia": (
        events("philadelphia_status", status="positive"),
        "t(9;22) is high risk",
    ),
    "philadelphia_found": (
        events("cytogenetic_finding", found=True, abnormality=of_class("BCR::ABL1")),
        "t(9;22) is high risk",
    ),
    "high_risk_abnormality": (
        events("cytogenetic_finding", found=True, abnormality=includes(*TRANSLOCATIONS, *PLOIDIES)),
        "t(9;22), t(4;11), t(8;14), 30 to 39 or 60 to 78 chromosomes are high risk",
    ),
    "established_group": (
        events("cytogenetic_finding", found=True, abnormality=of_class("established")),
        "with an established translocation or ploidy group no karyotype is complex",
    ),
    "complex_stated": (
        events("cytogenetic_finding", found=True, abnormality=of_class(COMPLEX)),
        "five abnormalities or more in one clone, written as a karyotype or in words",
    ),
    "karyotyped": (
        events(
            "cytogenetic_finding",
            method="karyotype",
            abnormality=of_class("abnormality", "normal"),
        ),
        "some finding of a karyotype",
    ),
    "abnormality_not_understood": (
        events("cytogenetic_finding", found=True, abnormality=not_understood()),
        "what was found may be of high risk",
    ),
    "ploidy_undecided": (
        events("cytogenetic_finding", found=True, abnormality=of_class("undecided")),
        "what was found may be of high risk",
    ),
}
"""Findings, each with the rule that it serves."""

_DISTINCT = events(
    "cytogenetic_finding", found=True, method="karyotype", abnormality=of_class("abnormality")
)


def _found(before: Milestone) -> dict[str, Milestone]:
    """The first of each kind of finding before a treatment."""
    found: dict[str, Milestone] = {
        name: first(found_events, before=before, source=f"{MOORMAN}: {rule}")
        for name, (found_events, rule) in _FOUND.items()
    }
    counted = first_distinct(
        COMPLEX_FROM,
        "abnormality",
        _DISTINCT,
        before=before,
        source=f"{MOORMAN}: five distinct abnormalities or more, each written by itself",
    )
    return {**found, "complex_counted": counted}
