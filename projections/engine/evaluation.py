"""Evaluating definitions over one view of the log; what they share is worked out once."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from projections.engine import conditions, milestones
from projections.engine.moments import Moments
from projections.engine.occurrences import Occurrences, occurrences, together
from projections.engine.truth import Truths
from projections.engine.view import View
from projections.language import Condition, Events, Milestone, Node

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
