"""How records write what they mean: trade names, abbreviations, capitals, regimens, bounds.

Only patients who are not printed are worded so; what is printed keeps the paper's words.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import cast

from reconstruction.cohort.chance import chosen, one_in
from reconstruction.cohort.facts import Fact
from reconstruction.cohort.tables import Patient
from reconstruction.published_tables import treatments_of

OTHER_NAMES = {
    "blinatumomab": ("MT103", "Blincyto"),
    "cyclophosphamide": ("Cytoxan", "CYCLOPHOSPHAMIDE"),
    "cytarabine": ("CYTARABINE", "Ara-C", "cytosine arabinoside"),
    "dasatinib": ("Sprycel",),
    "dexamethasone": ("Decadron", "dex"),
    "doxorubicin": ("Adriamycin",),
    "etoposide": ("VP-16",),
    "imatinib": ("Gleevec",),
    "inotuzumab ozogamicin": ("CMC-544", "inotuzumab"),
    "mercaptopurine": ("6-MP", "Purinethol"),
    "methotrexate": ("MTX", "METHOTREXATE"),
    "mitoxantrone": ("Novantrone",),
    "nilotinib": ("Tasigna",),
    "pegaspargase": ("Oncaspar", "PEG-asparaginase"),
    "ponatinib": ("Iclusig",),
    "prednisone": ("PREDNISONE", "pred"),
    "vincristine": ("VCR", "Oncovin"),
}
LICENSED_IN_2014 = "Blincyto"
HYPER_CVAD_A = {"cyclophosphamide", "vincristine", "doxorubicin", "dexamethasone"}
NAMES_OF_HYPER_CVAD_A = ("Hyper-CVAD part A", "HCVAD A", "hyperCVAD course A")
OTHERWISE = 3
"""A drug is written otherwise in one patient in so many."""


def worded(patient: Patient, fact: Fact) -> Fact:
    """The fact in the words of its source."""
    if treatments_of(patient.name):
        return fact
    if fact.kind in ("therapy_started", "therapy_stopped"):
        drugs = _regimen(patient, cast(Sequence[str], fact.payload["drugs"]))
        return replace(fact, payload={**fact.payload, "drugs": drugs})
    if fact.kind == "laboratory" and fact.payload["analyte"] == "LDH":
        name = chosen(patient.name, "LDH", ("LDH", "lactate dehydrogenase"))
        return replace(fact, payload={**fact.payload, "analyte": name})
    if fact.kind == "marrow_blasts" and _is_bounded(patient, fact):
        return replace(fact, payload={"percent": 5, "qualifier": "<"})
    return fact


def _regimen(patient: Patient, drugs: Sequence[str]) -> list[str]:
    if set(drugs) >= HYPER_CVAD_A and one_in(patient.name, "hyper-CVAD", 2):
        others = [drug for drug in drugs if drug not in HYPER_CVAD_A]
        return [chosen(patient.name, "CVAD", NAMES_OF_HYPER_CVAD_A), *others]
    return [_name(patient, drug) for drug in drugs]


def _name(patient: Patient, drug: str) -> str:
    names = OTHER_NAMES.get(drug, ())
    if patient.infused.year < 2015:
        names = tuple(name for name in names if name != LICENSED_IN_2014)
    if not names or not one_in(patient.name, f"name of {drug}", OTHERWISE):
        return drug
    return chosen(patient.name, f"other name of {drug}", names)


def _is_bounded(patient: Patient, marrow: Fact) -> bool:
    """Some laboratories report a marrow without gross disease by the bound alone."""
    under = float(str(marrow.payload["percent"])) < 5
    return under and one_in(patient.name, "bounded", 6) and one_in(patient.name, f"{marrow.day}", 2)
