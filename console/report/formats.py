"""Numbers and values as they are printed in a report."""

from collections.abc import Callable, Mapping
from typing import Any

from console.text.output import time

TO = "–"  # between the limits of an interval
NOTHING = "–"


def printed(value: object) -> str:
    """A derived value: a truth as yes or no, a number without idle digits."""
    if value is None:
        return "unknown"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:.0f}" if value == round(value) else f"{value:.4g}"
    return ", ".join(map(str, value)) if isinstance(value, tuple | list) else str(value)


def natural(patient: str) -> tuple[str, int, str]:
    """A key by which MSK7 stands before MSK15."""
    stem = patient.rstrip("0123456789")
    return stem, int(patient.removeprefix(stem) or 0), patient


def times(estimate: Mapping[str, Any], said: Callable[[float | None], str] = time) -> str:
    """A time with its limits: ``13.48 (11.18–NR)``; NR: not reached. A dash if of nobody."""
    if estimate.get("refused"):
        return NOTHING
    middle, lower, upper = (said(estimate[name]) for name in ("estimate", "lower", "upper"))
    return f"{middle} ({lower}{TO}{upper})"


def brief(value: float | None) -> str:
    """A time to one decimal; ``NR`` if it is not reached."""
    return "NR" if value is None else f"{value:.1f}"


def percentages(estimate: Mapping[str, Any]) -> str:
    """A probability with its limits in percent: ``28.5% (13.7–59.5)``; NE: not estimable.

    A dash beyond the last follow-up.
    """
    if estimate.get("refused"):
        return NOTHING
    middle, lower, upper = (_percent(estimate[name]) for name in ("estimate", "lower", "upper"))
    return f"{middle}% ({lower}{TO}{upper})"


def ratio(estimate: Mapping[str, float]) -> str:
    """A hazard ratio with its limits: ``2.20 (1.09–4.41)``."""
    middle, lower, upper = (f"{estimate[name]:.2f}" for name in ("estimate", "lower", "upper"))
    return f"{middle} ({lower}{TO}{upper})"


def p_value(value: float) -> str:
    """A P value: two decimals, three below 0.01, ``< 0.001`` below that."""
    if value < 0.001:
        return "< 0.001"
    return f"{value:.3f}" if value < 0.01 else f"{value:.2f}"


def outcome_of(test: Mapping[str, Any]) -> str:
    """A test with its P value: ``Log-rank P = 0.04``, ``Gray P < 0.001``; or why there is none."""
    if "refused" in test:
        return f"Not tested: {str(test['refused']).rstrip('.')}"
    said = p_value(test["p_value"])
    name = f"{test['test'][:1].upper()}{test['test'][1:]}"
    return f"{name} P {said}" if said.startswith("<") else f"{name} P = {said}"


def share(count: int, of: int) -> str:
    """A count with its percentage: ``26 (68.4%)``."""
    return f"{count} ({100 * count / of:.1f}%)" if of else str(count)


def spread(of: Mapping[str, Any]) -> str:
    """A median with the range: ``42.5 (23–74)``."""
    return f"{printed(of['median'])} ({printed(of['minimum'])}{TO}{printed(of['maximum'])})"


def _percent(value: float | None) -> str:
    return "NE" if value is None else f"{100 * value:.1f}"
