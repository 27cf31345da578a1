"""Relapse: disease found again after a remission, wherever it is found.

One definition holds after every remission: that of the first infusion, of a line of salvage, of an
antibody, of a second infusion and of a transplant. Residual disease alone is a class of its own.
"""

from projections.language import Milestone, at_least, earliest, events, first
from projections.studies.wudhikarn2021.conventions import METHODS
from projections.studies.wudhikarn2021.treatments import death

IN_MARROW = events("marrow_blasts", percent=at_least(5))
IN_BLOOD = events("blood_blasts", percent=at_least(5))
OUTSIDE = events("extramedullary", status="present")
GROSS = (IN_MARROW, IN_BLOOD, OUTSIDE)
"""Gross disease: blasts in marrow or blood, or disease outside the marrow."""
RESIDUAL = events("residual_disease", result="positive")


def marrow_relapse_after(remission: Milestone) -> Milestone:
    """Blasts in the marrow."""
    return first(
        IN_MARROW,
        after=remission,
        before=death,
        source=f"{METHODS}: >= 5% lymphoblasts in the marrow after CR",
    )


def blood_relapse_after(remission: Milestone) -> Milestone:
    """Blasts in the blood."""
    return first(
        IN_BLOOD,
        after=remission,
        before=death,
        source=f"{METHODS}: >= 5% lymphoblasts in the blood after CR",
    )


def extramedullary_relapse_after(remission: Milestone) -> Milestone:
    """Disease at a site outside the marrow."""
    return first(
        OUTSIDE,
        after=remission,
        before=death,
        source=f"{METHODS}: reappearance of blasts in an extramedullary site after CR",
    )


def relapse_after(remission: Milestone, source: str = METHODS) -> Milestone:
    """Disease in marrow, blood or outside, whichever is found first."""
    return earliest(
        marrow_relapse_after(remission),
        blood_relapse_after(remission),
        extramedullary_relapse_after(remission),
        source=source,
    )


def residual_disease_after(negative: Milestone, source: str) -> Milestone:
    """Residual disease found again after a test in remission that had found none."""
    return first(RESIDUAL, after=negative, before=death, source=source)
