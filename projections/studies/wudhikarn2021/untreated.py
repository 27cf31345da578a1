"""What those who progressed were given if not salvage (Results: 8 of 38)."""

from projections.language import Case, Classes, Milestone, Node, events, first, reached
from projections.studies.wudhikarn2021.conventions import RESULTS

PALLIATION = f"{RESULTS}: 8 received only palliative corticosteroid or supportive care"


def untreated(progression: Milestone, first_line: Milestone) -> dict[str, Node]:
    """Palliation after progression, and the class of patients who had no salvage."""
    palliative_steroid = first(
        events("supportive_care_only", palliative_steroid=True),
        on_or_after=progression,
        source=PALLIATION,
    )
    palliative_therapy = first(
        events("therapy_started", setting="palliative"), on_or_after=progression, source=PALLIATION
    )
    supportive_care = first(
        events("supportive_care_only"), on_or_after=progression, source=PALLIATION
    )
    care_without_salvage = Classes(
        (
            Case("salvage given", reached(first_line) & reached(progression)),
            Case("palliative corticosteroid", reached(palliative_steroid)),
            Case("other palliative therapy", reached(palliative_therapy)),
            Case("supportive care alone", reached(supportive_care)),
            Case("nothing recorded", reached(progression)),
        ),
        otherwise="not progressed",
        source=PALLIATION,
    )
    return {
        "palliative_steroid": palliative_steroid,
        "palliative_therapy": palliative_therapy,
        "care_without_salvage": care_without_salvage,
    }
