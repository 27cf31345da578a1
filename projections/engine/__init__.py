"""The engine: evaluates definitions over the sorted log. It knows arrays and no clinical word."""

from projections.engine.evaluation import Evaluation
from projections.engine.moments import NEVER, NOWHERE, Moments
from projections.engine.view import View

__all__ = ["NEVER", "NOWHERE", "Evaluation", "Moments", "View"]
