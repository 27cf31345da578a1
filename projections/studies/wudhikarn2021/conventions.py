"""Conventions of the study: what it decided where the paper leaves a choice."""

PATIENTS = "Methods, patients"
METHODS = "Methods, assessments and outcomes"
RESULTS = "Results"

RESPONSE_WINDOW_DAYS = 60
MRD_WINDOW_DAYS = 30
REGIMEN_DAYS = 14
SITE_WINDOW_DAYS = 14
REACTION_WINDOW_DAYS = 30

MYELOSUPPRESSIVE = (
    "clofarabine", "cyclophosphamide", "cytarabine", "daunorubicin", "doxorubicin", "etoposide",
    "fludarabine", "idarubicin", "ifosfamide", "mitoxantrone", "nelarabine",
)  # fmt: skip
"""Drugs by which a regimen counts as intensive: multiagent, myelosuppressive chemotherapy."""


def conventions(*, molecular_progression: bool) -> tuple[str, ...]:
    """The conventions in words, as they are printed with every result."""
    molecular = (
        "progression includes residual disease alone, as the paper counts it: found again, or "
        f"still there {MRD_WINDOW_DAYS} days after remission"
        if molecular_progression
        else "progression excludes residual disease alone, by the letter of the paper's rule"
    )
    return (
        "a month is 365/12 days",
        "Kaplan-Meier intervals are on the log scale, R's default",
        f"response is judged {RESPONSE_WINDOW_DAYS} days after treatment, or when the next begins",
        f"residual disease counts from the day of remission until {MRD_WINDOW_DAYS} days later",
        molecular,
        "refractory disease progresses on the day on which it is judged",
        f"drugs begun within {REGIMEN_DAYS} days of the first are one line",
        "a regimen is intensive if it holds one of the drugs listed as myelosuppressive",
        f"sites, blasts and CD19 at progression are those known {SITE_WINDOW_DAYS} days later, "
        "or when salvage begins",
        f"reactions belong to a treatment until the next; tocilizumab and steroids for "
        f"{REACTION_WINDOW_DAYS} days",
        "event-free survival of responders to salvage is counted from their remission",
        "transplant does not censor",
    )
