"""What a plan asks beside medians: other levels, quantiles, restricted means, and rates."""

from collections.abc import Hashable, Iterator
from typing import TYPE_CHECKING

from rich.markup import escape
from rich.table import Table

from console.text.output import estimate, table, time
from console.text.tests import p_value

if TYPE_CHECKING:
    from analyses.plan import PlannedCurves, PlannedRates
    from analyses.survival.competing_risks.incidence import IncidenceCurve
    from analyses.survival.kaplan_meier import SurvivalCurve

Line = tuple[str, str]


def confidence(level: float) -> str:
    """A confidence level as a heading names it: ``95% CI``."""
    return f"{100 * level:g}% CI"


def quantile_lines(
    curve: "SurvivalCurve | IncidenceCurve", quantiles: tuple[float, ...]
) -> Iterator[Line]:
    """The quantiles that a plan asks for, each with its limits."""
    for p in quantiles:
        yield f"quantile {p:g}: {estimate(curve.quantile(p), time)}", ""


def mean_lines(result: "PlannedCurves", label: Hashable) -> Iterator[Line]:
    """The restricted means of a group that a plan asks for, or why there is none."""
    from analyses.plan import Refused

    means = result.restricted_means.get(label, ())
    for until, mean in zip(result.plan.restricted_mean_at, means, strict=False):
        if isinstance(mean, Refused):
            yield f"mean to {until:g}: -", escape(mean.reason)
        else:
            yield f"mean to {until:g}: {estimate(mean.limits, time)}", ""


def rates(result: "PlannedRates", unit: str) -> Iterator[Table | str]:
    """The rate of each group, and its ratio to that of the reference."""
    level = confidence(result.plan.level)
    headings = ("group", "events", unit, f"per {result.plan.per:g} {unit} ({level})")
    compared = (f"ratio ({level})", "P") if result.ratios else ()
    rows = [
        (escape(str(label)), *_rate(result, label), *(_ratio(result, label) if compared else ()))
        for label in result.rates
    ]
    yield table(*headings, *compared, rows=rows, right=frozenset({1, 2}))
    if result.ratios:
        yield f"  compared with {escape(str(result.reference))}"


def _rate(result: "PlannedRates", label: Hashable) -> tuple[str, str, str]:
    from analyses.plan import Refused

    rate = result.rates[label]
    if isinstance(rate, Refused):
        return "", "", escape(rate.reason)
    return str(rate.events), time(rate.person_time), estimate(rate.limits, _number)


def _ratio(result: "PlannedRates", label: Hashable) -> tuple[str, str]:
    from analyses.plan import Refused

    ratio = result.ratios.get(label)
    if ratio is None:
        return "", ""
    if isinstance(ratio, Refused):
        return escape(ratio.reason), ""
    return estimate(ratio.limits, _number), p_value(ratio.p_value)


def _number(value: float | None) -> str:
    """Three significant digits; infinity where there is no limit."""
    return "infinite" if value is None else f"{value:.3g}"
