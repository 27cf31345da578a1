"""Whether a regimen is intensive by its drugs or its name, and whether that can be told at all."""

from projections.language import (
    Events,
    Milestone,
    earliest,
    events,
    first,
    first_distinct,
    not_understood,
    of_class,
    reached,
)
from projections.studies.wudhikarn2021.conventions import CYTOTOXIC, METHODS, MYELOSUPPRESSIVE

NOT_CLASSIFIABLE = "not classifiable"
"""Label of a treatment whose drugs are not understood, or not told."""

TREATMENT = "unspecified treatment"
CHEMOTHERAPY = "unspecified chemotherapy"
COMBINATION = "fixed combination"
"""Class of one product that holds several drugs."""

INTENSIVE = f"{METHODS}; Table 1: multiagent, myelosuppressive, chemotherapy-based regimen"


def intensive(
    setting: str, *, after: Milestone | None = None, before: Milestone | None = None
) -> Milestone:
    """Two cytotoxic drugs or more, one of them myelosuppressive, whatever is given with them.

    The drugs may be told one by one; the name of a regimen tells its drugs, too.
    """

    def found(of: Events) -> Milestone:
        return first(of, after=after, before=before)

    def distinct(field: str) -> Milestone:
        of = events("therapy_started", setting=setting)
        return first_distinct(2, field, of, classes=CYTOTOXIC, after=after, before=before)

    combined = events("therapy_started", setting=setting, drugs=of_class(COMBINATION))
    multiagent = earliest(distinct("drugs"), distinct("regimen"), found(combined), source=INTENSIVE)
    suppressing = earliest(
        found(_given(setting, drugs=MYELOSUPPRESSIVE)),
        found(_given(setting, regimen=MYELOSUPPRESSIVE)),
        source=INTENSIVE,
    )
    both = reached(multiagent) & reached(suppressing)
    return first(both, after=after, before=before, source=INTENSIVE)


def unclear(
    setting: str, *, after: Milestone | None = None, before: Milestone | None = None
) -> Milestone:
    """The first regimen with a drug that no term knows, or that is told as chemotherapy alone.

    One whose name is told beside it, and says which drugs it holds, is not unclear.
    """

    def found(of: Events) -> Milestone:
        return first(of, after=after, before=before)

    open_ = earliest(
        found(events("therapy_started", setting=setting, drugs=not_understood())),
        found(_given(setting, drugs=(TREATMENT, CHEMOTHERAPY))),
    )
    named = found(_given(setting, regimen=CYTOTOXIC))
    return first(
        reached(open_) & ~reached(named),
        after=after,
        before=before,
        source="a drug that is not understood may be of any class",
    )


def _given(setting: str, **classes: tuple[str, ...]) -> Events:
    """Courses of a setting of which a field holds a term of one of some classes."""
    tests = {field: of_class(*named) for field, named in classes.items()}
    return events("therapy_started", setting=setting, **tests)
