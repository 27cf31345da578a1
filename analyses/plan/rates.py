"""Events per person-time by group, with exact limits, and the ratios to a reference group."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np

from analyses.errors import InvalidInputError
from analyses.plan import cautions
from analyses.plan.endpoint_curve import times
from analyses.plan.groups import UNKNOWN, groups
from analyses.plan.population import followed
from analyses.refused import Refused, attempted
from analyses.survival.observations import Observations, observations
from analyses.survival.rates import Rate, RateRatio, person_time_rate, rate_ratio
from projections.cohort.replay import Replay
from projections.study.plan import Rates

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True)
class PlannedRates:
    """Events of an endpoint per person-time in each group, and their ratios to a reference.

    Attributes
    ----------
    rates
        The rate of each group in natural order, or why it has none; person-time is in the
        study's unit. One rate under ``all`` where the plan makes no groups.
    ratios
        Each rate divided by that of the ``reference``, or why it is not; empty where there is
        none to compare. An unknown group is not compared.
    """

    rates: Mapping[Hashable, Rate | Refused]
    ratios: Mapping[Hashable, RateRatio | Refused]
    reference: Hashable
    plan: Rates
    warnings: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Plain values; a ratio without limit, or to a rate of 0, is None."""
        return {
            **cautions.as_json(self.warnings),
            "per": self.plan.per,
            "level": self.plan.level,
            "rates": {str(label): rate.as_json() for label, rate in self.rates.items()},
            "reference": str(self.reference) if self.ratios else None,
            "ratios": {str(label): ratio.as_json() for label, ratio in self.ratios.items()},
        }

    def to_pandas(self) -> "pd.DataFrame":
        """One row a group.

        Columns ``events``, ``person_time``, ``rate``, ``lower``, ``upper``, and of groups that
        are compared ``ratio``, ``ratio_lower``, ``ratio_upper``, ``p_value``; NaN where there is
        none.
        """
        import pandas as pd

        rows = {str(label): self._row(label) for label in self.rates}
        frame = pd.DataFrame.from_dict(rows, orient="index")
        return frame.rename_axis("group")

    def _row(self, label: Hashable) -> dict[str, float]:
        rate = _rate_cells(self.rates[label])
        return {**rate, **_ratio_cells(self.ratios.get(label))} if self.ratios else rate


def rates(replay: Replay, plan: Rates) -> PlannedRates:
    """The rate of each group, and its ratio to the reference.

    Raises InvalidInputError if the reference is no group.
    """
    table = followed(replay, plan.endpoint, plan.among)
    time, entry = times(replay.study, table)
    rows, group = observations(time, table.event, entry), groups(replay, plan.by, table.patient)
    found = {
        label: attempted(partial(_rate, rows.where(group.codes == place), plan))
        for place, label in enumerate(group.labels)
    }
    reference = _reference(plan, [label for label in found if label != UNKNOWN])
    ratios = _ratios(found, reference, plan.level) if plan.by else {}
    warnings = cautions.warnings_of(replay, plan.endpoint, table, plan.by, plan.among)
    return PlannedRates(found, ratios, reference, plan, warnings)


def _rate(rows: Observations, plan: Rates) -> Rate:
    return person_time_rate(rows.time, rows.event, entry=rows.entry, per=plan.per, level=plan.level)


def _reference(plan: Rates, labels: list[Hashable]) -> Hashable:
    if not plan.reference:
        return labels[0] if labels else None
    named = {str(label): label for label in labels}
    if plan.reference not in named:
        raise InvalidInputError(
            f"No patient is in the reference group '{plan.reference}'; there are "
            f"{', '.join(named)}."
        )
    return named[plan.reference]


def _ratios(
    found: Mapping[Hashable, Rate | Refused], reference: Hashable, level: float
) -> dict[Hashable, RateRatio | Refused]:
    base = found.get(reference)
    compared = (label for label in found if label not in (reference, UNKNOWN))
    return {label: _compared(found[label], base, level) for label in compared}


def _compared(
    rate: Rate | Refused, base: Rate | Refused | None, level: float
) -> RateRatio | Refused:
    if isinstance(rate, Rate) and isinstance(base, Rate):
        return attempted(lambda: rate_ratio(rate, base, level=level))
    return Refused("A rate that is not estimable has no ratio.")


def _rate_cells(rate: Rate | Refused) -> dict[str, float]:
    if isinstance(rate, Refused):
        return dict.fromkeys(("events", "person_time", "rate", "lower", "upper"), np.nan)
    return {
        "events": rate.events,
        "person_time": rate.person_time,
        "rate": rate.estimate,
        "lower": rate.lower,
        "upper": rate.upper,
    }


def _ratio_cells(ratio: RateRatio | Refused | None) -> dict[str, float]:
    if not isinstance(ratio, RateRatio):
        return dict.fromkeys(("ratio", "ratio_lower", "ratio_upper", "p_value"), np.nan)
    return {
        "ratio": ratio.estimate,
        "ratio_lower": ratio.lower,
        "ratio_upper": ratio.upper,
        "p_value": ratio.p_value,
    }
