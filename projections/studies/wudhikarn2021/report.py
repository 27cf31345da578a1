"""The paper's tables and figures in its order, numbered as the paper and its supplement do.

S numbers are those of the supplement as the text cites it; the parts of a table that need a
population of their own carry a letter. What the paper has not is called additional.
"""

from projections.studies.wudhikarn2021.columns import (
    EVERYBODY,
    FIRST_RESPONSE,
    MANAGEMENT,
    STEROID,
)
from projections.studies.wudhikarn2021.labels import LABELS
from projections.studies.wudhikarn2021.report_of_salvage import IMMUNOTHERAPY, SALVAGE
from projections.study.report import (
    Attrition,
    Characteristics,
    ClaimsCheck,
    ClaimsListing,
    CurvesFigure,
    Description,
    Endpoints,
    FollowUp,
    HazardRatios,
    IncidenceFigure,
    Report,
    Section,
    SharesFigure,
    SwimmerFigure,
)

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

PUBLISHED = Section(
    "The published claims",
    (
        ClaimsCheck("Claims", "What the paper printed, compared with the replay"),
        ClaimsListing(
            "Claims A",
            "Contradicted by the paper itself, or missed",
            ("contradicted", "missed"),
        ),
        ClaimsListing("Claims B", "Reproduced", ("reproduced",)),
    ),
)

REPORT = Report((COHORT, AFTER_CELLS, FACTORS, SALVAGE, IMMUNOTHERAPY, PUBLISHED), LABELS)
