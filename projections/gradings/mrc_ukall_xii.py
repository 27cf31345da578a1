"""Cytogenetic risk of adult acute lymphoblastic leukaemia: MRC UKALL XII / ECOG E2993.

Moorman AV, Harrison CJ, Buck GAN, et al. Karyotype is an independent prognostic factor in adult
acute lymphoblastic leukemia. Blood 2007; 109: 3189-3197. Applied to Philadelphia-negative disease
by Goldstone AH, Richards SM, Lazarus HM, et al. Blood 2008; 111: 1827-1833.

High risk: t(9;22), t(4;11)(q21;q23), t(8;14)(q24.1;q32), low hypodiploidy (30 to 39 chromosomes)
or near triploidy (60 to 78), and a complex karyotype of five abnormalities or more. How these are
written (ISCN, fusion, name) is the matter of the terminology of abnormalities. A finding that it
does not understand, or that leaves open which group it belongs to, makes no standard risk.
"""

from projections.language import (
    Case,
    Classes,
    Condition,
    events,
    first,
    includes,
    not_understood,
    of_class,
    reached,
)

SOURCE = "MRC UKALL XII / ECOG E2993, Moorman 2007"

TRANSLOCATIONS = ("t(9;22)(q34;q11)", "t(4;11)(q21;q23)", "t(8;14)(q24;q32)")
PLOIDIES = ("low hypodiploidy", "near triploidy")
COMPLEX = "complex karyotype"
COMPLEX_FROM = 5

philadelphia = first(
    events("philadelphia_status", status="positive"), source=f"{SOURCE}: t(9;22) is high risk"
)
philadelphia_found = first(
    events("cytogenetic_finding", found=True, abnormality=of_class("BCR::ABL1")),
    source=f"{SOURCE}: t(9;22) is high risk",
)
high_risk_abnormality = first(
    events("cytogenetic_finding", found=True, abnormality=includes(*TRANSLOCATIONS, *PLOIDIES)),
    source=SOURCE,
)
complex_stated = first(
    events("cytogenetic_finding", found=True, abnormality=of_class(COMPLEX)),
    source=f"{SOURCE}: five abnormalities or more, written as a karyotype or in words",
)
complex_counted = first(
    events(
        "cytogenetic_finding", found=True, method="karyotype", abnormality=of_class("abnormality")
    ),
    n=COMPLEX_FROM,
    source=f"{SOURCE}: five abnormalities or more in the karyotype, each a finding",
)
karyotyped = first(
    events(
        "cytogenetic_finding", method="karyotype", abnormality=of_class("abnormality", "normal")
    ),
    source="some finding of a karyotype",
)
abnormality_not_understood = first(
    events("cytogenetic_finding", found=True, abnormality=not_understood()),
    source="what was found may be of high risk",
)
ploidy_undecided = first(
    events("cytogenetic_finding", found=True, abnormality=of_class("undecided")),
    source="what was found may be of high risk",
)

high_risk: Condition = (
    reached(philadelphia)
    | reached(high_risk_abnormality)
    | reached(complex_stated)
    | reached(complex_counted)
)
cytogenetic_risk = Classes(
    (
        Case("high", high_risk),
        Case("unknown", reached(abnormality_not_understood) | reached(ploidy_undecided)),
        Case("standard", reached(karyotyped)),
    ),
    otherwise="unknown",
    source=SOURCE,
)
