"""What Tables 4 and 5 print, as facts; days within a treatment are made up by fixed rules."""

from collections.abc import Collection, Iterator

from tests.reconstruction.facts import (
    SINUSOIDAL_OBSTRUCTION,
    UNDER_5_PERCENT,
    Basis,
    Fact,
    assessment,
    course,
    reason_to_stop,
)
from tests.reconstruction.published_tables import INFUSIONS, PAPER, Treatment

PRODUCT = "19-28z"
INFUSED = "day printed; calendar anchor synthetic"
DAY_SYNTHETIC = "day synthetic"
STATES = {
    ("complete remission", "negative"): "no evidence of disease",
    ("complete remission", "positive"): "residual disease",
    ("complete remission", "unknown"): UNDER_5_PERCENT,
    ("no response", ""): "morphologic",
}
# First and last day of a reaction, from the start of treatment. The paper prints medians of
# 2 and 4 days for cytokine release after the second infusion, and the day of either ICANS.
CYTOKINE_RELEASE = {"first infusion": (3, 9), "second infusion": (2, 6), "blinatumomab": (2, 6)}
NEUROTOXICITY = {"first infusion": (6, 13), "second infusion": (1, 4), "blinatumomab": (5, 9)}
FATAL_ONSET = 7


def printed_facts(treatment: Treatment, assumed: Collection[int], death: int) -> Iterator[Fact]:
    """Everything a row prints; the marrow is left out on days for which the course has one."""
    if treatment.name in INFUSIONS.values():
        yield from _infusion(treatment)
    else:
        yield from _antibody(treatment)
    if treatment.name in CYTOKINE_RELEASE:
        yield from _reaction(treatment, "cytokine_release_grade", CYTOKINE_RELEASE, death)
        yield from _reaction(treatment, "neurotoxicity_grade", NEUROTOXICITY, death)
    yield from _response(treatment, assumed)


def unprinted_first_infusion() -> Fact:
    """Table 4 counts its days from an infusion of which it prints no more."""
    note = "days are counted from it; calendar anchor synthetic, dose not printed"
    basis = Basis("published", note, f"{PAPER} Table 4")
    return Fact(0, "cell_infusion", {"product": PRODUCT, "infusion": 1}, basis)


def _infusion(treatment: Treatment) -> Iterator[Fact]:
    cells, day = treatment.cells, treatment.day
    dose = cells["cyclophosphamide_g_per_m2"]
    yield from course(
        cells["lymphodepletion"],
        "lymphodepletion",
        day - (3 if dose else 5),
        day - 2,
        treatment.printed(DAY_SYNTHETIC),
        **({"dose_g_per_m2": float(dose)} if dose else {}),
    )
    given = {
        "product": PRODUCT,
        "infusion": int(cells["infusion"]),
        "cells_per_kg": int(cells["cells_per_kg"]),
    }
    yield Fact(day, "cell_infusion", given, treatment.printed(INFUSED))
    peak = {"vcn_per_ml": int(cells["peak_vcn_per_ml"])}
    yield Fact(day + 12, "cell_expansion", peak, treatment.printed(DAY_SYNTHETIC))


def _antibody(treatment: Treatment) -> Iterator[Fact]:
    unknown = treatment.response == "unknown"
    yield from course(
        treatment.name,
        "salvage",
        treatment.day,
        treatment.day + 14 if unknown else treatment.judged,
        treatment.printed(INFUSED),
        reason="unknown" if unknown else reason_to_stop(_state(treatment)),
    )
    for toxicity, column in (
        ("white cell count decreased", "leucopenia_grade"),
        ("platelet count decreased", "thrombocytopenia_grade"),
    ):
        if treatment.cells[column]:
            yield _toxicity(treatment, 10, toxicity, grade=int(treatment.cells[column]))
        elif treatment.cells["severe_cytopenia"] == "no":
            yield _toxicity(treatment, 10, toxicity, below=3)
    if treatment.cells["sinusoidal_obstruction"] == "no":
        yield _toxicity(treatment, 21, SINUSOIDAL_OBSTRUCTION, grade=0)


def _toxicity(treatment: Treatment, after: int, toxicity: str, **grade: int) -> Fact:
    payload = {"toxicity": toxicity, **grade, "related_to": treatment.name}
    printed = treatment.printed(DAY_SYNTHETIC)
    return Fact(treatment.day + after, "toxicity_grade", payload, printed)


def _reaction(
    treatment: Treatment, kind: str, days: dict[str, tuple[int, int]], death: int
) -> Iterator[Fact]:
    grade, basis = treatment.cells[kind], treatment.printed(DAY_SYNTHETIC)
    onset, end = (treatment.day + after for after in days[treatment.name])
    if grade == "5":
        warning = treatment.printed("onset 7 days after infusion in the text; grade 4 synthetic")
        yield Fact(treatment.day + FATAL_ONSET, kind, {"grade": 4}, warning)
        yield Fact(death, kind, {"grade": 5}, basis)
    elif grade == "0":
        yield Fact(treatment.day + 14, kind, {"grade": 0}, basis)
    else:
        present = {"present": True} if grade == "unknown" else {"grade": int(grade)}
        yield Fact(onset, kind, present, basis)
        yield Fact(end, kind, {"grade": 0})


def _response(treatment: Treatment, assumed: Collection[int]) -> Iterator[Fact]:
    residual = treatment.cells["residual_disease"]
    stated = {"response": treatment.response, "treatment": treatment.name}
    if residual:
        stated["residual_disease"] = residual
    printed = treatment.printed(DAY_SYNTHETIC)
    yield Fact(treatment.judged, "response_stated", stated, printed)
    if treatment.response == "unknown" or treatment.judged in assumed:
        return
    marrow = treatment.printed("from the printed response; day and percent synthetic", "derived")
    yield from assessment(
        treatment.patient, treatment.judged, _state(treatment), marrow, residual=printed
    )


def _state(treatment: Treatment) -> str:
    key = (treatment.response, treatment.cells["residual_disease"])
    return STATES.get(key, "")
