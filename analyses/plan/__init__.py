"""A study's analysis plan carried out on a replay, by the conventions that it names.

``PlanResults`` gives each analysis as a frozen value that holds the curves or models themselves;
one module per analysis of ``projections.study.plan``.
"""

from analyses.plan.baseline import (
    Characteristic,
    LevelCounts,
    NoneKnown,
    PlannedBaseline,
)
from analyses.plan.curves import PlannedCurves
from analyses.plan.forest import EffectWithin, PlannedForest
from analyses.plan.incidence import PlannedIncidence
from analyses.plan.landmarks import PlannedLandmark
from analyses.plan.models import Alone, Entry, FittedModel, PlannedRegression
from analyses.plan.occupancy import PlannedOccupancy
from analyses.plan.paired import PlannedPairs
from analyses.plan.rates import PlannedRates
from analyses.plan.results import PlanResults, Result, carry_out
from analyses.refused import Refused

__all__ = [
    "Alone",
    "Characteristic",
    "EffectWithin",
    "Entry",
    "FittedModel",
    "LevelCounts",
    "NoneKnown",
    "PlanResults",
    "PlannedBaseline",
    "PlannedCurves",
    "PlannedForest",
    "PlannedIncidence",
    "PlannedLandmark",
    "PlannedOccupancy",
    "PlannedPairs",
    "PlannedRates",
    "PlannedRegression",
    "Refused",
    "Result",
    "carry_out",
]
