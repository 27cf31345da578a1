"""What was given for gross disease that neither salvage nor hospice takes up for weeks.

The paper prints no such treatment: nobody lives for months with leukaemia and without any.
"""

from collections.abc import Iterator, Sequence

from reconstruction.cohort.at_work import at_work, is_gross, overt
from reconstruction.cohort.chance import between, chosen
from reconstruction.cohort.facts import Basis, Fact, course
from reconstruction.cohort.tables import Patient

LONGEST_UNTREATED = 35
BETWEEN_LINES = Basis(note="not printed; palliation synthetic, for disease told over these weeks")
ELSEWHERE = ("mercaptopurine", "prednisone")
FOR_MARROW = (
    ELSEWHERE,
    ("hydroxycarbamide", "prednisone"),
    ("hydroxycarbamide", "dexamethasone"),
)
DAYS_OF_RADIATION = 18


def palliation(patient: Patient, facts: Sequence[Fact]) -> Iterator[Fact]:
    """A course in every stretch of weeks without treatment, until the next or the end."""
    for since, until in untreated(patient, facts):
        start = since + between(patient.name, f"palliated {since}", 5, 12)
        drugs = chosen(patient.name, f"palliative {since}", FOR_MARROW)
        if _outside_the_marrow(facts, since):
            drugs = ELSEWHERE
            end = min(start + DAYS_OF_RADIATION, until - 1)
            yield from course(("radiotherapy",), "palliative", start, end, BETWEEN_LINES)
            start = end + between(patient.name, f"after radiation {since}", 3, 9)
        if start < until - 1:
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


def _outside_the_marrow(facts: Sequence[Fact], day: int) -> bool:
    """Whether the latest marrow by a day was free of gross disease, which is then elsewhere."""
    marrows = [fact for fact in facts if fact.kind == "marrow_blasts" and fact.day <= day]
    return not is_gross(max(marrows, key=lambda marrow: marrow.day))
