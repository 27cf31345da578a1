"""State occupancy over the study's states, and the mean time spent in each."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from analyses.errors import NotEstimableError
from analyses.plan.curve_options import limits_as_json
from analyses.survival.multistate.occupancy import (
    StateOccupancy,
    expected_time_in_state,
    state_occupancy,
)
from analyses.survival.restricted_mean import RestrictedMean
from projections.cohort.replay import Replay
from projections.states import histories
from projections.study.plan import Occupancy

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True)
class PlannedOccupancy:
    """The probability of being in each state over time.

    Attributes
    ----------
    until
        The time to which the mean times are restricted, in the study's unit.
    outside
        How many patients have no history in the states, by reason.
    occupancy
        The Aalen-Johansen probabilities of all states.
    mean_times
        The mean time spent in each state; empty where follow-up ends before ``until``.
    """

    until: float
    outside: Mapping[str, int]
    occupancy: StateOccupancy
    mean_times: Mapping[Hashable, RestrictedMean]
    report_at: tuple[float, ...]
    warnings: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Plain values."""
        return {
            "until": self.until,
            "outside": dict(self.outside),
            **limits_as_json(self.occupancy.level),
            "states": {str(state): self._state(state) for state in self.occupancy.states},
        }

    def _state(self, state: Hashable) -> dict[str, Any]:
        mean = self.mean_times.get(state)
        return {
            "at": [point.as_json() for point in self.occupancy.at(state, self.report_at)],
            "mean_time": None if mean is None else mean.limits.as_json(),
        }

    def to_pandas(self) -> "pd.DataFrame":
        """One row a state and time: ``state``, ``time``, ``at_risk``, ``probability``, limits."""
        import pandas as pd

        found = self.occupancy
        columns = ("at_risk", "probability", "standard_error", "lower", "upper")
        frames = [
            pd.DataFrame(
                {
                    "state": str(state),
                    "time": found.time,
                    **{name: getattr(found, name)[:, place] for name in columns},
                }
            )
            for place, state in enumerate(found.states)
        ]
        return pd.concat(frames, ignore_index=True)


def occupancy(replay: Replay, plan: Occupancy) -> PlannedOccupancy:
    """The probability of each state; times in the study's unit.

    Raises AnalysisError if nobody moves.
    """
    study, walked = replay.study, histories(replay)
    stays = walked.intervals
    found = state_occupancy(
        stays.patient,
        stays.start / study.unit.days,
        stays.stop / study.unit.days,
        stays.state_names,
        np.array(stays.to_names, dtype=object),
        interval=study.interval,
        level=plan.level,
    )
    mean_times = _mean_times(found, plan.until)
    return PlannedOccupancy(plan.until, walked.outside, found, mean_times, study.report_at)


def _mean_times(found: StateOccupancy, until: float) -> Mapping[Hashable, RestrictedMean]:
    """Mean times, none where follow-up ends before ``until``."""
    try:
        return expected_time_in_state(found, until=until)
    except NotEstimableError:
        return {}
