"""Evaluating definitions over one view of the log; what they share is worked out once."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from projections.engine import conditions, milestones
from projections.engine.episodes import (
    EpisodeTable,
    EpisodeView,
    carried,
    episode_table,
    lifted,
    of_patients,
)
from projections.engine.moments import Moments
from projections.engine.occurrences import Occurrences, occurrences, together
from projections.engine.quantities import Measured, measured
from projections.engine.truth import Truths
from projections.engine.view import View
from projections.language import (
    Condition,
    Episodes,
    Events,
    InvalidDefinition,
    Milestone,
    Node,
    Quantity,
)

Result = TypeVar("Result")


@dataclass
class Evaluation:
    """All definitions asked for over one view, each evaluated once."""

    view: View
    _memo: dict[tuple[str, int], tuple[Node, Any]] = field(default_factory=dict)

    def moments(self, milestone: Milestone) -> Moments:
        """When each patient reached a milestone."""
        return self._once("moments", milestone, lambda: milestones.moments(self, milestone))

    def truths(self, condition: Condition) -> Truths:
        """A condition at every event that may change it."""
        return self._once("truths", condition, lambda: conditions.truths(self, condition))

    def occurrences(self, events: Events) -> Occurrences:
        """Events of one or several kinds that pass their tests, by row."""
        return self._once("occurrences", events, lambda: self._occurrences(events))

    def measured(self, quantity: Quantity) -> Measured:
        """A quantity of each patient."""
        return self._once("measured", quantity, lambda: measured(self, quantity))

    def inside(self, episodes: Episodes) -> "Inside":
        """The evaluation inside the episodes of every patient."""
        return self._once("inside", episodes, lambda: Inside.of(self, episodes))

    @property
    def episodes(self) -> "Inside":
        """The inside of episodes that this evaluation is; only there do its nodes have meaning."""
        raise InvalidDefinition("this definition is about an episode; ask for it in one")

    def _occurrences(self, events: Events) -> Occurrences:
        kinds = events.kinds or self.view.kinds
        return together([occurrences(self.view.visible(kind), events.where) for kind in kinds])

    def _once(self, what: str, node: Node, evaluate: Callable[[], Result]) -> Result:
        """Remember by identity; the node is kept, so that its identity stays its own."""
        key = (what, id(node))
        if key not in self._memo:
            self._memo[key] = (node, evaluate())
        result: Result = self._memo[key][1]
        return result


@dataclass
class Inside(Evaluation):
    """The evaluation inside episodes: each episode takes the place of a patient."""

    outer: Evaluation = field(kw_only=True)
    table: EpisodeTable = field(kw_only=True)

    @classmethod
    def of(cls, outer: Evaluation, episodes: Episodes) -> "Inside":
        """Find the episodes and look inside."""
        table = episode_table(outer, episodes)
        return cls(EpisodeView.of(outer.view, table), outer=outer, table=table)

    @property
    def episodes(self) -> "Inside":
        """This evaluation itself."""
        return self

    def lifted(self, milestone: Milestone, number: int) -> Moments:
        """A milestone of the n-th episode, or of the earliest (0), as one of the patient."""
        return lifted(self.table, self.moments(milestone), number, self.outer.view.patients)

    def of_patients(self, milestone: Milestone) -> Moments:
        """A milestone of the patient, as seen from each episode."""
        return of_patients(self.table, self.outer.moments(milestone))

    def carried(self, condition: Condition) -> Truths:
        """A condition of the patient, as it stood when each episode began and since."""
        return carried(self.table, self.outer.truths(condition))
