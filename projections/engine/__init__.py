"""The engine: evaluates definitions over the sorted log. It knows arrays and no clinical word.

How each kind of node is evaluated is registered by the module that is about it; importing the
engine imports them all.
"""

from projections.engine import conditions, episodes, milestones, quantities, status
from projections.engine.evaluation import Evaluation
from projections.engine.milestone_dates import NEVER, NOWHERE, MilestoneDates
from projections.engine.view import View

REGISTERED = (conditions, episodes, milestones, quantities, status)
"""The modules that say how nodes are evaluated."""

__all__ = ["NEVER", "NOWHERE", "Evaluation", "MilestoneDates", "View"]
