"""What happened between the printed treatments: ``assumed_course.csv``, as facts."""

from collections.abc import Iterator, Mapping

from tests.reconstruction.facts import (
    SINUSOIDAL_OBSTRUCTION,
    Basis,
    Fact,
    assessment,
    course,
    reason_to_stop,
)
from tests.reconstruction.published_tables import FOLDER, PAPER, printed_cell, treatments_of
from tests.reconstruction.writing import read_csv


def course_of(patient: str) -> list[dict[str, str]]:
    """The rows of one patient, by day."""
    return [row for row in read_csv(FOLDER / "assumed_course.csv") if row["patient"] == patient]


def day_of(rows: list[dict[str, str]], *facts: str) -> int | None:
    """The day of the first row that tells one of the facts."""
    return next((int(row["day"]) for row in rows if row["fact"] in facts), None)


def assumed_facts(patient: str) -> Iterator[Fact]:
    rows = course_of(patient)
    for row in rows:
        yield from _facts_of(row, rows)


def _facts_of(row: Mapping[str, str], rows: list[dict[str, str]]) -> Iterator[Fact]:
    patient, day, value, basis = row["patient"], int(row["day"]), row["value"], _basis(row)
    match row["fact"]:
        case "disease":
            yield from assessment(patient, day, value, basis)
        case "progression":
            yield from assessment(patient, day, value, basis)
            yield from _phenotype(patient, day)
        case "imaging":
            site, _, status = value.rpartition(" ")
            yield Fact(day, "extramedullary", {"site": site, "status": status}, basis)
        case "salvage":
            assessed = next(r for r in rows if r["fact"] == "disease" and int(r["day"]) > day)
            stop, why = int(assessed["day"]), reason_to_stop(assessed["value"])
            yield from course(value, "salvage", day, stop, basis, reason=why)
        case _:
            yield _single(row, day, basis)


def _single(row: Mapping[str, str], day: int, basis: Basis) -> Fact:
    value = row["value"]
    match row["fact"]:
        case "transplant":
            graft = {"graft": "haematopoietic", "donor": "allogeneic", "number": int(value)}
            return Fact(day, "transplant", graft, basis, precision=7 if day < 0 else 10)
        case "donor lymphocytes":
            return Fact(day, "donor_lymphocytes", {}, basis)
        case "tocilizumab":
            given = {"drug": "tocilizumab", "indication": "cytokine release syndrome"}
            return Fact(day, "drug_given", given, basis)
        case "sinusoidal obstruction":
            cause, _, grade = value.rpartition(" ")
            graded = {"toxicity": SINUSOIDAL_OBSTRUCTION, "grade": int(grade), "related_to": cause}
            return Fact(day, "toxicity_grade", graded, basis)
        case "supportive care":
            return Fact(day, "supportive_care_only", {}, basis)
        case "seen":
            return Fact(day, "contact", {"means": "visit"}, basis)
        case "lost":
            return Fact(day, "lost_to_follow_up", {}, basis)
        case "death":
            cause = printed_cell(row["patient"], "cause_of_death")
            return Fact(day, "death", {"cause": cause}, basis)
    raise ValueError(f"assumed_course.csv: no rule for the fact '{row['fact']}'; add one")


def _phenotype(patient: str, day: int) -> Iterator[Fact]:
    """CD19 at progression: Table 4's, else what the text says of all who were infused again."""
    printed = printed_cell(patient, "cd19_at_relapse")
    if printed:
        conflict = "; C17: the text infused again for CD19-positive disease"
        note = "day synthetic" + (conflict if patient == "MSK44" else "")
        basis = Basis("published", note, f"{PAPER} Table 4")
    elif any(treatment.name == "second infusion" for treatment in treatments_of(patient)):
        note = "infused again for CD19-positive disease; day synthetic"
        printed, basis = "positive", Basis("derived", note, PAPER)
    else:
        return
    yield Fact(day, "immunophenotype", {"antigen": "CD19", "expression": printed}, basis)


def _basis(row: Mapping[str, str]) -> Basis:
    document = PAPER if row["provenance"] != "synthetic" else ""
    given = Basis(row["provenance"], row["note"], document)
    return given if row["note"] else Basis(row["provenance"])
