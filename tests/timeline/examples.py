"""One event of every kind with every field filled in, and a study's own kind in two versions."""

from typing import Any, ClassVar, Literal

from timeline.vocabulary import CORE, DayOrder, Event

ENVELOPE = {
    "patient": "P1",
    "occurred": "2019-03",
    "time": "08:30:15",
    "sequence": 3,
    "imputation": "latest",
    "recorded": "2021-01-05T10:00:00+02:00",
    "recorder": "dm",
    "source_system": "edc",
    "source_record": "r1",
    "revision": 1,
    "document": "letter 12",
    "provenance": "published",
    "provenance_note": "table 4",
    "schema_version": 1,
}
AMENDMENT = {
    "target_record": "r0",
    "target_revision": 2,
    "target_system": "lab",
    "reason": "misread",
}
PAYLOADS: dict[str, dict[str, Any]] = {
    "registered": {"study": "S", "arm": "A"},
    "demographics": {"sex": "female", "born": "1961-07", "age_years": 57.5},
    "contact": {"means": "telephone"},
    "lost_to_follow_up": {"reason": "moved"},
    "death": {"cause": "treatment", "detail": "sepsis"},
    "adjudicated": {
        "study": "S",
        "definition": "response",
        "decision": "remission",
        "reason": "panel",
        "episodes": "line",
        "episode": 2,
    },
    "diagnosis": {"disease": "ALL", "subtype": "B"},
    "philadelphia_status": {"status": "positive", "transcript": "p190"},
    "cytogenetic_finding": {"abnormality": "t(9;22)", "found": False, "method": "fish"},
    "therapy_started": {
        "drugs": ["cytarabine", "mitoxantrone"],
        "setting": "salvage",
        "regimen": "HAM",
        "dose_g_per_m2": 1.5,
    },
    "therapy_stopped": {"drugs": ["cytarabine"], "setting": "salvage", "reason": "toxicity"},
    "cell_infusion": {"product": "19-28z", "infusion": 2, "cells_per_kg": 3e6},
    "transplant": {"graft": "haematopoietic", "donor": "allogeneic", "number": 2},
    "donor_lymphocytes": {"cells_per_kg": 1e7},
    "drug_given": {"drug": "tocilizumab", "dose_mg_per_kg": 8.0, "indication": "CRS"},
    "steroid_started": {
        "drug": "dexamethasone",
        "prednisone_mg_per_kg_day": 2.0,
        "indication": "ICANS",
    },
    "steroid_stopped": {"drug": "dexamethasone"},
    "supportive_care_only": {"palliative_steroid": True},
    "marrow_blasts": {"percent": 4.5, "qualifier": "<="},
    "blood_blasts": {"percent": 1.0, "qualifier": "<"},
    "residual_disease": {
        "result": "positive",
        "method": "pcr",
        "sensitivity": 1e-4,
        "level": 3e-4,
    },
    "extramedullary": {"site": "cns", "status": "resolved"},
    "immunophenotype": {"antigen": "CD19", "expression": "dim"},
    "laboratory": {
        "qualifier": ">",
        "analyte": "ferritin",
        "value": 512.0,
        "unit": "ng/mL",
        "lower": 30.0,
        "upper": 400.0,
    },
    "cell_expansion": {"vcn_per_ml": 1200.0, "qualifier": ">="},
    "response_stated": {
        "response": "complete remission",
        "residual_disease": "negative",
        "treatment": "19-28z",
    },
    "cytokine_release_signs": {
        "temperature_celsius": 39.4,
        "vasopressors": "one",
        "oxygen": "high flow",
        "fluid_responsive_hypotension": True,
    },
    "neurotoxicity_signs": {
        "ice_score": 3,
        "consciousness": "to touch",
        "seizure": "brief",
        "motor": "deep focal weakness",
        "oedema": "focal",
    },
    "cytokine_release_grade": {"grade": 3, "present": True},
    "neurotoxicity_grade": {"grade": 0, "present": False},
    "toxicity_grade": {
        "below": 5,
        "toxicity": "neutropenia",
        "grade": 4,
        "scale": "CTCAE 5.0",
        "related_to": "lymphodepletion",
    },
    "corrected": {
        **AMENDMENT,
        "replacement": {
            "kind": "contact",
            "occurred": "2019-04-02",
            "imputation": "earliest",
            "document": "letter 13",
            "provenance": "derived",
            "provenance_note": "recomputed",
            "schema_version": 1,
            "means": "visit",
        },
    },
    "retracted": AMENDMENT,
}


def raw(kind: str, **fields: Any) -> dict[str, Any]:
    """A raw record of a kind with every field filled in, some of them otherwise."""
    return {"kind": kind, **ENVELOPE, **PAYLOADS.get(kind, {}), **fields}


def contact(record: str = "r1", **fields: Any) -> Event:
    """A contact under a record of its own."""
    return CORE.parse(raw("contact", source_record=record, **fields))


def corrected(record: str, target: str, replacement: dict[str, Any], **fields: Any) -> Event:
    """A correction of another record of the same system."""
    amends = {"target_record": target, "target_revision": 1, "target_system": None}
    said = {"source_record": record, "replacement": replacement}
    return CORE.parse(raw("corrected", **said, **amends, **fields))


def retracted(record: str, target: str, **fields: Any) -> Event:
    """A retraction of another record of the same system."""
    amends = {"target_record": target, "target_revision": 1, "target_system": None}
    return CORE.parse(raw("retracted", source_record=record, **amends, **fields))


class PerformanceAsPercent(Event):
    """How well the patient is, first in ten steps, as the study began with it."""

    day_order = DayOrder.ASSESSMENT
    kind: Literal["performance"] = "performance"
    karnofsky: int


def _in_ecog(fields: dict[str, Any]) -> dict[str, Any]:
    rest = {name: value for name, value in fields.items() if name != "karnofsky"}
    return {**rest, "ecog": (100 - int(fields["karnofsky"])) // 20}


class Performance(Event):
    """How well the patient is, since the study changed to five steps."""

    day_order = DayOrder.ASSESSMENT
    current_version: ClassVar[int] = 2
    upcasts: ClassVar = {1: _in_ecog}
    kind: Literal["performance"] = "performance"
    ecog: int


FIRST = CORE.extended([PerformanceAsPercent])
"""The vocabulary of a study with a kind of its own."""

SECOND = CORE.extended([Performance])
"""The same after the kind has changed."""
