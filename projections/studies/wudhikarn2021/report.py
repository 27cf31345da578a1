"""The paper's tables and figures, in its order."""

from projections.report import (
    Attrition,
    Characteristics,
    ClaimsCheck,
    ClaimsListing,
    CurvesFigure,
    Description,
    Endpoints,
    EpisodeListing,
    EpisodeOutcomes,
    HazardRatios,
    IncidenceFigure,
    Listing,
    PairedFigure,
    Report,
    Section,
    SequenceFigure,
    SwimmerFigure,
)
from projections.studies.wudhikarn2021.labels import LABELS

TABLE_4 = (
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

TABLE_5 = (
    "disease_before_infusion",
    "lymphodepletion_before_infusion",
    "cell_dose_of_infusion",
    "peak_expansion_after_infusion",
    "crs_after_infusion_grade",
    "icans_after_infusion_grade",
    "response_to_infusion",
    "site_of_progression",
    "days_to_reinfusion",
    "disease_before_reinfusion",
    "lymphodepletion_before_reinfusion",
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
    "nervous_system_at_progression",
    "bone_at_progression",
    "lymph_node_at_progression",
    "cd19_at_progression",
    "salvage_given",
)

FIRST_SALVAGE = (
    "first_line_class",
    "first_line_response",
    "lines_of_salvage",
    "days_to_first_line",
)

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

COHORT = Section(
    "The cohort",
    (
        Attrition("Attrition", "Who is in each population, and who is left out of each endpoint"),
        Endpoints(
            "Endpoints",
            "Survival, response and follow-up",
            (
                "EFS",
                "OS",
                "time_to_progression",
                "OS_after_progression",
                "EFS_after_salvage_remission",
                "salvage_remission_duration",
            ),
        ),
        SwimmerFigure("Histories", "Every patient from the first infusion to the end of follow-up"),
    ),
)

AFTER_CELLS = Section(
    "Outcomes after CD19 CAR T cells",
    (
        CurvesFigure(
            "Figure 1A",
            "Event-free survival after CD19 CAR T cells",
            "event-free survival",
            of="event-free survival",
            step=12,
        ),
        CurvesFigure(
            "Figure 1B",
            "Overall survival after CD19 CAR T cells",
            "overall survival",
            of="overall survival",
            step=12,
        ),
        IncidenceFigure(
            "Figure 1C",
            "Cumulative incidence of relapsed or refractory disease, and of death without it",
            "incidence of progression",
            step=12,
        ),
    ),
)

FACTORS = Section(
    "Factors associated with progression",
    (
        Characteristics(
            "Table 1",
            "Baseline characteristics of patients with and without progression",
            "Table 1",
            {
                "progressed": "Progression after CAR T cells",
                "not progressed": "No progression after CAR T cells",
            },
        ),
        HazardRatios("Table 2", "Factors associated with progression, each alone", "Table 2"),
        HazardRatios(
            "Table S3",
            "Factors associated with progression in morphologic disease",
            "Table 2, morphologic disease",
        ),
    ),
)

SALVAGE = Section(
    "Progression and salvage treatment",
    (
        Description("Table S2", "Features of progression", "progressed", AT_PROGRESSION),
        Description(
            "Table S2A", "Time to relapse after remission", "relapsed", ("days_to_progression",)
        ),
        Description(
            "Table S2B",
            "Marrow blasts in morphologic marrow disease",
            "progressed in the marrow",
            ("blasts_at_progression",),
        ),
        Description("Table S2C", "Salvage treatment", "given salvage", FIRST_SALVAGE),
        SequenceFigure("Figure 2", "Treatment sequence of patients who progressed"),
        EpisodeOutcomes(
            "Table S4",
            "Response to salvage treatment by line and class",
            "salvage_line",
            "line_class",
            "line_response",
        ),
        EpisodeListing("Table S5", "Lines of salvage treatment by patient", "salvage_line", LINES),
        CurvesFigure(
            "Figure 3A",
            "Event-free survival of patients with a remission to salvage",
            "event-free survival after salvage",
            of="event-free survival",
        ),
        CurvesFigure(
            "Figure 3B",
            "Overall survival after progression",
            "survival after progression",
            of="overall survival",
        ),
        CurvesFigure(
            "Figure S1",
            "Overall survival after progression by response to salvage",
            "survival after progression by response",
            of="overall survival",
        ),
        HazardRatios("Table 3", "Factors associated with survival after progression", "Table 3"),
        HazardRatios(
            "Table S6",
            "Remission to salvage and survival after progression",
            "salvage remission and survival",
        ),
        Listing(
            "Table S7",
            "Transplants after progression",
            "transplant_after_progression",
            TRANSPLANTS,
        ),
    ),
)

IMMUNOTHERAPY = Section(
    "Blinatumomab, inotuzumab and second infusions",
    (
        PairedFigure(
            "Figure 4",
            "Peak expansion of the cells after the first and the second infusion",
            ("expansion of the cells",),
            "Peak expansion, vector copies per mL",
            ("First infusion", "Second infusion"),
        ),
        Listing(
            "Table 4", "Patients given blinatumomab or inotuzumab", "antibody_salvage", TABLE_4
        ),
        Listing("Table 5", "Patients given a second infusion", "reinfused", TABLE_5),
    ),
)

PUBLISHED = Section(
    "The published claims",
    (
        ClaimsCheck("Claims", "What the paper printed, held against the replay"),
        ClaimsListing(
            "Claims A",
            "Contradicted by the paper itself, or missed",
            ("contradicted", "missed"),
        ),
        ClaimsListing("Claims B", "Reproduced", ("reproduced",)),
    ),
)

REPORT = Report((COHORT, AFTER_CELLS, FACTORS, SALVAGE, IMMUNOTHERAPY, PUBLISHED), LABELS)
