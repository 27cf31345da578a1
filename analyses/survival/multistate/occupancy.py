"""State occupancy: the probability of being in each state, and the time spent there."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import ArrayLike, NDArray

from analyses.errors import InvalidInputError, NotEstimableError
from analyses.survival.intervals import (
    FloatArray,
    Interval,
    normal_quantile,
    probability_limits,
)
from analyses.survival.multistate.histories import histories
from analyses.survival.multistate.markov_chain import Chain, chain_of
from analyses.survival.restricted_mean import RestrictedMean
from analyses.survival.time_points import TimePoint, time_points


@dataclass(frozen=True, slots=True)
class StateOccupancy:
    """Aalen-Johansen probabilities: times by states, at each time somebody moved or left.

    ``at_risk`` counts those in each state just before the time, ``probability`` holds from it
    on; before the first time it is ``initial``.
    """

    states: tuple[Hashable, ...]
    initial: FloatArray
    time: FloatArray
    at_risk: NDArray[np.int64]
    probability: FloatArray
    standard_error: FloatArray
    lower: FloatArray
    upper: FloatArray
    level: float
    chain: Chain = field(repr=False)

    def at(self, state: Hashable, times: ArrayLike) -> tuple[TimePoint, ...]:
        """Return the probability of a state at the given times, in their order.

        Nothing beyond the last time, unless nobody is in a state that is ever left.

        Raises InvalidInputError for an unknown state or a missing or negative time.
        """
        if state not in self.states:
            raise InvalidInputError(
                f"There is no state {state!r}; the states are {', '.join(map(repr, self.states))}."
            )
        k = self.states.index(state)
        columns = [column[:, k] for column in (self.probability, self.lower, self.upper)]
        start = (float(self.initial[k]), np.nan, np.nan)
        at_risk = self.at_risk[:, k]
        return time_points(times, self.time, at_risk, columns, start=start, settled=self.settled)

    @property
    def settled(self) -> bool:
        """Whether at the last time nobody was in a state from which there is a way out."""
        may_move = np.unique(self.chain.rows.state)
        return not (self.probability[-1, may_move] > 0).any()


def state_occupancy(
    subject: ArrayLike,
    entry: ArrayLike,
    time: ArrayLike,
    state: ArrayLike,
    to: ArrayLike,
    *,
    censored: Hashable = None,
    states: Sequence[Hashable] | None = None,
    initial: Mapping[Hashable, float] | None = None,
    interval: Interval = "log",
    level: float = 0.95,
) -> StateOccupancy:
    """Return the probability of being in each state, by the Aalen-Johansen estimate.

    A row says that ``subject`` was in ``state`` over (entry, time] and then entered ``to``, or
    was ``censored``. At the start the states have the shares they have among those at risk just
    before the first move, or the given ``initial`` ones. The standard error is the infinitesimal
    jackknife over subjects; unless ``initial`` is given, it includes that of the initial shares
    (R's ``survfit`` leaves it out unless asked for influence).

    Raises InvalidInputError for columns that cannot be such rows, MalformedHistoryError for rows
    of a subject that do not follow each other, NoEventsError when nobody moves.
    Source: Aalen and Johansen (1978); R ``survival::survfit`` for multi-state data.
    """
    rows = histories(subject, entry, time, state, to, censored=censored, states=states)
    chain = chain_of(rows, initial)
    shown = np.unique(rows.time[rows.moves | rows.ends])
    row = np.searchsorted(chain.time, shown, side="right")
    variance = [np.einsum("ij,ij->j", pulled, pulled) for pulled in chain.influence()]
    error = np.sqrt(variance)[row]
    probability = chain.probability[row]
    lower, upper = probability_limits(probability, error, interval=interval, level=level)
    return StateOccupancy(
        states=rows.states,
        initial=chain.probability[0],
        time=shown,
        at_risk=rows.at_risk(shown),
        probability=probability,
        standard_error=error,
        lower=lower,
        upper=upper,
        level=level,
        chain=chain,
    )


def expected_time_in_state(
    occupancy: StateOccupancy, *, until: float
) -> dict[Hashable, RestrictedMean]:
    """Return the mean time spent in each state from 0 to ``until``, in the unit of the rows.

    Raises InvalidInputError unless ``until`` is positive, NotEstimableError when it is after the
    last time and somebody may still move (R would carry the last probabilities on).
    Source: R ``survival:::survmean2``, the ``rmean`` of multi-state ``survfit``.
    """
    chain = occupancy.chain
    _refuse_beyond_the_rows(occupancy, until)
    inside = chain.time < until
    width = np.diff(np.concatenate(([0.0], chain.time[inside], [until])))
    mean = width @ chain.probability[: width.size]
    pulls = zip(width, chain.influence(), strict=False)  # the width of each stretch of time
    error = np.sqrt(np.square(sum(w * pulled for w, pulled in pulls)).sum(axis=0))
    half = normal_quantile(occupancy.level) * error
    return {
        state: RestrictedMean(until, m, e, m - h, m + h)
        for state, m, e, h in zip(
            occupancy.states, mean.tolist(), error.tolist(), half.tolist(), strict=True
        )
    }


def _refuse_beyond_the_rows(occupancy: StateOccupancy, until: float) -> None:
    if not 0 < until < np.inf:
        raise InvalidInputError(f"A mean is restricted to a positive time, not {until}.")
    if until > occupancy.time[-1] and not occupancy.settled:
        raise NotEstimableError(
            f"Somebody may still move between the last time and {until:g}; restrict the mean to an "
            "earlier time."
        )
