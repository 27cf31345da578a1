"""What was given for gross disease that neither salvage nor hospice takes up for weeks.

The paper prints no such treatment: nobody lives for months with leukaemia and without any.
"""

from collections.abc import Iterator, Sequence

from reconstruction.cohort.at_work import at_work, overt
from reconstruction.cohort.chance import between, chosen
from reconstruction.cohort.facts import CEREBROSPINAL_FLUID, Basis, Fact, course
from reconstruction.cohort.tables import Patient

LONGEST_UNTREATED = 35
BETWEEN_LINES = Basis(note="not printed; palliation synthetic, for disease told over these weeks")
FOR_MARROW = (
    ("hydroxycarbamide", "prednisone"),
    ("mercaptopurine", "prednisone"),
    ("hydroxycarbamide", "dexamethasone"),
)
FOR_NERVOUS_SYSTEM = ("intrathecal methotrexate", "intrathecal cytarabine")
FOR_OTHER_SITES = ("radiotherapy",)


def palliation(patient: Patient, facts: Sequence[Fact]) -> Iterator[Fact]:
    """A course in every stretch of weeks without treatment, until the next or the end."""
    for since, until in untreated(patient, facts):
        start = since + between(patient.name, f"palliated {since}", 5, 12)
        drugs = _drugs(patient, facts, since)
        reason = "unknown" if until == patient.last else "decision"
        yield from course(drugs, "palliative", start, until - 1, BETWEEN_LINES, reason=reason)


def untreated(patient: Patient, facts: Sequence[Fact]) -> Iterator[tuple[int, int]]:
    """Stretches of gross disease after the infusion in which nothing was told to be given."""
    hospice = [(f.day, patient.last) for f in facts if f.kind == "supportive_care_only"]
    covered = sorted([*at_work(facts), *hospice, (patient.last, patient.last)])
    for since, until in overt(facts, patient.last):
        reached = max(since, 0)
        for start, end in covered:
            if min(start, until) - reached > LONGEST_UNTREATED:
                yield reached, min(start, until)
            reached = max(reached, end)


def _drugs(patient: Patient, facts: Sequence[Fact], day: int) -> Sequence[str]:
    """For the marrow, if the latest one shows disease; else for the site outside it."""
    marrows = [f for f in facts if f.kind == "marrow_blasts" and f.day <= day]
    percent = max(marrows, key=lambda f: f.day).payload["percent"]
    if percent is None or float(str(percent)) >= 5:
        return chosen(patient.name, f"palliative {day}", FOR_MARROW)
    sites = {f.payload["site"] for f in facts if f.kind == "extramedullary" and f.day <= day}
    return FOR_NERVOUS_SYSTEM if CEREBROSPINAL_FLUID in sites else FOR_OTHER_SITES
