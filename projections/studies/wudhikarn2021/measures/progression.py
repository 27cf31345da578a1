"""Results, progression: who, when, where, with which antigen, and by which factors."""

from projections.studies.wudhikarn2021.measures.groups import (
    CD19_KNOWN,
    GROSS_SITES,
    IN_MARROW,
    PROGRESSED,
    REFRACTORY,
    RELAPSED,
)
from projections.studies.wudhikarn2021.plan import AFTER_INFUSION
from projections.study.measures import (
    Comparison,
    Measure,
    Reached,
    Significance,
    Spread,
    Tally,
    label,
)

_CONTINUOUS = ("steroid_days_after_infusion", "steroid_dose_after_infusion")
_OUTSIDE = (*PROGRESSED, Reached("extramedullary_at_progression"))
_OUTSIDE_ONLY = (label("site_of_progression", "extramedullary"),)
_SITES = {"bone": "bone", "nervous system": "nervous_system", "lymph node": "lymph_node"}


def _months_to_progression(*among: str) -> Spread:
    group = (*CD19_KNOWN, label("cd19_at_progression", *among))
    return Spread("days_to_progression", group, unit="of the study")


MEASURES: dict[str, Measure] = {
    "refractory of those who progressed": Tally(REFRACTORY, PROGRESSED),
    "relapsed of those who progressed": Tally(RELAPSED, PROGRESSED),
    "age at progression": Spread("age_stated", PROGRESSED),
    "high-risk cytogenetics": Tally((label("cytogenetic_risk", "high"),), PROGRESSED),
    "prior transplant": Tally((Reached("transplant_before_infusion"),), PROGRESSED),
    "Philadelphia-positive": Tally((label("philadelphia_chromosome", "positive"),), PROGRESSED),
    "prior lines": Spread("prior_lines", PROGRESSED),
    "months to progression": Spread("days_to_progression", PROGRESSED, unit="of the study"),
    "months to relapse": Spread("days_to_progression", RELAPSED, unit="of the study"),
    "morphologic at progression": Tally((label("site_of_progression", *GROSS_SITES),), PROGRESSED),
    "residual disease alone at progression": Tally(
        (label("site_of_progression", "residual disease alone"),), PROGRESSED
    ),
    "consolidated before relapse": Tally((Reached("consolidation"),), RELAPSED),
    "marrow at progression": Tally(
        (label("site_of_progression", *IN_MARROW, "residual disease alone"),), PROGRESSED
    ),
    "blasts at progression": Spread(
        "blasts_at_progression", (label("site_of_progression", *IN_MARROW),)
    ),
    "extramedullary at progression": Tally(_OUTSIDE, PROGRESSED),
    "nervous system at progression": Tally((Reached("nervous_system_at_progression"),), _OUTSIDE),
    "extramedullary alone": Tally(_OUTSIDE_ONLY, _OUTSIDE),
    **{
        f"{site} alone": Tally((Reached(f"{name}_at_progression"),), _OUTSIDE_ONLY)
        for site, name in _SITES.items()
    },
    "CD19 known at progression": Tally(CD19_KNOWN, PROGRESSED),
    "CD19-negative at progression": Tally(
        (*CD19_KNOWN, label("cd19_at_progression", "negative")), CD19_KNOWN
    ),
    "CD19-negative of mixed phenotype": Tally(
        (Reached("mixed_phenotype"), label("philadelphia_chromosome", "positive")),
        (*CD19_KNOWN, label("cd19_at_progression", "negative")),
    ),
    "months to CD19-negative progression": _months_to_progression("negative"),
    "months to CD19-positive progression": _months_to_progression("positive"),
    "progression by CD19, test": Comparison("progression by CD19", "days_to_progression"),
    "burden and progression": Significance("Table 2", ("disease_before_infusion",)),
    "other factors and progression": Significance(
        "Table 2", ("disease_before_infusion",), others=True
    ),
    "prior antibodies and progression": Significance(
        "Table 2", ("prior_blinatumomab", "prior_inotuzumab")
    ),
    "reactions and progression": Significance(
        "Table 2", tuple(item for item in AFTER_INFUSION if item not in _CONTINUOUS)
    ),
    "severity of reactions and progression": Significance("severity of reactions"),
    "factors with morphologic disease": Significance("Table 2, morphologic disease", others=True),
}
