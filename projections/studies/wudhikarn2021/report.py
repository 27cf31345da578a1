"""The paper's tables and figures in its order, numbered as the paper and its supplement do.

S numbers are those of the supplement as the text cites it; the parts of a table that need a
population of their own carry a letter. What the paper has not is called additional.
"""

from projections.report import (
    Attrition,
    Characteristics,
    ClaimsCheck,
    ClaimsListing,
    CurvesFigure,
    Description,
    Durations,
    Endpoints,
    EpisodeListing,
    EpisodeOutcomes,
    FollowUp,
    HazardRatios,
    IncidenceFigure,
    Listing,
    PairedFigure,
    Report,
    Section,
    SequenceFigure,
    SharesFigure,
    SwimmerFigure,
)
from projections.studies.wudhikarn2021.columns import (
    AFTER_ANTIBODY,
    AT_PROGRESSION,
    EVERYBODY,
    FIRST_RESPONSE,
    FIRST_SALVAGE,
    LINES,
    MANAGEMENT,
    SITES,
    SITES_BY_PATIENT,
    STEROID,
    TABLE_4,
    TABLE_5,
    TRANSPLANTS,
)
from projections.studies.wudhikarn2021.labels import LABELS

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
        FollowUp(
            "Additional Table 1",
            "How long the patients were followed, by each measure in use",
            ("OS", "EFS", "OS_after_progression"),
        ),
        SwimmerFigure("Histories", "Every patient from the first infusion to the end of follow-up"),
    ),
)

AFTER_CELLS = Section(
    "Outcomes after CD19 CAR T cells",
    (
        Description("Table S1", "Characteristics of all treated patients", "infused", EVERYBODY),
        SharesFigure(
            "Figure S1",
            "Intensity of bridging by disease burden before the infusion",
            "bridging_class",
            "disease_before_infusion",
            "infused",
        ),
        Description(
            "Additional Table 2",
            "Response to the first infusion of those evaluable",
            "evaluable after infusion",
            FIRST_RESPONSE,
        ),
        Description(
            "Additional Table 3",
            "Reactions to the first infusion and what was given for them",
            "infused",
            MANAGEMENT,
        ),
        Description(
            "Additional Table 3A",
            "Tocilizumab after the first infusion",
            "given tocilizumab",
            ("days_to_tocilizumab_after_infusion",),
        ),
        Description(
            "Additional Table 3B",
            "Corticosteroid after the first infusion",
            "given steroids",
            STEROID,
        ),
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
        Description(
            "Table S2C",
            "Extramedullary sites of progression, by site",
            "extramedullary_at_progression",
            SITES,
        ),
        Listing(
            "Table S2D",
            "Extramedullary sites of progression, by patient",
            "extramedullary_at_progression",
            SITES_BY_PATIENT,
        ),
        SequenceFigure("Figure 2", "Treatment sequence of patients who progressed"),
        EpisodeOutcomes(
            "Table S4",
            "Response to salvage treatment by line and class",
            "salvage_line",
            "line_class",
            "line_response",
        ),
        EpisodeListing("Table S5", "Lines of salvage treatment by patient", "salvage_line", LINES),
        Description("Table S6", "First salvage treatment", "given salvage", FIRST_SALVAGE),
        Durations(
            "Additional Table 4",
            "Duration of remission to salvage",
            ("duration of remission to salvage", "event-free survival after salvage"),
        ),
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
            "Additional Figure 1",
            "Overall survival after progression by response to salvage",
            "survival after progression by response",
            of="overall survival",
        ),
        HazardRatios("Table 3", "Factors associated with survival after progression", "Table 3"),
        HazardRatios(
            "Additional Table 5",
            "Remission to salvage and survival after progression",
            "salvage remission and survival",
        ),
        Listing(
            "Table S7",
            "Transplants after progression",
            "transplant_after_progression",
            TRANSPLANTS,
        ),
        Description(
            "Additional Table 6",
            "Causes of death",
            "died",
            ("cause_of_death",),
            ("cause_of_death",),
        ),
        Description(
            "Additional Table 7",
            "Causes of death after progression",
            "died after progression",
            ("cause_of_death",),
            ("cause_of_death",),
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
            "Table 4",
            "Patients given blinatumomab or inotuzumab",
            "antibody_salvage",
            TABLE_4,
            AFTER_ANTIBODY,
        ),
        Listing("Table 5", "Patients given a second infusion", "reinfused", TABLE_5),
        Characteristics(
            "Additional Table 8",
            "Response to the second infusion by the chemotherapy before it",
            "response to the second infusion by lymphodepletion",
        ),
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
