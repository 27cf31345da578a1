"""Tests and P values as text."""

from typing import TYPE_CHECKING

from rich.markup import escape

if TYPE_CHECKING:
    from analyses.hypothesis_test import HypothesisTest
    from analyses.refused import Refused


def tested(test: "HypothesisTest | Refused") -> str:
    """A test with its statistic and P value, or why there is none."""
    from analyses.refused import Refused

    if isinstance(test, Refused):
        return f"not tested: {escape(test.reason)}"
    if test.statistic is None:
        return f"{test.test}: P {p_value(test.p_value)}"
    freedom = test.degrees_of_freedom
    on = f" on {freedom} df" if freedom is not None else ""
    return f"{test.test}: {test.statistic:.3f}{on}, P {p_value(test.p_value)}"


def p_value(value: float) -> str:
    """A P value to four decimals."""
    return "< 0.0001" if value < 0.0001 else f"{value:.4f}"
