"""Made-up patients on whom the definitions show that they are the rules of the paper's Methods."""

from projections.study.measures import DatedFact, Histories, fact

INFUSED = (
    fact(0, "registered", study="wudhikarn2021"),
    fact(20, "extramedullary", site="whole body", status="absent"),
    fact(30, "cell_infusion", infusion=1, product="19-28z CAR T cells"),
)
DAY_28, LATER, END = 58, 120, 400


def marrow(day: int, percent: float) -> DatedFact:
    """Blasts in the marrow."""
    return fact(day, "marrow_blasts", percent=percent)


def outside(day: int, status: str) -> DatedFact:
    """Disease in a lymph node."""
    return fact(day, "extramedullary", site="lymph node", status=status)


def residual(day: int, result: str, sensitivity: float = 1e-4) -> DatedFact:
    """A test for residual disease in the marrow."""
    return fact(day, "residual_disease", result=result, sensitivity=sensitivity, method="flow")


def seen(day: int) -> DatedFact:
    """A visit."""
    return fact(day, "contact", means="visit")


def _infused(*events: DatedFact) -> tuple[DatedFact, ...]:
    return (*INFUSED, *events, seen(END))


REMITTED = (*INFUSED, marrow(DAY_28, 1))

MARROWS: Histories = {
    name: _infused(marrow(DAY_28, float(name))) for name in ("0", "4.9", "5", "5.1", "60")
}
"""By the blasts of the marrow four weeks after infusion."""

RECURRENCES: Histories = {
    name: (*REMITTED, marrow(LATER, float(name)), seen(END)) for name in ("0", "4.9", "5", "60")
}
"""By the blasts of a later marrow, after a remission."""

SENSITIVITIES: Histories = {
    name: _infused(marrow(DAY_28, 1), residual(DAY_28, "negative", float(name)))
    for name in ("0.00001", "0.0001", "0.001", "0.01")
}
"""By the sensitivity of a test that finds no residual disease in a remission."""

FINDINGS: Histories = {
    "residual disease": _infused(marrow(DAY_28, 1), residual(DAY_28, "positive")),
    "no residual disease": _infused(marrow(DAY_28, 1), residual(DAY_28, "negative")),
    "disease outside the marrow resolved": _infused(
        outside(25, "present"), marrow(DAY_28, 1), outside(DAY_28, "resolved")
    ),
    "disease outside the marrow": _infused(
        outside(25, "present"), marrow(DAY_28, 1), outside(DAY_28, "present")
    ),
    "blasts": _infused(marrow(DAY_28, 30)),
}
"""By what is found four weeks after infusion."""

RETURNS: Histories = {
    "in the blood": (*REMITTED, fact(LATER, "blood_blasts", percent=20), seen(END)),
    "in the marrow": (*REMITTED, marrow(LATER, 20), seen(END)),
    "outside the marrow": (*REMITTED, outside(LATER, "present"), seen(END)),
    "as residual disease": (*REMITTED, residual(LATER, "positive"), seen(END)),
    "nowhere": (*REMITTED, marrow(LATER, 1), seen(END)),
}
"""By where disease returns after a remission."""

_TRANSPLANT = fact(LATER, "transplant", graft="haematopoietic", donor="allogeneic", number=1)
ENDS: Histories = {
    "refractory": _infused(marrow(DAY_28, 60)),
    "relapse": (*REMITTED, marrow(LATER, 60), seen(END)),
    "death": (*REMITTED, fact(LATER, "death", cause="treatment")),
    "transplant": (*REMITTED, _TRANSPLANT, seen(END)),
    "loss to follow-up": (*REMITTED, fact(LATER, "lost_to_follow_up")),
    "none": (*REMITTED, seen(END)),
}
"""By what happens after infusion."""


def _bridged(*drugs: str) -> tuple[DatedFact, ...]:
    given = fact(10, "therapy_started", setting="bridging", drugs=list(drugs))
    return (*INFUSED, given, seen(END))


_MANY = ("cyclophosphamide", "vincristine", "doxorubicin", "dexamethasone")
_FEW = ("vincristine", "prednisone")
REGIMENS: Histories = {
    "multiagent chemotherapy": _bridged(*_MANY),
    "multiagent chemotherapy with a tyrosine kinase inhibitor": _bridged(*_MANY, "dasatinib"),
    "minimal chemotherapy": _bridged(*_FEW),
    "minimal chemotherapy with a tyrosine kinase inhibitor": _bridged(*_FEW, "dasatinib"),
    "blinatumomab": _bridged("blinatumomab"),
    "inotuzumab ozogamicin": _bridged("inotuzumab ozogamicin"),
}
"""By the drugs given before infusion."""


def _karyotyped(*abnormalities: str) -> tuple[DatedFact, ...]:
    found = (
        fact(1, "cytogenetic_finding", found=True, method="karyotype", abnormality=abnormality)
        for abnormality in abnormalities
    )
    return (*INFUSED, *found, seen(END))


KARYOTYPES: Histories = {
    "t(9;22)": _karyotyped("t(9;22)(q34;q11)"),
    "t(4;11)": _karyotyped("t(4;11)(q21;q23)"),
    "t(8;14)": _karyotyped("t(8;14)(q24;q32)"),
    "low hypodiploidy": _karyotyped("low hypodiploidy"),
    "near triploidy": _karyotyped("near triploidy"),
    "complex karyotype": _karyotyped("complex karyotype"),
    "high hyperdiploidy": _karyotyped("high hyperdiploidy"),
    "normal karyotype": _karyotyped("normal karyotype"),
}
"""By what the karyotype shows."""


def _released(**signs: str | float | bool) -> tuple[DatedFact, ...]:
    shown: dict[str, str | float | bool] = {
        "temperature_celsius": 39.0,
        "vasopressors": "none",
        "oxygen": "none",
        "fluid_responsive_hypotension": False,
        **signs,
    }
    return _infused(fact(33, "cytokine_release_signs", **shown))


RELEASES: Histories = {
    "fever alone": _released(),
    "hypotension that needs fluids": _released(fluid_responsive_hypotension=True),
    "low-flow oxygen": _released(oxygen="low flow"),
    "one vasopressor": _released(vasopressors="one"),
    "high-flow oxygen": _released(oxygen="high flow"),
    "several vasopressors": _released(vasopressors="several"),
    "positive pressure": _released(oxygen="positive pressure"),
}
"""By the worst sign of cytokine release."""


def _neurotoxic(**signs: str | int) -> tuple[DatedFact, ...]:
    stated = {"consciousness": "alert", "seizure": "none", "motor": "none", "oedema": "none"}
    return _infused(fact(35, "neurotoxicity_signs", **{**stated, "ice_score": 10, **signs}))


NEUROTOXICITIES: Histories = {
    "ICE score 8": _neurotoxic(ice_score=8),
    "ICE score 3": _neurotoxic(ice_score=3),
    "awakens to voice": _neurotoxic(consciousness="to voice"),
    "ICE score 2": _neurotoxic(ice_score=2),
    "awakens to touch": _neurotoxic(consciousness="to touch"),
    "brief seizure": _neurotoxic(seizure="brief"),
    "focal oedema": _neurotoxic(oedema="focal"),
    "coma": _neurotoxic(consciousness="coma"),
}
"""By the worst sign of neurotoxicity."""
