"""Entry into a multivariable model by the P value of each covariate alone."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias, get_args

from numpy.typing import ArrayLike

from analyses.errors import InvalidInputError, NotEstimableError
from analyses.hypothesis_test import HypothesisTest
from analyses.survival.cox.inference import likelihood_ratio_test, score_test
from analyses.survival.cox.model import CoxModel
from analyses.survival.regression.hazard_ratios import wald_test
from analyses.survival.regression.model_errors import MissingCovariateError

EntryTest: TypeAlias = Literal["likelihood ratio", "Wald", "score"]
Fit: TypeAlias = Callable[[Mapping[str, ArrayLike]], CoxModel]


@dataclass(frozen=True, slots=True)
class Univariate:
    """A covariate alone: its model and test, or the refusal that says why it has none."""

    model: CoxModel | None
    test: HypothesisTest | None
    refusal: str | None = None


@dataclass(frozen=True, slots=True)
class Selection:
    """Each covariate alone, those that entered, and the model of these; None if none did.

    A covariate enters when the unrounded P value of ``test`` is at most ``threshold``.
    ``refusal`` says why those that entered make no model together.
    """

    test: EntryTest
    threshold: float
    univariate: dict[str, Univariate]
    entered: tuple[str, ...]
    multivariable: CoxModel | None
    refusal: str | None = None


def univariate_then_multivariable(
    fit: Fit,
    covariates: Mapping[str, ArrayLike],
    *,
    threshold: float,
    test: EntryTest = "likelihood ratio",
) -> Selection:
    """Return a model of each covariate alone, then one of all that enter together.

    ``fit`` makes a model of some of the covariates, say
    ``lambda chosen: cox_regression(time, event, chosen, strata=centre)``. Every model leaves out
    and counts its own incomplete rows. A covariate whose own model is refused does not enter.
    Under clusters only the Wald test is robust.

    Raises InvalidInputError for an impossible threshold or unknown test, and what ``fit`` raises
    for the rows.
    """
    if not 0 < threshold <= 1:
        raise InvalidInputError(f"The threshold must be above 0 and at most 1, not {threshold}.")
    columns = dict(covariates)
    alone = each_alone(fit, columns, test=test)
    entered = tuple(
        name for name, model in alone.items() if model.test and model.test.p_value <= threshold
    )
    if not entered:
        return Selection(test, threshold, alone, entered, None)
    try:
        together = fit({name: columns[name] for name in entered})
    except (NotEstimableError, MissingCovariateError) as refusal:
        return Selection(test, threshold, alone, entered, None, str(refusal))
    return Selection(test, threshold, alone, entered, together)


def each_alone(
    fit: Fit, covariates: Mapping[str, ArrayLike], *, test: EntryTest = "likelihood ratio"
) -> dict[str, Univariate]:
    """Return a model of each covariate alone with its test, or why it has none.

    Raises InvalidInputError for an unknown test.
    """
    if test not in _TESTS:
        choices = ", ".join(repr(name) for name in get_args(EntryTest))
        raise InvalidInputError(f"Unknown test {test!r}; choose one of {choices}.")
    return {name: _alone(fit, {name: column}, test) for name, column in dict(covariates).items()}


def _alone(fit: Fit, covariate: Mapping[str, ArrayLike], test: EntryTest) -> Univariate:
    try:
        model = fit(covariate)
    except (NotEstimableError, MissingCovariateError) as refusal:
        return Univariate(None, None, str(refusal))
    return Univariate(model, _TESTS[test](model))


_TESTS: dict[str, Callable[[CoxModel], HypothesisTest]] = {
    "likelihood ratio": likelihood_ratio_test,
    "Wald": wald_test,
    "score": score_test,
}
