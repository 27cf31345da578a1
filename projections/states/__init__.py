"""Patients' histories as states in time, by a study's table of moves.

``histories`` walks a cohort through its states; ``occupancy_on`` counts the patients in each state,
``refused_moves`` names what the table does not allow, ``stays_of`` gives one patient's stays with
the events behind them.
"""

from projections.states.findings import MOVE_NOT_ALLOWED, RefusedMove, refused_moves
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
    "MOVE_NOT_ALLOWED",
    "Histories",
    "Intervals",
    "Line",
    "Occupancy",
    "RefusedMove",
    "Stay",
    "histories",
    "lines_of",
    "occupancy_on",
    "occupancy_since_origin",
    "occupancy_since_zero",
    "refused_moves",
    "stays_of",
]
