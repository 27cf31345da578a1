"""The design of a regression: covariates as columns of numbers, incomplete rows set aside."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from analyses.errors import InvalidInputError
from analyses.natural_order import in_natural_order
from analyses.survival.intervals import FloatArray
from analyses.survival.observations import BoolArray
from analyses.survival.regression.model_errors import (
    ConstantCovariateError,
    MissingCovariateError,
    quoted,
)


@dataclass(frozen=True, slots=True)
class Design:
    """One row of ``matrix`` per column of the model, one entry per row that misses nothing.

    ``terms`` gives for each covariate its positions among ``columns``; ``missing`` counts the
    rows in which each incomplete covariate is missing; ``complete`` marks the rows kept.
    """

    matrix: FloatArray
    columns: tuple[str, ...]
    terms: dict[str, tuple[int, ...]]
    missing: dict[str, int]
    complete: BoolArray

    @property
    def dropped(self) -> int:
        """Return the number of rows left out because a covariate is missing."""
        return int(self.complete.size - self.complete.sum())

    def centred(self, order: NDArray[np.intp]) -> tuple[FloatArray, FloatArray]:
        """Return the matrix less the mean of each column, its rows in ``order``, and the means."""
        means = self.matrix.mean(axis=1)
        return np.array([x[order] - m for x, m in zip(self.matrix, means, strict=True)]), means


def design(
    covariates: Mapping[str, ArrayLike],
    length: int,
    *,
    references: Mapping[str, Hashable] | None = None,
) -> Design:
    """Return the design of named covariates (or of the columns of a data frame).

    Numbers and booleans enter as they are; labels as one indicator per label but the reference,
    which is the first in sorted order or the one named in ``references``. None and NaN are
    missing, and a row that misses one covariate is left out of the model.

    Raises InvalidInputError for columns of another length or an unknown reference,
    MissingCovariateError when no complete row is left, ConstantCovariateError when a covariate
    has one value wherever it is known, or in all complete rows.
    """
    read = {name: _read(name, values, length) for name, values in dict(covariates).items()}
    if not read:
        raise InvalidInputError("A model needs at least one covariate.")
    _refuse_constant(read)
    complete = ~np.logical_or.reduce([absent for _, absent in read.values()])
    missing = {name: int(absent.sum()) for name, (_, absent) in read.items() if absent.any()}
    _refuse_no_rows(complete, missing)
    matrix: list[FloatArray] = []
    columns: list[str] = []
    terms: dict[str, tuple[int, ...]] = {}
    for name, (values, _) in read.items():
        kept = values if complete.all() else values[complete]
        coded = _coded(name, kept, (references or {}).get(name))
        terms[name] = tuple(range(len(columns), len(columns) + len(coded)))
        matrix.extend(coded.values())
        columns.extend(coded)
    return Design(np.array(matrix), tuple(columns), terms, missing, complete)


def point(columns: tuple[str, ...], at: Mapping[str, float] | None) -> FloatArray:
    """Return a value for each column of a model: the one given by its name, or else 0.

    Raises InvalidInputError for a name that is no column.
    """
    values = dict(at or {})
    unknown = set(values) - set(columns)
    if unknown:
        raise InvalidInputError(f"The model has no column {quoted(sorted(unknown))}.")
    return np.array([values.get(column, 0.0) for column in columns])


def _read(name: str, values: ArrayLike, length: int) -> tuple[NDArray[Any], BoolArray]:
    """Return a covariate as numbers or as labels, and where it is missing."""
    column = np.asarray(values)
    if column.shape != (length,):
        raise InvalidInputError(
            f"Covariate '{name}' has shape {column.shape} where 'time' has {length} rows."
        )
    if column.dtype.kind in "biuf":
        numbers = column.astype(np.float64)
        return numbers, np.isnan(numbers)
    labels = column.astype(object)
    absent = np.fromiter((_is_missing(label) for label in labels), bool, length)
    known = labels[~absent]
    if all(isinstance(label, int | float | np.number) for label in known):
        numbers = np.full(length, np.nan)
        numbers[~absent] = known.astype(np.float64)
        return numbers, absent
    return labels, absent


def _is_missing(label: Any) -> bool:
    """Return whether a label is None or, like NaN and its kin, not equal to itself."""
    if label is None:
        return True
    try:
        return bool(label != label)
    except TypeError:  # pandas.NA, whose comparisons are neither true nor false
        return True


def _refuse_constant(read: Mapping[str, tuple[NDArray[Any], BoolArray]]) -> None:
    """Refuse covariates with one value wherever they are known, whichever rows are complete."""
    known = {name: values[~absent] for name, (values, absent) in read.items() if not absent.all()}
    constant = [name for name, values in known.items() if (values == values[0]).all()]
    if constant:
        raise ConstantCovariateError(
            f"{quoted(constant)} has one value wherever it is known, so there is nothing to "
            "compare; leave it out.",
            constant,
        )


def _refuse_no_rows(complete: BoolArray, missing: dict[str, int]) -> None:
    if complete.any():
        return
    never = [name for name, count in missing.items() if count == complete.size]
    if never:
        raise MissingCovariateError(
            f"{quoted(never)} is missing in every row; leave it out.", never
        )
    raise MissingCovariateError(
        f"Every row misses {quoted(missing)[:200]} or another; leave out the least complete."
    )


def _coded(name: str, values: NDArray[Any], reference: Hashable) -> dict[str, FloatArray]:
    """Return the columns of one covariate by their names."""
    if values.dtype.kind == "f":
        if not np.isfinite(values).all():
            raise InvalidInputError(f"Covariate '{name}' holds infinite values.")
        if values.min() == values.max():
            raise _constant(name)
        return {name: values}
    try:
        labels = in_natural_order(set(values.tolist()))
    except TypeError:
        raise InvalidInputError(f"The labels of '{name}' cannot be sorted together.") from None
    if len(labels) < 2:
        raise _constant(name)
    if reference is not None and reference not in labels:
        raise InvalidInputError(f"The reference of '{name}' is not among its labels.")
    base = labels[0] if reference is None else reference
    indicators = {label: (values == label).astype(np.float64) for label in labels}
    return {f"{name}: {label}": column for label, column in indicators.items() if label != base}


def _constant(name: str) -> ConstantCovariateError:
    return ConstantCovariateError(
        f"Covariate '{name}' has one value in all complete rows, so there is nothing to compare; "
        "leave it out.",
        [name],
    )
