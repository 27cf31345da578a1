"""The sections of the report on progression, salvage, antibodies and second infusions."""

from projections.studies.wudhikarn2021.columns import (
    AFTER_ANTIBODY,
    AT_PROGRESSION,
    FIRST_SALVAGE,
    LINES,
    SITES,
    SITES_BY_PATIENT,
    TABLE_4,
    TABLE_5,
    TRANSPLANTS,
)
from projections.study.report import (
    Characteristics,
    CurvesFigure,
    Description,
    Durations,
    EpisodeListing,
    EpisodeOutcomes,
    HazardRatios,
    Listing,
    PairedFigure,
    Section,
    SequenceFigure,
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
