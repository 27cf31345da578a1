"""The 19 patients of Tables 4 and 5 as events.

Run ``python -m tests.reconstruction.published_patients`` to write ``published_patients.jsonl``
and ``expected_responses.csv`` again, from the four other tables of the folder.
"""

from collections.abc import Iterator

from tests.reconstruction.assumed_facts import assumed_facts, course_of, day_of
from tests.reconstruction.facts import Basis, Fact, assessment
from tests.reconstruction.printed_facts import printed_facts, unprinted_first_infusion
from tests.reconstruction.published_tables import (
    FOLDER,
    PAPER,
    expected_responses_csv,
    patients,
    printed_cell,
    treatments_of,
)
from tests.reconstruction.record import REGISTERED_DAY, recorded_events
from tests.reconstruction.writing import jsonl_text, write

DAYS_BETWEEN_CONTACTS = 182


def facts_of(patient: str) -> list[Fact]:
    """All facts of one patient, printed and assumed."""
    rows = course_of(patient)
    last = day_of(rows, "death", "seen")
    assumed = {int(row["day"]) for row in rows if row["fact"] == "disease"}
    printed = [
        fact
        for treatment in treatments_of(patient)
        for fact in printed_facts(treatment, assumed, death=last)
    ]
    contacts = [
        Fact(day, "contact", {"means": "visit"})
        for day in range(DAYS_BETWEEN_CONTACTS, last - 30, DAYS_BETWEEN_CONTACTS)
    ]
    return [*_background(patient), *printed, *assumed_facts(patient), *contacts]


def _background(patient: str) -> Iterator[Fact]:
    of_all = Basis("published", "printed of the whole cohort; date synthetic", PAPER)
    disease = {"disease": "B-cell acute lymphoblastic leukaemia"}
    yield Fact(-2 * 365, "diagnosis", disease, of_all, precision=4)
    yield Fact(REGISTERED_DAY, "registered", {"study": "wudhikarn2021"}, of_all)
    yield Fact(-8, "extramedullary", {"site": "whole body", "status": "absent"})
    if printed_cell(patient, "prior_antibody") not in ("", "none"):
        drug = printed_cell(patient, "prior_antibody")
        given = {"drugs": [drug], "setting": "prior"}
        printed = Basis("published", "month synthetic", f"{PAPER} Table 4")
        yield Fact(-150, "therapy_started", given, printed, precision=7)
    first = treatments_of(patient)[0]
    if first.name == "first infusion":
        status = first.printed("from the printed status; day and percent synthetic", "derived")
        yield from assessment(patient, -7, first.cells["disease_status"], status)
    else:
        yield unprinted_first_infusion()


def published_patients_jsonl() -> str:
    """The text of ``published_patients.jsonl``."""
    return jsonl_text(
        event for patient in patients() for event in recorded_events(patient, facts_of(patient))
    )


if __name__ == "__main__":
    write(FOLDER / "published_patients.jsonl", published_patients_jsonl())
    write(FOLDER / "expected_responses.csv", expected_responses_csv())
