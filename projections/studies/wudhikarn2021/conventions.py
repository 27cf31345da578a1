"""Conventions of the study: what it decided where the paper leaves a choice."""

from typing import Literal

PATIENTS = "Methods, patients"
METHODS = "Methods, assessments and outcomes"
RESULTS = "Results"

RESPONSE_WINDOW_DAYS = 60
RESPONSE_FROM_DAYS = 21
MRD_WINDOW_DAYS = 30
REGIMEN_DAYS = 14
SITE_WINDOW_DAYS = 14
REACTION_WINDOW_DAYS = 30

MYELOSUPPRESSIVE = (
    "alkylating agent", "anthracycline", "nucleoside analogue", "platinum compound",
    "topoisomerase inhibitor",
)  # fmt: skip
"""Classes of drugs of which a regimen needs one to be intensive."""

CYTOTOXIC = (
    *MYELOSUPPRESSIVE, "antifolate", "antimetabolite", "antitumour antibiotic", "asparaginase",
    "hypomethylating agent", "protein synthesis inhibitor", "thiopurine", "vinca alkaloid",
)  # fmt: skip
"""Classes of drugs that are chemotherapy: two of them make a regimen multiagent."""


ANALYSES = (
    "incidence intervals are log-log with Aalen's variance, as of cmprsk",
    "the hazard of progression is cause-specific: death without progression censors",
    "factors of progression are fixed, those learnt after the infusion too (immortal time)",
    "salvage, antibodies and remission to salvage are time-dependent, from the day they begin",
    "single factors are tested by likelihood ratio, factors in a model of several by Wald",
    "a factor enters the model of several at an unrounded P of at most 0.10",
    "ties are handled by Efron's method",
    "disease before infusion is compared between morphologic disease and less, or none",
    "blasts at progression are those of patients with at least 5% in the marrow",
    "responders and non-responders to salvage are compared from progression",
    "follow-up is the spread of the times of those alive, by quantiles of type 7",
    "peaks of expansion within a factor of two are comparable",
)
"""How the paper's analyses are done, where its Methods leave a choice."""


UnassessedSites = Literal["absent", "unknown"]
"""What is known of disease outside the marrow that was never assessed."""

UNASSESSED: dict[UnassessedSites, str] = {
    "absent": "extramedullary disease that was never assessed is taken as absent",
    "unknown": "where extramedullary disease was never assessed, remission is unknown",
}


def conventions(molecular_progression: bool, unassessed_sites: UnassessedSites) -> tuple[str, ...]:
    """The conventions in words, as they are printed with every result."""
    molecular = (
        "progression includes residual disease alone, as the paper counts it: found again after "
        "a negative test in remission"
        if molecular_progression
        else "progression excludes residual disease alone, by the letter of the paper's rule"
    )
    return (
        "a month is 365/12 days",
        "Kaplan-Meier intervals are on the log scale, R's default",
        f"the best response is that of the {RESPONSE_WINDOW_DAYS} days after treatment, or until "
        "the next begins; a remission counts whenever it is found before the next",
        f"residual disease counts from the day of remission until {MRD_WINDOW_DAYS} days later, "
        f"and by the latest test before it, of those more than {RESPONSE_FROM_DAYS} days after "
        "treatment",
        molecular,
        f"{UNASSESSED[unassessed_sites]}; negative imaging of the whole body clears every site",
        "refractory disease progresses on the day of the first assessment that shows it "
        f"{RESPONSE_FROM_DAYS} days after treatment or later; disease shown only before is judged "
        f"after {RESPONSE_WINDOW_DAYS} days, or when the next treatment begins",
        f"gross disease found {RESPONSE_FROM_DAYS} days after infusion or later is progression, "
        "whatever was given between",
        "what is recorded as salvage after infusion is a line, also where no progression was shown "
        "yet",
        f"drugs begun within {REGIMEN_DAYS} days of the first are one line, or one course of "
        "bridging",
        "a regimen is intensive if it holds two cytotoxic drugs or more, by its drugs or its name, "
        "one of them an alkylating agent, anthracycline, nucleoside analogue, platinum compound or "
        "topoisomerase inhibitor",
        "a regimen with a drug or a name that is not understood, or not named, is not classifiable",
        f"sites and blasts at progression are those by which it was found, and those known "
        f"{SITE_WINDOW_DAYS} days later, or when salvage begins; CD19 is that known then",
        f"reactions belong to a treatment until the next; tocilizumab and steroids for "
        f"{REACTION_WINDOW_DAYS} days",
        "event-free survival of responders to salvage is counted from their remission",
        "transplant does not censor",
        *ANALYSES,
    )
