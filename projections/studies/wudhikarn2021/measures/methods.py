"""What the paper's Methods state: read out of the definitions and the plan, typed nowhere again."""

from projections.measures import Limit, Measure, Method, Parts, Setting, Wording
from projections.studies.wudhikarn2021.regimens import NOT_CLASSIFIABLE

MEASURES: dict[str, Measure] = {
    "cutoff": Setting("cutoff"),
    "significance level": Setting("significance"),
    "blasts below which remission counts": Limit("remission_after_infusion", "percent", "<"),
    "blasts from which relapse counts": Limit("marrow_relapse", "percent", ">="),
    "blasts not fallen below by the refractory": Limit("refractory", "percent", "<"),
    "sensitivity of the test for residual disease": Limit(
        "mrd_negative_after_infusion", "sensitivity", "<="
    ),
    "intensity of therapy": Wording("bridging_class", {NOT_CLASSIFIABLE: ""}),
    "scheme of cytogenetic risk": Wording(
        "cytogenetic_risk",
        {"MRC UKALL XII / ECOG E2993, Moorman 2007": "MRC UKALL XII/ECOG E2993"},
    ),
    "scheme of reactions": Wording(
        "crs_after_infusion_grade",
        {"Methods, assessments and outcomes: ASTCT consensus grading": "ASTCT consensus grading"},
    ),
    "event-free survival, its parts": Parts("EFS"),
    "overall survival, its parts": Parts("OS"),
    "survival after progression, its parts": Parts("OS_after_progression"),
    "incidence of progression, its parts": Parts("time_to_progression"),
    "method of describing": Method("Table 1"),
    "method of survival": Method("overall survival"),
    "method of factors": Method(
        "Table 3",
        {
            "first_line": "salvage chemotherapy",
            "antibody_salvage": "noncellular immunotherapy",
        },
    ),
}
