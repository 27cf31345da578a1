"""What every peer finds out about each patient, and whether two peers agree row for row."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

Findings = Mapping[str, NDArray[np.int64]]
"""One array per value of ``VALUES``, one entry per patient; ``NONE`` where there is none."""

NONE = -1
MILESTONES = (
    "registration",
    "infusion",
    "complete_remission",
    "negative_remission",
    "relapse",
    "refractory",
    "progression",
    "salvage",
    "transplant",
    "death",
    "last_seen",
)
ENDPOINTS = ("OS", "EFS", "OS_from_progression")
VALUES = (
    *(f"{name}.{part}" for name in MILESTONES for part in ("day", "row")),
    "best_response",
    *(f"{name}.{part}" for name in ENDPOINTS for part in ("cause", "reason", "day", "row")),
)
"""Day and deciding row of milestones, class, and follow-up with the row that ended it."""


def reasons_after(events: int) -> range:
    """Numbers of the reasons after those of an endpoint's events, in the engine's order.

    Last seen, alive at the cutoff, died without the event, last sign of life, nothing after the
    origin, origin not reached, event before the origin. Here nobody ends by the third or fourth:
    death is an event of every endpoint, and each says who was last seen.
    """
    return range(events, events + 7)


class Disagreement(AssertionError):
    """Two peers that should agree do not."""


def check_equal(expected: Findings, found: Findings) -> None:
    """Hold two peers against each other.

    Raises
    ------
    Disagreement
        Naming the value and the number of patients that differ.
    """
    for name in VALUES:
        differs = np.flatnonzero(np.asarray(expected[name]) != np.asarray(found[name]))
        if len(differs):
            raise Disagreement(f"{name}: {len(differs)} patients differ, first {differs[0]}")
