"""Whether a regimen is intensive by its drugs or its name, and whether that can be known at all."""

from collections.abc import Callable
from dataclasses import dataclass

from projections.language import (
    Condition,
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
"""Label of a treatment whose drugs are not understood, or not recorded."""

TREATMENT = "unspecified treatment"
CHEMOTHERAPY = "unspecified chemotherapy"
COMBINATION = "fixed combination"
"""Class of one product that holds several drugs."""

INTENSIVE = f"{METHODS}; Table 1: multiagent, myelosuppressive, chemotherapy-based regimen"


@dataclass(frozen=True, slots=True)
class Regimens:
    """The regimens of one setting, within a window.

    Attributes
    ----------
    multiagent
        Two cytotoxic drugs or more; they may be recorded one by one, or by the name of a regimen.
    myelosuppressive
        A myelosuppressive drug among them.
    intensive
        Both, whatever is given with them.
    unclear
        A drug that no term knows, or chemotherapy recorded as such alone, without the name of a
        regimen that says which drugs it holds; or the name of a regimen that does not say it.
    """

    multiagent: Milestone
    myelosuppressive: Milestone
    intensive: Milestone
    unclear: Milestone


def regimens(
    setting: str, *, after: Milestone | None = None, before: Milestone | None = None
) -> Regimens:
    """What the regimens of a setting were."""

    def found(of: Events | Condition, source: str = "") -> Milestone:
        return first(of, after=after, before=before, source=source)

    two_drugs = first_distinct(
        2,
        ("drugs", "regimen"),
        events("therapy_started", setting=setting),
        classes=CYTOTOXIC,
        after=after,
        before=before,
    )
    combined = [_given(setting, drugs=(COMBINATION,)), _given(setting, regimen=(COMBINATION,))]
    multiagent = earliest(two_drugs, *map(found, combined), source=INTENSIVE)
    myelosuppressive = [
        _given(setting, drugs=MYELOSUPPRESSIVE),
        _given(setting, regimen=MYELOSUPPRESSIVE),
    ]
    suppressive = earliest(*map(found, myelosuppressive), source=INTENSIVE)
    return Regimens(
        multiagent,
        suppressive,
        found(reached(multiagent) & reached(suppressive), INTENSIVE),
        found(_unclear(setting, found), "a drug that is not understood may be of any class"),
    )


def _unclear(setting: str, found: Callable[[Events], Milestone]) -> Condition:
    unread = events("therapy_started", setting=setting, drugs=not_understood())
    untold = _given(setting, drugs=(TREATMENT, CHEMOTHERAPY))
    named = _given(setting, regimen=CYTOTOXIC)
    unread_name = events("therapy_started", setting=setting, regimen=not_understood())
    says_nothing = _given(setting, regimen=(TREATMENT, CHEMOTHERAPY))
    drugs_unclear = reached(earliest(found(unread), found(untold))) & ~reached(found(named))
    return drugs_unclear | reached(earliest(found(unread_name), found(says_nothing)))


def _given(setting: str, **classes: tuple[str, ...]) -> Events:
    """Courses of a setting of which a field holds a term of one of some classes."""
    tests = {field: of_class(*named) for field, named in classes.items()}
    return events("therapy_started", setting=setting, **tests)
