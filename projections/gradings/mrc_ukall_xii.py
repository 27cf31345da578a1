"""Cytogenetic risk of adult acute lymphoblastic leukaemia: MRC UKALL XII / ECOG E2993.

Moorman AV, Harrison CJ, Buck GAN, et al. Karyotype is an independent prognostic factor in adult
acute lymphoblastic leukemia. Blood 2007; 109: 3189-3197. Applied to Philadelphia-negative disease
by Goldstone AH, Richards SM, Lazarus HM, et al. Blood 2008; 111: 1827-1833.

High risk: t(9;22), t(4;11)(q21;q23), t(8;14)(q24.1;q32), low hypodiploidy (30 to 39 chromosomes)
or near triploidy (60 to 78), and a complex karyotype of five abnormalities or more.
"""

from projections.language import Case, Classes, Condition, events, first, one_of, reached

SOURCE = "MRC UKALL XII / ECOG E2993, Moorman 2007"

TRANSLOCATIONS = (
    "t(9;22)", "t(9;22)(q34;q11)", "t(4;11)", "t(4;11)(q21;q23)", "t(8;14)", "t(8;14)(q24.1;q32)",
)  # fmt: skip
PLOIDIES = ("low hypodiploidy", "near triploidy")
COMPLEX = "complex karyotype"
COMPLEX_FROM = 5

philadelphia = first(
    events("philadelphia_status", status="positive"), source=f"{SOURCE}: t(9;22) is high risk"
)
high_risk_abnormality = first(
    events("cytogenetic_finding", found=True, abnormality=one_of(*TRANSLOCATIONS, *PLOIDIES)),
    source=SOURCE,
)
complex_stated = first(
    events("cytogenetic_finding", found=True, abnormality=COMPLEX), source=SOURCE
)
complex_counted = first(
    events("cytogenetic_finding", found=True, method="karyotype"),
    n=COMPLEX_FROM,
    source=f"{SOURCE}: five abnormalities or more in the karyotype",
)
karyotyped = first(
    events("cytogenetic_finding", method="karyotype"), source="some finding of a karyotype"
)

high_risk: Condition = (
    reached(philadelphia)
    | reached(high_risk_abnormality)
    | reached(complex_stated)
    | reached(complex_counted)
)
cytogenetic_risk = Classes(
    (Case("high", high_risk), Case("standard", reached(karyotyped))),
    otherwise="unknown",
    source=SOURCE,
)
