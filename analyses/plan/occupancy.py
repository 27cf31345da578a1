"""Where patients are: state occupancy over the study's states, and mean time spent in each."""

from typing import Any

import numpy as np

from analyses.errors import NotEstimableError
from analyses.plan import plain
from analyses.survival.multistate.occupancy import (
    StateOccupancy,
    expected_time_in_state,
    state_occupancy,
)
from projections.cohort.replay import Replay
from projections.states import histories
from projections.study.plan import Occupancy


def occupancy(replay: Replay, plan: Occupancy) -> dict[str, Any]:
    """The probability of each state at the study's report times; times in the study's unit."""
    study, walked = replay.study, histories(replay)
    stays = walked.intervals
    found = state_occupancy(
        stays.patient,
        stays.start / study.unit.days,
        stays.stop / study.unit.days,
        stays.state_names,
        np.array(stays.to_names, dtype=object),
        interval=study.interval,
    )
    mean = _mean_times(found, plan.until)
    return {
        "until": plan.until,
        "outside": walked.outside,
        "states": {
            str(state): {
                "at": plain.points(found.at(state, study.report_at)),
                "mean_time": mean.get(state),
            }
            for state in found.states
        },
    }


def _mean_times(found: StateOccupancy, until: float) -> dict[Any, dict[str, float]]:
    """Mean times, none where follow-up ends before ``until``."""
    try:
        means = expected_time_in_state(found, until=until)
    except NotEstimableError:
        return {}
    return {
        state: {"estimate": one.estimate, "lower": one.lower, "upper": one.upper}
        for state, one in means.items()
    }
