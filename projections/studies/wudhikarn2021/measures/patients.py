"""The columns of Tables 4 and 5: one measure a column serves every patient."""

from collections.abc import Mapping
from dataclasses import replace

from projections.studies.wudhikarn2021.measures.groups import (
    ANTIBODY,
    BLINATUMOMAB,
    CR,
    GROSS_SITES,
    INFUSED,
    INOTUZUMAB,
    NO_RESPONSES,
    PROGRESSED,
    REINFUSED,
)
from projections.studies.wudhikarn2021.response_classes import CR_BY_RESIDUAL, NOT_EVALUABLE
from projections.study.measures import Cell, Follows, Group

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


def _asked(when: Group, cells: Mapping[str, Cell]) -> dict[str, Cell]:
    return {name: replace(cell, when=when) for name, cell in cells.items()}


def _infused(which: str, treatment: str) -> dict[str, Cell]:
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


_OF_ANTIBODIES = {
    "Table 4: drugs": Cell("antibodies_given"),
    "Table 4: prior antibody": Cell("prior_antibodies", {"neither": "none"}),
}
_OF_BLINATUMOMAB = {
    "Table 4: day of blinatumomab": Cell("days_to_blinatumomab"),
    "Table 4: CRS": _graded("crs", "blinatumomab", _PRESENT),
    "Table 4: CRS grade": _graded("crs", "blinatumomab", _GRADES),
    "Table 4: neurotoxicity": _graded("icans", "blinatumomab", _PRESENT),
    "Table 4: neurotoxicity grade": _graded("icans", "blinatumomab", _GRADES),
    "Table 4: severe cytopenia": Cell("severe_cytopenia_after_blinatumomab"),
    "Table 4: response to blinatumomab": Cell("response_to_blinatumomab", _RESPONSE),
    "Table 4: residual disease after blinatumomab": Cell("response_to_blinatumomab", _RESIDUAL),
}
_OF_INOTUZUMAB = {
    "Table 4: day of inotuzumab": Cell("days_to_inotuzumab"),
    "Table 4: leucopenia": Cell("leucopenia_grade_after_inotuzumab"),
    "Table 4: thrombocytopenia": Cell("thrombocytopenia_grade_after_inotuzumab"),
    "Table 4: sinusoidal obstruction": Cell(
        "sinusoidal_obstruction_after_inotuzumab", _OBSTRUCTION
    ),
    "Table 4: response to inotuzumab": Cell("response_to_inotuzumab", _RESPONSE),
    "Table 4: residual disease after inotuzumab": Cell("response_to_inotuzumab", _RESIDUAL),
}
_OF_PROGRESSION = {
    "Table 4: CD19": Cell("cd19_at_progression", missing="not reported"),
    "Table 5: site of relapse": Cell("site_of_progression", _SITE),
    "Table 5: burden of relapse": Cell("site_of_progression", _BURDEN),
}


def _outcome(table: str) -> dict[str, Cell]:
    """What became of patients; of those alive no cause of death is printed."""
    return {
        f"{table}: last status": Cell("vital_status", _STATUS),
        f"{table}: cause of death": Cell("cause_of_death", _CAUSE, missing="none printed"),
    }


_SEEN_AFTER_ANTIBODY = (*ANTIBODY, Follows("last_seen", "antibody_salvage"))
_SEEN_AFTER_REINFUSION = (*REINFUSED, Follows("last_seen", "reinfusion"))
_AFTER_REINFUSION = {
    "Table 5: days to second infusion": Cell("days_to_reinfusion"),
    "Table 5: treatment afterwards": Cell("salvage_after_reinfusion"),
    **_outcome("Table 5"),
}

MEASURES: dict[str, Cell] = {
    **_asked(ANTIBODY, _OF_ANTIBODIES),
    **_asked(BLINATUMOMAB, _OF_BLINATUMOMAB),
    **_asked(INOTUZUMAB, _OF_INOTUZUMAB),
    **_asked(PROGRESSED, _OF_PROGRESSION),
    **_asked(INFUSED, _infused("first", "infusion")),
    **_asked(REINFUSED, _infused("second", "reinfusion")),
    **_asked(_SEEN_AFTER_ANTIBODY, _outcome("Table 4")),
    **_asked(_SEEN_AFTER_REINFUSION, _AFTER_REINFUSION),
}
