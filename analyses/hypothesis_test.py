"""The result of a hypothesis test, under the name of the test."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class HypothesisTest:
    """A P value and the test it comes from; statistic and degrees of freedom if it has them."""

    test: str
    p_value: float
    statistic: float | None = None
    degrees_of_freedom: int | None = None

    def as_json(self) -> dict[str, Any]:
        """Plain values, null for what the test does not have."""
        return {
            "test": self.test,
            "p_value": self.p_value,
            "statistic": self.statistic,
            "degrees_of_freedom": self.degrees_of_freedom,
        }


def chi_square_result(test: str, statistic: float, degrees_of_freedom: int) -> HypothesisTest:
    """Return the result of a test whose statistic is chi-square under the null hypothesis."""
    from scipy.special import chdtrc

    p_value = float(chdtrc(degrees_of_freedom, statistic))
    return HypothesisTest(test, p_value, float(statistic), degrees_of_freedom)
