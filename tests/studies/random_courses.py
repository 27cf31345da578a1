"""Random courses of patients given CAR T cells: unlikely medicine, dense in what rules turn on.

Hypothesis draws a seed and sizes; within a size everything comes from the seed.
"""

from datetime import UTC, date, datetime, time, timedelta

from timeline.log import AsOf
from timeline.vocabulary import CORE

INFUSED = date(2015, 3, 1)
SPAN = range(-40, 260)
DRUGS = (
    ["vincristine"],
    ["cyclophosphamide", "fludarabine"],
    ["cytarabine", "mitoxantrone"],
    ["blinatumomab"],
    ["inotuzumab ozogamicin"],
)
TOXICITIES = (
    "white cell count decreased",
    "platelet count decreased",
    "sinusoidal obstruction syndrome",
    "infection",
)
FACTS = {
    "marrow_blasts": {"percent": [0, 1, 4, 5, 60]},
    "residual_disease": {
        "result": ["negative", "positive"],
        "sensitivity": [1e-4, 1e-4, 1e-2, None],
    },
    "extramedullary": {"site": ["bone", "central nervous system"],
                       "status": ["present", "absent", "resolved"]},
    "blood_blasts": {"percent": [0, 30]},
    "immunophenotype": {"antigen": ["CD19", "CD22"], "expression": ["positive", "negative"]},
    "therapy_started": {"drugs": DRUGS,
                        "setting": ["salvage", "salvage", "bridging", "prior", "lymphodepletion"]},
    "cell_infusion": {"infusion": [2, 2, 1], "cells_per_kg": [None, 1e6]},
    "cell_expansion": {"vcn_per_ml": [0, 500, 9000]},
    "transplant": {"donor": ["allogeneic", "autologous"]},
    "donor_lymphocytes": {},
    "supportive_care_only": {},
    "drug_given": {"drug": ["tocilizumab", "levetiracetam"]},
    "steroid_started": {"drug": ["dexamethasone"], "prednisone_mg_per_kg_day": [None, 1, 2]},
    "steroid_stopped": {"drug": ["dexamethasone"]},
    "cytokine_release_grade": {"grade": [None, 0, 1, 3, 4], "present": [True, False]},
    "neurotoxicity_grade": {"grade": [None, 0, 2, 5], "present": [True, False]},
    "cytokine_release_signs": {
        "temperature_celsius": [None, 37, 39],
        "vasopressors": [None, "none", "one and vasopressin", "several"],
        "oxygen": [None, "none", "low flow", "face mask"],
        "fluid_responsive_hypotension": [True, False],
    },
    "neurotoxicity_signs": {
        "ice_score": [None, 0, 5, 10],
        "consciousness": [None, "alert", "alert", "coma"],
        "seizure": [None, "none", "none", "brief"],
        "motor": ["none"],
        "oedema": [None, "none", "none", "papilloedema"],
    },
    "toxicity_grade": {"toxicity": TOXICITIES, "grade": [0, 2, 4]},
    "laboratory": {"analyte": ["LDH", "platelets"], "value": [100, 300], "unit": ["U"],
                   "lower": [None, 150], "upper": [None, 250]},
    "cytogenetic_finding": {"abnormality": ["t(4;11)", "del(9p)"], "found": [True, False],
                            "method": ["karyotype", "fish"]},
    "philadelphia_status": {"status": ["positive", "negative"]},
    "demographics": {"sex": ["female", "male"], "born": [None, "1970-02-03", "1980"]},
    "contact": {},
    "lost_to_follow_up": {},
    "death": {"cause": ["disease", "treatment"]},
}  # fmt: skip
FREQUENT = ("marrow_blasts", "marrow_blasts", "therapy_started", "extramedullary")
KINDS = [*FACTS, *(10 * FREQUENT), *(3 * ("cell_infusion",))]


def courses(random, facts):
    """The events of two patients, both registered and infused, one of them imaged before."""
    told = [_said(-30, "registered", study="wudhikarn2021"), _said(0, "cell_infusion", infusion=1)]
    imaged = [*told, _said(-5, "extramedullary", site="bone", status="absent")]
    events = [
        (patient, fact)
        for patient, begun in (("A", told), ("B", imaged))
        for fact in (*begun, *(each for _ in range(facts) for each in _facts(random)))
    ]
    return [_event(number, *one) for number, one in enumerate(events)]


def as_of(random):
    return AsOf(INFUSED + timedelta(days=random.choice([SPAN.stop, random.choice(SPAN)])), None)


def _facts(random):
    """One fact; most marrows come with their residual disease."""
    kind, day = random.choice(KINDS), random.choice([random.choice(SPAN), random.randrange(40)])
    yield _said(day, kind, **_payload(random, kind))
    if kind == "marrow_blasts" and random.random() < 0.7:
        yield _said(day, "residual_disease", **_payload(random, "residual_disease"))


def _payload(random, kind):
    said = {name: random.choice(values) for name, values in FACTS[kind].items()}
    if said.get("present") is not None and said["grade"] is not None:
        return {"grade": said["grade"]}
    return said


def _said(day, kind, **payload):
    return day, {"kind": kind, **({"product": "x"} if kind == "cell_infusion" else {}), **payload}


def _event(number, patient, fact):
    day, said = fact
    occurred = INFUSED + timedelta(days=day)
    known = {name: value for name, value in said.items() if value is not None}
    return CORE.parse(
        {
            "patient": patient,
            "occurred": str(occurred),
            "recorded": datetime.combine(occurred, time(12), UTC),
            "recorder": "cra",
            "source_system": "edc",
            "source_record": str(number),
            **known,
        }
    )
