"""What callers give: lists of names and times, each read strictly or refused."""

from collections.abc import Iterable
from typing import Any, TypeVar

from analyses.errors import InvalidInputError
from projections.study.checks.plan_options import faults_of_options
from projections.study.plan import Analysis

Item = TypeVar("Item")


def listed(given: Iterable[Item], what: str) -> tuple[Item, ...]:
    """Several of something.

    Raises
    ------
    TypeError
        If a text stands in their place, whose letters nobody means.
    """
    if isinstance(given, str):
        raise TypeError(f"{what} come as a list, as in [{given!r}]")
    return tuple(given)


def moments_of(moments: tuple[Any, ...]) -> tuple[float, ...]:
    """Times at which to read a curve.

    Raises
    ------
    ValueError
        If there is none.
    TypeError
        If one is no number.
    """
    if not moments:
        raise ValueError("name the times to read, as in at(6, 12)")
    if not all(
        hasattr(moment, "__float__") and not hasattr(moment, "__len__") for moment in moments
    ):
        raise TypeError("times are numbers, as in at(6, 12)")
    return tuple(float(moment) for moment in moments)


def refuse_options(planned: Analysis) -> None:
    """Refuse options of an analysis that a study's plan could not have either.

    Raises
    ------
    InvalidInputError
        If a number is outside its range, or options have no effect together.
    """
    for fault in faults_of_options(planned):
        raise InvalidInputError(f"The analysis {fault}.")
