"""Two numbers of each patient, compared within patients."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from analyses.descriptive.rank_tests import signed_rank_test
from analyses.plan import plain
from analyses.plan.population import patients
from projections.cohort.covariates import column
from projections.cohort.replay import Replay
from projections.study.plan import Paired


def paired(replay: Replay, plan: Paired) -> dict[str, Any]:
    """How many pairs are complete, how many rose or fell, and the signed-rank test."""
    who = patients(replay, plan.among)
    first, second = (_numbers(replay, name, who) for name in (plan.first, plan.second))
    if plan.above is not None:
        first = np.where(first > plan.above, first, np.nan)
    change = second - first
    return {
        "pairs": int((~np.isnan(change)).sum()),
        "higher": int((change > 0).sum()),
        "lower": int((change < 0).sum()),
        "test": plain.test(signed_rank_test(first, second)),
    }


def _numbers(replay: Replay, name: str, who: NDArray[np.str_]) -> NDArray[np.float64]:
    values = column(replay, name, who).values
    return np.array([np.nan if value is None else value for value in values], dtype=np.float64)
