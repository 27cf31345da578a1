"""Whether a regimen is intensive by its drugs, and whether that can be told at all."""

from projections.language import Milestone, earliest, events, first, not_understood, of_class
from projections.studies.wudhikarn2021.conventions import METHODS, MYELOSUPPRESSIVE

NOT_CLASSIFIABLE = "not classifiable"
"""Label of a treatment whose drugs are not understood, or not told."""

TREATMENT = "unspecified treatment"
CHEMOTHERAPY = "unspecified chemotherapy"


def intensive(
    setting: str, *, after: Milestone | None = None, before: Milestone | None = None
) -> Milestone:
    """The first regimen that holds a myelosuppressive drug."""
    return first(
        events("therapy_started", setting=setting, drugs=of_class(*MYELOSUPPRESSIVE)),
        after=after,
        before=before,
        source=f"{METHODS}: multiagent myelosuppressive chemotherapy, whatever is given with it",
    )


def unclear(
    setting: str, *, after: Milestone | None = None, before: Milestone | None = None
) -> Milestone:
    """The first regimen with a drug that no term knows, or that is told as chemotherapy alone."""
    unread = events("therapy_started", setting=setting, drugs=not_understood())
    untold = events("therapy_started", setting=setting, drugs=of_class(TREATMENT, CHEMOTHERAPY))
    return earliest(
        first(unread, after=after, before=before),
        first(untold, after=after, before=before),
        source="a drug that is not understood may be of any class",
    )
