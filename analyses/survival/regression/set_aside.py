"""Covariates by which the rows give nothing to compare leave a model; the rest is fitted."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TypeVar

from numpy.typing import ArrayLike

from analyses.survival.cox.model import CoxModel
from analyses.survival.regression.fine_gray import FineGrayModel
from analyses.survival.regression.model_errors import ConstantCovariateError, MissingCovariateError

Model = TypeVar("Model", CoxModel, FineGrayModel)


def fitted_without_constant(
    fit: Callable[[Mapping[str, ArrayLike]], Model], covariates: Mapping[str, ArrayLike]
) -> Model:
    """Return the model of the covariates but those that are constant, or known of nobody.

    These are in its ``set_aside``, each with its reason. They do not decide which rows are
    complete.

    Raises what ``fit`` raises, also of constant covariates where no other is left.
    """
    left, aside = dict(covariates), dict[str, str]()
    while True:
        try:
            return replace(fit(left), set_aside=aside)
        except (ConstantCovariateError, MissingCovariateError) as refusal:
            # A column of labels is named "covariate: label".
            named = {name for name in left for item in refusal.names if _is_of(item, name)}
            if not named or len(named) == len(left):
                raise
            aside |= dict.fromkeys(sorted(named), str(refusal))
            left = {name: values for name, values in left.items() if name not in named}


def _is_of(column: str, covariate: str) -> bool:
    return column == covariate or column.startswith(f"{covariate}: ")
