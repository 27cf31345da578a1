"""What the disease is and who has it: diagnosis, genetics, demographics, entry into the study."""

from collections.abc import Iterator
from datetime import timedelta

from reconstruction.cohort.background import diagnosed, registered
from reconstruction.cohort.chance import between, chosen, one_in
from reconstruction.cohort.facts import MONTH, SYNTHETIC, YEAR, Basis, Fact
from reconstruction.cohort.tables import Patient
from reconstruction.published_tables import PAPER, treatments_of

LEUKAEMIA = "B-cell acute lymphoblastic leukaemia"
MIXED = "mixed-phenotype acute leukaemia"
TRANSLOCATION = "t(9;22)(q34;q11)"
HIGH_RISK = ("t(4;11)(q21;q23)", "low hypodiploidy", "near triploidy", "complex karyotype")
STANDARD_RISK = ("high hyperdiploidy", "del(9p)", "del(6q)", "t(1;19)(q23;p13)", "del(12p)")
FIVE_ABNORMALITIES = ("del(9p)", "del(7p)", "add(3p)", "-20", "+22")


def disease(patient: Patient) -> Iterator[Fact]:
    """Diagnosis and genetics at the time, demographics and registration for the study."""
    printed = bool(treatments_of(patient.name))
    of_all = Basis("published", "printed of the whole cohort; date synthetic", PAPER)
    whole = of_all if printed else SYNTHETIC
    day, entry = diagnosed(patient), registered(patient)
    yield Fact(day, "diagnosis", _diagnosis(patient), whole, _precision(patient, day))
    blasts = between(patient.name, "at diagnosis", 55, 96)
    yield Fact(day + 1, "marrow_blasts", {"percent": blasts}, precision=MONTH)
    yield from _genetics(patient, day + 4)
    fields = {"sex": patient.cells["sex"], "age_years": int(patient.cells["age_years"])}
    yield Fact(entry, "demographics", fields)
    yield Fact(entry, "registered", {"study": "wudhikarn2021"}, whole)


def _diagnosis(patient: Patient) -> dict[str, object]:
    if patient.is_(cd19_mixed_phenotype="yes"):
        return {"disease": MIXED, "subtype": "B/myeloid, Philadelphia chromosome-positive"}
    return {"disease": LEUKAEMIA}


def _precision(patient: Patient, day: int) -> int:
    """Some diagnoses are known to the year only: of its second half, as a year is read as July."""
    late_in_year = (patient.infused + timedelta(days=day)).month > 7
    return YEAR if late_in_year and one_in(patient.name, "year only", 2) else MONTH


def _genetics(patient: Patient, day: int) -> Iterator[Fact]:
    transcript = patient.cells["philadelphia"]
    positive = transcript != "negative"
    status: dict[str, object] = {"status": "positive" if positive else "negative"}
    tested = {**status, "transcript": transcript} if positive else status
    yield Fact(day, "philadelphia_status", tested, precision=MONTH)
    for abnormality, found in _karyotype(patient, positive):
        fields = {"abnormality": abnormality, "found": found, "method": "karyotype"}
        yield Fact(day, "cytogenetic_finding", fields, precision=MONTH)


def _karyotype(patient: Patient, positive: bool) -> Iterator[tuple[str, bool]]:
    yield TRANSLOCATION, positive
    if patient.is_(cytogenetic_risk="standard"):
        yield "complex karyotype", False
        if not one_in(patient.name, "normal karyotype", 3):
            yield chosen(patient.name, "karyotype", STANDARD_RISK), True
    elif not positive:
        reason = chosen(patient.name, "karyotype", HIGH_RISK)
        if reason == "complex karyotype":
            yield from ((abnormality, True) for abnormality in FIVE_ABNORMALITIES)
        yield reason, True
    elif between(patient.name, "more", 0, 1):
        yield chosen(patient.name, "karyotype", STANDARD_RISK), True
