"""Numbers and values as they are printed in a report."""

from collections.abc import Callable

from analyses.hypothesis_test import HypothesisTest
from analyses.refused import Refused
from analyses.spread import Spread
from analyses.survival.intervals import Estimate
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


def times(found: Estimate, shown: Callable[[float | None], str] = time) -> str:
    """A time with its limits: ``13.48 (11.18–NR)``; NR: not reached. A dash if of nobody."""
    return NOTHING if found.refused else _limits(found, shown)


def brief(value: float | None) -> str:
    """A time to one decimal; ``NR`` if it is not reached."""
    return "NR" if value is None else f"{value:.1f}"


def percentages(found: Estimate) -> str:
    """A probability with its limits in percent: ``28.5% (13.7–59.5)``; NE: not estimable.

    A dash beyond the last follow-up.
    """
    if found.refused:
        return NOTHING
    return f"{_percent(found.estimate)}% ({_percent(found.lower)}{TO}{_percent(found.upper)})"


def ratio(found: Estimate) -> str:
    """A hazard ratio with its limits: ``2.20 (1.09–4.41)``; NE: not estimable."""
    return _limits(found, lambda value: "NE" if value is None else f"{value:.2f}")


def p_value(value: float) -> str:
    """A P value: two decimals, three below 0.01, ``< 0.001`` below that."""
    if value < 0.001:
        return "< 0.001"
    return f"{value:.3f}" if value < 0.01 else f"{value:.2f}"


def outcome_of(test: HypothesisTest | Refused) -> str:
    """A test with its P value: ``Log-rank P = 0.04``, ``Gray P < 0.001``; or why there is none."""
    if isinstance(test, Refused):
        return f"Not tested: {test.reason.rstrip('.')}"
    value = p_value(test.p_value)
    name = f"{test.test[:1].upper()}{test.test[1:]}"
    return f"{name} P {value}" if value.startswith("<") else f"{name} P = {value}"


def share(count: int, known: int) -> str:
    """A count with its percentage: ``26 (68.4%)``."""
    return f"{count} ({100 * count / known:.1f}%)" if known else str(count)


def spread(found: Spread) -> str:
    """A median with the range: ``42.5 (23–74)``."""
    return f"{printed(found.median)} ({printed(found.minimum)}{TO}{printed(found.maximum)})"


def _limits(found: Estimate, shown: Callable[[float | None], str]) -> str:
    return f"{shown(found.estimate)} ({shown(found.lower)}{TO}{shown(found.upper)})"


def _percent(value: float | None) -> str:
    return "NE" if value is None else f"{100 * value:.1f}"
