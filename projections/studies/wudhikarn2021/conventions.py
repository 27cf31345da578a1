"""Conventions of the study: what it decided where the paper leaves a choice."""

PATIENTS = "Methods, patients"
METHODS = "Methods, assessments and outcomes"
RESULTS = "Results"

RESPONSE_WINDOW_DAYS = 60
MRD_WINDOW_DAYS = 30
REGIMEN_DAYS = 14


def conventions(*, molecular_progression: bool) -> tuple[str, ...]:
    """The conventions in words, as they are printed with every result."""
    molecular = "includes" if molecular_progression else "excludes"
    return (
        "a month is 365/12 days",
        "Kaplan-Meier intervals are on the log scale, R's default",
        f"response is judged {RESPONSE_WINDOW_DAYS} days after treatment, or when the next begins",
        f"residual disease counts from the day of remission until {MRD_WINDOW_DAYS} days later",
        f"progression {molecular} residual disease alone, found again or still "
        f"{MRD_WINDOW_DAYS} days after remission; the paper counts it",
        "refractory disease progresses on the day on which it is judged",
        f"drugs begun within {REGIMEN_DAYS} days of each other are one line of salvage",
        "transplant does not censor",
    )
