"""Patients' histories as states in time, by a study's table of moves.

``histories`` walks a cohort through its states; ``occupancy_on`` counts who is where,
``findings_of`` names what the table does not allow, ``stays_of`` tells one patient's way with the
events behind it.
"""

from projections.states.findings import Finding, findings_of
from projections.states.histories import CENSORED, Histories, Intervals, histories
from projections.states.occupancy import Occupancy, occupancy_on, occupancy_since_origin
from projections.states.stays import Stay, stays_of

__all__ = [
    "CENSORED",
    "Finding",
    "Histories",
    "Intervals",
    "Occupancy",
    "Stay",
    "findings_of",
    "histories",
    "occupancy_on",
    "occupancy_since_origin",
    "stays_of",
]
