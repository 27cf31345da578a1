"""The statistical analysis plan of the paper: its tables of factors, its curves and its tests."""

from dataclasses import replace

from projections.study.plan import (
    Analysis,
    Baseline,
    Curves,
    Exposure,
    Fixed,
    Incidence,
    Paired,
    Regression,
)

ENTRY = 0.10
"""Largest P value with which a single factor enters the model of several (Methods)."""

AGE_LIMIT = 40
LINES_LIMIT = 3

BASELINE_ROWS = (
    "age_stated",
    "sex",
    "prior_lines",
    "philadelphia_by_transcript",
    "prior_antibodies",
    "prior_blinatumomab",
    "prior_inotuzumab",
    "transplant_before_infusion",
    "bridging_class",
    "disease_before_infusion",
    "crs_after_infusion_onset",
    "crs_after_infusion_severe",
    "icans_after_infusion_onset",
    "icans_after_infusion_severe",
    "tocilizumab_after_infusion",
    "steroid_after_infusion",
    "days_to_steroid_after_infusion",
    "steroid_days_after_infusion",
    "steroid_dose_after_infusion",
    "consolidation",
)
"""Table 1 in its order."""

AGE = Fixed("age_stated", above=AGE_LIMIT)
MALE = Fixed("sex", one_of=("male",))
PHILADELPHIA = Fixed("philadelphia_chromosome", one_of=("positive",), unknown=("unknown",))
PRIOR_TRANSPLANT = Fixed("transplant_before_infusion")
BRIDGING = Fixed("bridging_class", one_of=("none", "nonintensive"))

AFTER_INFUSION = (
    "crs_after_infusion_onset",
    "icans_after_infusion_onset",
    "steroid_after_infusion",
    "tocilizumab_after_infusion",
    "steroid_days_after_infusion",
    "steroid_dose_after_infusion",
    "consolidation",
)
"""Factors of Table 2 that are learnt after the infusion and that the paper took as fixed."""

FACTORS_OF_PROGRESSION = (
    AGE,
    MALE,
    Fixed("prior_lines", above=LINES_LIMIT),
    PHILADELPHIA,
    PRIOR_TRANSPLANT,
    Fixed("prior_blinatumomab"),
    Fixed("prior_inotuzumab"),
    BRIDGING,
    Fixed("ldh_before_lymphodepletion", one_of=("normal",), unknown=("unknown",)),
    Fixed("platelets_before_lymphodepletion", one_of=("normal",), unknown=("unknown",)),
    Fixed("disease_before_infusion", one_of=("morphologic",), unknown=("unknown",)),
    Fixed("lymphodepletion_before_infusion", one_of=("with fludarabine",)),
    *(Fixed(name) for name in AFTER_INFUSION),
)
"""Table 2 in its order."""

LEARNT_LATE = ("blasts_at_progression", "extramedullary_at_progression", "cd19_at_progression")
"""Findings at progression may be assessed up to two weeks after its day."""

FACTORS_OF_SURVIVAL = (
    AGE,
    MALE,
    PHILADELPHIA,
    PRIOR_TRANSPLANT,
    Fixed("prior_antibody"),
    BRIDGING,
    Fixed("days_to_progression", per=365 / 12),
    Fixed("blasts_at_progression", among="progressed in the marrow"),
    Fixed("extramedullary_at_progression"),
    Fixed("cd19_at_progression", one_of=("positive",)),
    Exposure("first_line"),
    Exposure("antibody_salvage", among="given salvage"),
)
"""Table 3 in its order."""

TABLE_2 = Regression(
    "time_to_progression", FACTORS_OF_PROGRESSION, alone=True, forced=AFTER_INFUSION
)

SEVERE = ("crs_after_infusion_severe", "icans_after_infusion_severe")
SEVERITY = tuple(Fixed(name) for name in SEVERE)
"""Of which the text says, as Table 2 does not, that they did not affect progression."""

PLAN: dict[str, Analysis] = {
    "event-free survival": Curves("EFS"),
    "overall survival": Curves("OS"),
    "event-free survival by burden": Curves("EFS", by="burden_before_infusion"),
    "overall survival by burden": Curves("OS", by="burden_before_infusion"),
    "incidence of progression": Incidence("time_to_progression"),
    "Table 1": Baseline(by="progressed_or_not", rows=BASELINE_ROWS),
    "Table 2": TABLE_2,
    "Table 2, morphologic disease": replace(
        TABLE_2,
        covariates=tuple(
            factor
            for factor in FACTORS_OF_PROGRESSION
            if factor.definition != "disease_before_infusion"
        ),
        among="morphologic before infusion",
    ),
    "severity of reactions": replace(TABLE_2, covariates=SEVERITY, forced=SEVERE),
    "progression by CD19": Baseline(
        by="cd19_at_progression", rows=("days_to_progression",), among="progressed, CD19 known"
    ),
    "survival after progression": Curves("OS_after_progression"),
    "survival after progression by response": Curves(
        "OS_after_progression", by="salvage_response", among="given salvage"
    ),
    "event-free survival after salvage": Curves("EFS_after_salvage_remission"),
    "duration of remission to salvage": Curves("salvage_remission_by_kaplan_meier"),
    "Table 3": Regression(
        "OS_after_progression", FACTORS_OF_SURVIVAL, entry=ENTRY, forced=LEARNT_LATE
    ),
    "salvage remission and survival": Regression(
        "OS_after_progression",
        (Exposure("salvage_remission"),),
        alone=True,
        among="evaluable after first salvage",
    ),
    "expansion by lymphodepletion": Baseline(
        by="lymphodepletion_before_reinfusion",
        rows=("peak_expansion_after_reinfusion",),
        among="reinfused",
    ),
    "response to the second infusion by lymphodepletion": Baseline(
        by="lymphodepletion_before_reinfusion",
        rows=("remission_after_reinfusion", "response_to_reinfusion"),
        among="reinfused",
    ),
    "expansion of the cells": Paired(
        "peak_expansion_after_infusion", "peak_expansion_after_reinfusion", among="reinfused"
    ),
}
"""Every analysis of the paper under its name."""
