import numpy as np
import pytest

from analyses.survival.regression.model_errors import ConvergenceError, MonotoneLikelihoodError
from analyses.survival.regression.newton import Derivatives, maximise


def one(log_likelihood, score, information):
    return Derivatives(log_likelihood, np.array([score]), np.array([[information]]))


def maximum(likelihood):
    return maximise(lambda at: likelihood(at[0]), np.ones(1), ("x",))


def test_a_step_that_lowers_the_likelihood_is_shortened():
    def likelihood(x):
        far = x - 3
        root = np.sqrt(1 + far**2)  # from 0, a full step lands at 30
        return one(-root, -far / root, root**-3)

    found = maximum(likelihood)
    assert found.at[0] == pytest.approx(3, abs=1e-4)
    assert found.start.log_likelihood == pytest.approx(-np.sqrt(10))


def test_a_step_into_overflow_is_shortened():
    def likelihood(x):
        # The maximum is at 1; the information at 0 is a tenth of what it should be.
        return one(-np.inf if x > 5 else -((x - 1) ** 2) - 1, -2 * (x - 1), 2.0 if x else 0.2)

    assert maximum(likelihood).at[0] == pytest.approx(1)


def test_small_steps_that_never_settle_are_no_estimate():
    with pytest.raises(ConvergenceError, match="20 iterations"):
        maximum(lambda x: one(x - 1, 1e-4, 1.0))


def test_a_coefficient_that_goes_on_growing_is_named():
    with pytest.raises(MonotoneLikelihoodError, match="'x' grows without limit"):
        maximum(lambda x: one(-np.exp(-x), np.exp(-x), np.exp(-x)))


def test_information_that_vanishes_on_the_way_is_a_coefficient_without_limit():
    with pytest.raises(MonotoneLikelihoodError, match="'x' grows without limit"):
        maximum(lambda x: one(x - 10, 1.0, float(x == 0)))
