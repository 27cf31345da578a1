"""Where patients are over time: the probability of each state of the study."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from analyses.plan import PlannedOccupancy, PlanResults
from analyses.survival.multistate.occupancy import expected_time_in_state
from patient_timeline.arguments import moments_of
from patient_timeline.notebook import Tabular
from patient_timeline.reading import by_group, shown_from_the_origin, time_axes
from projections.study.plan import Occupancy

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes


@dataclass(frozen=True, repr=False)
class StateOccupancy(Tabular):
    """The probability of being in each state (Aalen-Johansen). Made by ``state_occupancy``.

    Attributes
    ----------
    found
        The probabilities at every time at which a patient moved or left.
    unit
        The study's unit of time, counted from the origin of its states.

    Examples
    --------
    >>> states = at.state_occupancy()
    >>> states.at(12).loc["relapsed"].round(3)
          estimate  lower  upper
    time
    12.0     0.036  0.009  0.139
    """

    found: PlannedOccupancy
    unit: str
    as_of: str

    @classmethod
    def from_plan(cls, results: PlanResults, plan: Occupancy, as_of: str) -> "StateOccupancy":
        """The probabilities of a plan."""
        return cls(results.of_plan(plan), results.replay.study.unit.name, as_of)

    @property
    def caption(self) -> str:
        """Unit, level, patients without a history, and as-of."""
        left_out = "".join(f", {n} outside: {why}" for why, n in self.found.outside.items())
        limits = f"{100 * self.found.occupancy.level:g}% limits"
        return f"State occupancy, time in {self.unit}, {limits}{left_out}; {self.as_of}"

    def at(self, *moments: float) -> "pd.DataFrame":
        """The probability of each state at some times in ``unit``, by state and time.

        Columns ``estimate``, ``lower``, ``upper``; NaN beyond the last time.
        """
        import pandas as pd

        wanted, found = moments_of(moments), self.found.occupancy
        frames = {
            (str(state), point.time): by_group({"": point.limits})
            for state in found.states
            for point in found.at(state, wanted)
        }
        return pd.concat(frames, names=["state", "time"]).droplevel("group")

    def mean_times(self, until: float) -> "pd.DataFrame":
        """The mean time spent in each state up to ``until``, with limits, in ``unit``.

        Raises
        ------
        NotEstimableError
            If ``until`` is after the last time and patients may still move.
        InvalidInputError
            Unless ``until`` is positive.
        """
        found = expected_time_in_state(self.found.occupancy, until=until)
        frame = by_group({str(state): mean.limits for state, mean in found.items()})
        errors = [mean.standard_error for mean in found.values()]
        return frame.rename_axis("state").assign(standard_error=errors)

    def to_pandas(self) -> "pd.DataFrame":
        """One row a state and time: ``at_risk``, ``probability``, ``standard_error``, limits."""
        return self.found.to_pandas()

    def plot(self, ax: "Axes | None" = None) -> "Axes":
        """Draw the probabilities on top of each other on matplotlib axes, new ones if None."""
        axes, found = time_axes(ax, f"Time ({self.unit})", "Probability"), self.found.occupancy
        labels = [str(state) for state in found.states]
        time = np.concatenate(([0.0], found.time))
        shares = np.vstack((found.initial, found.probability)).T
        axes.stackplot(time, shares, labels=labels, step="post", alpha=0.8)
        axes.legend()
        shown_from_the_origin(axes)
        return axes
