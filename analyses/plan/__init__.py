"""A study's analysis plan carried out on a replay: each analysis by name, with its conventions.

One room per analysis of ``projections.study.plan``; ``carried_out`` finds the right one.
"""

from typing import Any

from analyses.plan.baseline import baseline
from analyses.plan.curves import curves
from analyses.plan.forest import forest
from analyses.plan.incidence import incidence
from analyses.plan.landmarks import from_landmark
from analyses.plan.occupancy import occupancy
from analyses.plan.paired import paired
from analyses.plan.regression import regression
from projections.cohort.replay import Replay
from projections.study.plan import (
    Baseline,
    Curves,
    Forest,
    FromLandmark,
    Incidence,
    Occupancy,
    Paired,
    Regression,
)


def carried_out(replay: Replay, name: str) -> dict[str, Any]:
    """One analysis of the study's plan as plain values, times in the study's unit.

    Raises AnalysisError, naming what the cohort at this cutoff cannot give.
    """
    match replay.study.plan[name]:
        case Curves() as analysis:
            return curves(replay, analysis)
        case Incidence() as analysis:
            return incidence(replay, analysis)
        case Regression() as analysis:
            return regression(replay, analysis)
        case Baseline() as analysis:
            return baseline(replay, analysis)
        case Paired() as analysis:
            return paired(replay, analysis)
        case FromLandmark() as analysis:
            return from_landmark(replay, analysis)
        case Forest() as analysis:
            return forest(replay, analysis)
        case Occupancy() as analysis:
            return occupancy(replay, analysis)


__all__ = ["carried_out"]
