"""The first infusion: what was known before it, lymphodepletion, the cells and their expansion."""

from collections.abc import Iterator
from typing import Any

from reconstruction.cohort.chance import between, chosen, one_in
from reconstruction.cohort.facts import (
    MORPHOLOGIC,
    SYNTHETIC,
    UNDER_5_PERCENT,
    Basis,
    Fact,
    course,
    imaging,
    marrow,
)
from reconstruction.cohort.laboratory import before_lymphodepletion
from reconstruction.cohort.printed import DAY_SYNTHETIC, basis, cell, treatment
from reconstruction.cohort.tables import REFRACTORY, REMISSION, Patient
from reconstruction.cohort.working_days import working_day
from reconstruction.published_tables import PAPER, treatments_of

FIRST = "first infusion"
PRODUCT = "19-28z"
DAYS_OF_LYMPHODEPLETION = {"cyclophosphamide": 3, "cyclophosphamide;fludarabine": 5}
PEAKS = (0, 3100, 8200, 17400, 29800, 48900, 88300, 152000, 310000)
"""Peak counts of patients for whom none is printed: within the printed range, evenly chosen."""


def before_infusion(patient: Patient) -> Iterator[Fact]:
    """Imaging, marrow and laboratory values in the two weeks before the infusion."""
    day = working_day(patient, -between(patient.name, "baseline", 7, 9), high=-7)
    note = "from the printed status; day and percent synthetic"
    printed = basis(patient.name, FIRST, "disease_status", note, "derived")
    outside, imaged = sites_before(patient), working_day(patient, day - 1, high=day)
    if outside:
        yield from imaging(imaged, outside, "present")
    elif not never_imaged(patient):
        yield from imaging(imaged, ["whole body"], "absent")
    state = patient.cells["disease_before"] or UNDER_5_PERCENT
    yield from marrow(patient.name, day, state, printed)
    drugs = drugs_before(patient.name, FIRST, _fludarabine(patient))
    yield from before_lymphodepletion(patient, -DAYS_OF_LYMPHODEPLETION[drugs] - 1)


def never_imaged(patient: Patient) -> bool:
    """Of a few no imaging is told: not printed, never with disease outside the marrow."""
    outside = patient.sites or sites_before(patient)
    spared = patient.is_(progression="") and one_in(patient.name, "never imaged", 9)
    return spared and not outside and not treatments_of(patient.name)


def sites_before(patient: Patient) -> list[str]:
    """Disease outside the marrow before the infusion: of some with morphologic disease."""
    if not patient.is_(disease_before=MORPHOLOGIC):
        return []
    if patient.is_(progression=REFRACTORY):
        return patient.sites
    seen = one_in(patient.name, "outside before", 6) and patient.is_(response=REMISSION)
    return [chosen(patient.name, "site before", ("lymph node", "soft tissue"))] if seen else []


def first_infusion(patient: Patient) -> Iterator[Fact]:
    yield from infusion(patient.name, FIRST, 0, fludarabine=_fludarabine(patient))


def _fludarabine(patient: Patient) -> bool:
    return patient.is_(lymphodepletion="with fludarabine")


def drugs_before(patient: str, name: str, fludarabine: bool) -> str:
    """The drugs that prepare for an infusion, as the table writes them."""
    given = "cyclophosphamide;fludarabine" if fludarabine else "cyclophosphamide"
    return cell(patient, name, "lymphodepletion") or given


def infusion(patient: str, name: str, day: int, *, fludarabine: bool = False) -> Iterator[Fact]:
    """Lymphodepletion, the cells, and how they expanded."""
    drugs = drugs_before(patient, name, fludarabine)
    dose = cell(patient, name, "cyclophosphamide_g_per_m2")
    alone = float(dose or chosen(patient, "dose", ("3", "3", "1.5")))
    more: dict[str, Any] = {} if "fludarabine" in drugs else {"dose_g_per_m2": alone}
    yield from course(
        drugs.split(";"),
        "lymphodepletion",
        day - DAYS_OF_LYMPHODEPLETION[drugs],
        day - 2,
        basis(patient, name, "lymphodepletion", DAY_SYNTHETIC),
        **more,
    )
    cells = int(cell(patient, name, "cells_per_kg") or (1_000_000 if fludarabine else 3_000_000))
    number = 1 if name == FIRST else 2
    given = {"product": PRODUCT, "infusion": number, "cells_per_kg": cells}
    yield Fact(day, "cell_infusion", given, _infused(patient, name))
    yield from _expansion(patient, name, day)


def _infused(patient: str, name: str) -> Basis:
    printed = "day printed; calendar anchor synthetic"
    found = basis(patient, name, "cells_per_kg", printed)
    counted_from = any(
        treatment(patient, item) for item in ("blinatumomab", "inotuzumab ozogamicin")
    )
    if found is SYNTHETIC and counted_from:
        note = "days are counted from it; calendar anchor and dose synthetic"
        return Basis("published", note, f"{PAPER} Table 4")
    return found


def _expansion(patient: str, name: str, day: int) -> Iterator[Fact]:
    """The count on the way up, its peak, and on the way down; none at all if it never rose."""
    printed = cell(patient, name, "peak_vcn_per_ml")
    peak = int(printed or chosen(patient, "peak", PEAKS))
    highest = day + between(patient, f"peak of {name}", 8, 13)
    source = basis(patient, name, "peak_vcn_per_ml", DAY_SYNTHETIC)
    counts = {day + 4: (peak // 25, SYNTHETIC), highest: (peak, source)}
    if peak:
        counts[day + 27] = peak // 60, SYNTHETIC
    for when, (count, why) in counts.items():
        yield Fact(when, "cell_expansion", {"vcn_per_ml": count}, why)
