"""A study's measures evaluated on a replay; each kind of measure has its function."""

from collections.abc import Callable
from typing import Any

from analyses.claims import behaviour, patients, readings
from analyses.claims.cohort import Cohort, Values
from projections.study.measures import (
    Behaves,
    Cell,
    Comparison,
    Curve,
    Dated,
    Entered,
    Followed,
    Measure,
    Median,
    Pairs,
    Ratio,
    Significance,
    Spread,
    Tally,
)

_KINDS: dict[type, Callable[[Cohort, Any], Values]] = {
    Tally: patients.tally,
    Spread: patients.spread_of,
    Pairs: patients.pairs,
    Dated: patients.dated,
    Median: readings.median,
    Curve: readings.curve,
    Ratio: readings.ratio,
    Comparison: readings.comparison,
    Significance: readings.significance,
    Followed: readings.followed,
    Entered: readings.entered,
    Behaves: behaviour.behaves,
}


def measured(cohort: Cohort, measure: Measure, patient: str = "") -> Values:
    """The values of a measure by name, None for a limit that is not reached.

    Times are in the study's unit, percentages out of 100. ``patient`` is asked of a ``Cell``.

    Raises AnalysisError, saying why, where the cohort cannot give it at this cutoff.
    """
    if isinstance(measure, Cell):
        return patients.cell(cohort, measure, patient)
    return _KINDS[type(measure)](cohort, measure)


__all__ = ["Cohort", "Values", "measured"]
