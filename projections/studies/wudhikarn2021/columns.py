"""Rows and columns of the tables of the report, by the table."""

from projections.studies.wudhikarn2021.plan import BASELINE_ROWS

EVERYBODY = (
    *BASELINE_ROWS[: BASELINE_ROWS.index("disease_before_infusion") + 1],
    "ldh_before_lymphodepletion",
    "platelets_before_lymphodepletion",
    "lymphodepletion_before_infusion",
    "cyclophosphamide_before_infusion",
    "cell_dose_of_infusion",
)
"""Table S1: what Table 1 has of the time before the infusion, and what prepared for it."""

FIRST_RESPONSE = ("remission_after_infusion", "response_to_infusion")

MANAGEMENT = (
    "crs_after_infusion_grade",
    "icans_after_infusion_grade",
    "tocilizumab_after_infusion",
    "steroid_after_infusion",
)

STEROID = (
    "days_to_steroid_after_infusion",
    "steroid_days_after_infusion",
    "steroid_dose_after_infusion",
)

TABLE_4 = (
    "antibodies_given",
    "prior_antibodies",
    "cd19_at_progression",
    "days_to_blinatumomab",
    "crs_after_blinatumomab_grade",
    "icans_after_blinatumomab_grade",
    "severe_cytopenia_after_blinatumomab",
    "response_to_blinatumomab",
    "days_to_inotuzumab",
    "leucopenia_grade_after_inotuzumab",
    "thrombocytopenia_grade_after_inotuzumab",
    "sinusoidal_obstruction_after_inotuzumab",
    "response_to_inotuzumab",
    "vital_status",
    "cause_of_death",
)

AFTER_ANTIBODY = {
    **dict.fromkeys(
        (
            "crs_after_blinatumomab_grade",
            "icans_after_blinatumomab_grade",
            "severe_cytopenia_after_blinatumomab",
            "response_to_blinatumomab",
        ),
        "blinatumomab",
    ),
    **dict.fromkeys(
        ("sinusoidal_obstruction_after_inotuzumab", "response_to_inotuzumab"),
        "inotuzumab",
    ),
}
"""Columns of Table 4 that say nothing of patients who were not given the drug."""

TABLE_5 = (
    "disease_before_infusion",
    "lymphodepletion_before_infusion",
    "cyclophosphamide_before_infusion",
    "cell_dose_of_infusion",
    "peak_expansion_after_infusion",
    "crs_after_infusion_grade",
    "icans_after_infusion_grade",
    "response_to_infusion",
    "site_of_progression",
    "burden_at_progression",
    "days_to_reinfusion",
    "disease_before_reinfusion",
    "lymphodepletion_before_reinfusion",
    "cyclophosphamide_before_reinfusion",
    "cell_dose_of_reinfusion",
    "peak_expansion_after_reinfusion",
    "crs_after_reinfusion_grade",
    "icans_after_reinfusion_grade",
    "response_to_reinfusion",
    "salvage_after_reinfusion",
    "vital_status",
    "cause_of_death",
)

AT_PROGRESSION = (
    "days_to_progression",
    "site_of_progression",
    "burden_at_progression",
    "extramedullary_at_progression",
    "cd19_at_progression",
    "care_without_salvage",
)

SITES = (
    "nervous_system_at_progression",
    "bone_at_progression",
    "lymph_node_at_progression",
    "soft_tissue_at_progression",
    "skin_at_progression",
    "liver_at_progression",
    "testis_at_progression",
    "only_elsewhere_at_progression",
)

FIRST_SALVAGE = (
    "first_line_class",
    "first_line_response",
    "lines_of_salvage",
    "days_to_first_line",
)

SITES_BY_PATIENT = ("progression", "site_of_progression", *SITES)

TRANSPLANTS = (
    "progression",
    "transplant_after_progression",
    "days_from_progression_to_transplant",
    "transplant_number",
    "status_at_transplant",
    "relapse_after_transplant",
    "vital_status",
    "cause_of_death",
)

LINES = ("drugs", "line_class", "line_response", "relapse_in_line", "transplant_in_line")
