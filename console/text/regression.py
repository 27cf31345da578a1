"""Regressions as text: the coefficients of each model, its tests, and what was left out."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from rich.markup import escape
from rich.table import Table

from console.text.curve_options import confidence
from console.text.output import estimate, probability, table
from console.text.tests import p_value, tested

if TYPE_CHECKING:
    from analyses.plan import Entry, FittedModel, PlannedRegression


def models(result: "PlannedRegression") -> Iterator[Table | str]:
    """Each covariate alone, what entered together, and the model of all."""
    from analyses.plan import Refused

    if result.options:
        named = ", ".join(f"{name} {value}" for name, value in result.options.items())
        yield f"  {escape(named)}"
    for name, alone in (result.alone or {}).items():
        if isinstance(alone, Refused):
            yield f"  {escape(name)}: not estimable: {escape(alone.reason)}"
        else:
            yield _coefficients(alone.fitted)
            yield f"  {tested(alone.test)}"
    if result.entry is not None:
        yield from _entry(result.entry)
    if result.together is not None:
        yield from _together(result.together)


def _entry(entry: "Entry") -> Iterator[str]:
    entered = ", ".join(entry.entered) or "none"
    rule = f"P <= {entry.threshold} by {entry.test}"
    yield f"  entered together ({rule}): {escape(entered)}"
    if entry.refused is not None:
        yield f"  together not estimable: {escape(entry.refused.reason)}"


def _together(fitted: "FittedModel") -> Iterator[Table | str]:
    from analyses.plan import Refused

    yield _coefficients(fitted)
    yield from (f"  {tested(test)}" for test in fitted.tests)
    match fitted.proportional_hazards:
        case None:
            pass
        case Refused(reason):
            yield f"  proportional hazards: {escape(reason)}"
        case found:
            yield f"  {tested(found.overall)}"
    model = fitted.model
    for name, why in model.set_aside.items():
        yield f"  {escape(name.replace('_', ' '))} left the model: {escape(why)}"
    left_out = f"{model.dropped} left out for missing covariates"
    yield f"  {model.rows_used} rows, {model.events} events, {left_out}"


def _coefficients(fitted: "FittedModel") -> Table:
    rows = [
        (
            escape(ratio.column.replace("_", " ")),
            f"{ratio.coefficient:.5f}",
            f"{ratio.standard_error:.5f}",
            estimate(ratio.limits, probability),
            p_value(ratio.p_value),
        )
        for ratio in fitted.coefficients
    ]
    ratio = f"hazard ratio ({confidence(fitted.level)})"
    headings = ("covariate", "coefficient", "standard error", ratio, "P")
    return table(*headings, rows=rows, right=frozenset({1, 2}))
