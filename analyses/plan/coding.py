"""A covariate as the plan codes it: a number as it is or in two groups, labels in two or more."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from analyses.errors import InvalidInputError
from analyses.plan.groups import UNKNOWN
from projections.study.plan import Fixed


def coded(values: NDArray[np.object_], covariate: Fixed) -> NDArray[np.object_]:
    """The values of a covariate under its coding; None where it is unknown.

    Raises InvalidInputError where labels are to be coded as numbers are.
    """
    try:
        out = [None if value is None else _code(value, covariate) for value in values]
    except TypeError:
        raise InvalidInputError(
            f"'{covariate.definition}' is no number, so minus, per and above cannot code it; "
            "code labels by one_of or reference."
        ) from None
    return np.array([None, *out], dtype=object)[1:]


def _code(value: Any, covariate: Fixed) -> Any:
    if value in covariate.unknown or (value == UNKNOWN and not covariate.unknown_as_level):
        return None
    if covariate.one_of:
        return value in covariate.one_of
    if covariate.above is not None:
        return value > covariate.above
    if covariate.minus or covariate.per != 1:
        return (value - covariate.minus) / covariate.per
    return value
