"""Two numbers of each patient, compared within patients."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from analyses.descriptive.rank_tests import signed_rank_test
from analyses.hypothesis_test import HypothesisTest
from analyses.plan.population import members
from projections.cohort.covariates import column
from projections.cohort.replay import Replay
from projections.study.plan import Paired

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True)
class PlannedPairs:
    """Two numbers of each patient, and the signed-rank test of their difference.

    Attributes
    ----------
    patients
        Ids of the patients, ascending.
    first, second
        Their numbers, NaN where unknown or left out by the plan.
    test
        Wilcoxon's signed-rank test.
    """

    patients: NDArray[np.str_]
    first: NDArray[np.float64]
    second: NDArray[np.float64]
    test: HypothesisTest
    warnings: tuple[str, ...] = ()

    @property
    def change(self) -> NDArray[np.float64]:
        """The second number less the first, NaN where a pair is not complete."""
        return self.second - self.first

    @property
    def pairs(self) -> int:
        """How many pairs are complete."""
        return int((~np.isnan(self.change)).sum())

    @property
    def higher(self) -> int:
        """In how many pairs the second number is the higher."""
        return int((self.change > 0).sum())

    @property
    def lower(self) -> int:
        """In how many pairs the second number is the lower."""
        return int((self.change < 0).sum())

    def as_json(self) -> dict[str, Any]:
        """Plain values."""
        counts = {"pairs": self.pairs, "higher": self.higher, "lower": self.lower}
        return {**counts, "test": self.test.as_json()}

    def to_pandas(self) -> "pd.DataFrame":
        """The complete pairs, indexed by patient: columns ``first``, ``second``, ``change``."""
        import pandas as pd

        columns = {"first": self.first, "second": self.second, "change": self.change}
        return pd.DataFrame(columns, index=pd.Index(self.patients, name="patient")).dropna()


def paired(replay: Replay, plan: Paired) -> PlannedPairs:
    """The pairs of a population and their test.

    Raises AnalysisError if there is nothing to compare.
    """
    patients = members(replay, plan.among)
    first, second = (_numbers(replay, name, patients) for name in (plan.first, plan.second))
    if plan.above is not None:
        first = np.where(first > plan.above, first, np.nan)
    return PlannedPairs(patients, first, second, signed_rank_test(first, second))


def _numbers(replay: Replay, name: str, patients: NDArray[np.str_]) -> NDArray[np.float64]:
    values = column(replay, name, patients).values
    return np.array([np.nan if value is None else value for value in values], dtype=np.float64)
