"""Patients' histories as states in time, by a study's table of moves.

``histories`` walks a cohort through its states; ``occupancy_on`` counts who is where,
``findings_of`` names what the table does not allow, ``stays_of`` tells one patient's way with the
events behind it.
"""

from projections.states.findings import Finding, findings_of
from projections.states.histories import CENSORED, Histories, Intervals, histories
from projections.states.occupancy import (
    Occupancy,
    occupancy_on,
    occupancy_since_origin,
    occupancy_since_zero,
)
from projections.states.stays import Stay, stays_of
from projections.states.table import Line, lines_of

__all__ = [
    "CENSORED",
    "Finding",
    "Histories",
    "Intervals",
    "Line",
    "Occupancy",
    "Stay",
    "findings_of",
    "histories",
    "lines_of",
    "occupancy_on",
    "occupancy_since_origin",
    "occupancy_since_zero",
    "stays_of",
]
