"""The columns of Tables 4 and 5: one measure a column serves every patient."""

from collections.abc import Mapping

from projections.measures import Cell, Measure
from projections.studies.wudhikarn2021.measures.groups import CR, GROSS_SITES, NO_RESPONSES
from projections.studies.wudhikarn2021.response_classes import CR_BY_RESIDUAL, NOT_EVALUABLE

_GRADES = {f"grade {grade}": str(grade) for grade in range(6)} | {
    "present, grade unknown": "unknown"
}
_PRESENT = {**dict.fromkeys(_GRADES, "yes"), "grade 0": "no"}
_RESPONSE = {
    **dict.fromkeys(CR, "CR"),
    **dict.fromkeys(NO_RESPONSES, "NR"),
    **dict.fromkeys(NOT_EVALUABLE, "unknown"),
}
_RESIDUAL = {
    **{label: residual for residual, labels in CR_BY_RESIDUAL.items() for label in labels},
    **dict.fromkeys(NOT_EVALUABLE, "unknown"),
}
_DISEASE = {"residual disease": "MRD", "no evidence of disease": "MRD-negative"}
_LYMPHODEPLETION = {"with fludarabine": "Flu/Cy", "without fludarabine": "Cy"}
_STATUS = {"alive at last contact": "alive"}
_CAUSE = {"treatment": "TRM"}
_OBSTRUCTION = {"during treatment": "yes", "after transplant": "yes"}
_SITE = {
    "marrow": "BM",
    "residual disease alone": "BM",
    "marrow and extramedullary": "EM+BM",
    "extramedullary": "EM",
}
_BURDEN = {**dict.fromkeys(GROSS_SITES, "gross"), "residual disease alone": "MRD"}


def _graded(reaction: str, treatment: str, words: Mapping[str, str]) -> Cell:
    return Cell(f"{reaction}_after_{treatment}_grade", words)


def _infused(which: str, treatment: str) -> dict[str, Measure]:
    """What both halves of Table 5 print of an infusion."""
    return {
        f"Table 5: {which} disease status": Cell(f"disease_before_{treatment}", _DISEASE),
        f"Table 5: {which} lymphodepletion": Cell(
            f"lymphodepletion_before_{treatment}", _LYMPHODEPLETION
        ),
        f"Table 5: {which} cyclophosphamide": Cell(f"cyclophosphamide_before_{treatment}"),
        f"Table 5: {which} dose": Cell(f"cell_dose_of_{treatment}"),
        f"Table 5: {which} peak": Cell(f"peak_expansion_after_{treatment}"),
        f"Table 5: {which} CRS": _graded("crs", treatment, _GRADES),
        f"Table 5: {which} ICANS": _graded("icans", treatment, _GRADES),
        f"Table 5: {which} response": Cell(f"response_to_{treatment}", _RESPONSE),
        f"Table 5: {which} residual disease": Cell(f"response_to_{treatment}", _RESIDUAL),
    }


MEASURES: dict[str, Measure] = {
    "Table 4: drugs": Cell("antibodies_given"),
    "Table 4: prior antibody": Cell("prior_antibodies", {"neither": "none"}),
    "Table 4: CD19": Cell("cd19_at_progression", missing="not reported"),
    "Table 4: day of blinatumomab": Cell("days_to_blinatumomab"),
    "Table 4: CRS": _graded("crs", "blinatumomab", _PRESENT),
    "Table 4: CRS grade": _graded("crs", "blinatumomab", _GRADES),
    "Table 4: neurotoxicity": _graded("icans", "blinatumomab", _PRESENT),
    "Table 4: neurotoxicity grade": _graded("icans", "blinatumomab", _GRADES),
    "Table 4: severe cytopenia": Cell("severe_cytopenia_after_blinatumomab"),
    "Table 4: response to blinatumomab": Cell("response_to_blinatumomab", _RESPONSE),
    "Table 4: residual disease after blinatumomab": Cell("response_to_blinatumomab", _RESIDUAL),
    "Table 4: day of inotuzumab": Cell("days_to_inotuzumab"),
    "Table 4: leucopenia": Cell("leucopenia_grade_after_inotuzumab"),
    "Table 4: thrombocytopenia": Cell("thrombocytopenia_grade_after_inotuzumab"),
    "Table 4: sinusoidal obstruction": Cell(
        "sinusoidal_obstruction_after_inotuzumab", _OBSTRUCTION
    ),
    "Table 4: response to inotuzumab": Cell("response_to_inotuzumab", _RESPONSE),
    "Table 4: residual disease after inotuzumab": Cell("response_to_inotuzumab", _RESIDUAL),
    "Table 4: last status": Cell("vital_status", _STATUS),
    "Table 4: cause of death": Cell("cause_of_death", _CAUSE, missing="none printed"),
    **_infused("first", "infusion"),
    **_infused("second", "reinfusion"),
    "Table 5: site of relapse": Cell("site_of_progression", _SITE),
    "Table 5: burden of relapse": Cell("site_of_progression", _BURDEN),
    "Table 5: days to second infusion": Cell("days_to_reinfusion"),
    "Table 5: treatment afterwards": Cell("salvage_after_reinfusion"),
    "Table 5: last status": Cell("vital_status", _STATUS),
    "Table 5: cause of death": Cell("cause_of_death", _CAUSE, missing="none printed"),
}
