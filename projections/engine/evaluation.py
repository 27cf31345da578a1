"""Evaluating definitions over one view of the log; what they share is worked out once.

How a kind of node is evaluated is registered with the functions below by the module that is about
it; an evaluation remembers what they found.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property, singledispatch
from typing import Any, TypeVar

from projections.engine.episode_table import EpisodeTable, carried, lifted, of_patients
from projections.engine.merging import Merged, merged
from projections.engine.milestone_dates import MilestoneDates, either
from projections.engine.observation import Observation
from projections.engine.occurrences import Occurrences, occurrences, together
from projections.engine.overrides import NO_OVERRIDES, Override, Overrides
from projections.engine.quantity_values import Measured
from projections.engine.signals import SignalValues, signal_values
from projections.engine.truth import TRUE, ConditionHistory, Status
from projections.engine.view import View
from projections.language import (
    Condition,
    Episodes,
    Events,
    InvalidDefinition,
    Milestone,
    Node,
    Quantity,
    Signal,
    SignsOfLife,
)

Result = TypeVar("Result")


def _unknown(node: Node) -> NotImplementedError:
    return NotImplementedError(f"no evaluation for {type(node).__name__}")


@singledispatch
def moments_of(milestone: Node, evaluation: "Evaluation") -> MilestoneDates:
    """When each patient reached a milestone, whatever was decided of it."""
    raise _unknown(milestone)


@singledispatch
def absence_of(milestone: Node, evaluation: "Evaluation", at: MilestoneDates) -> Status:
    """What is known of a milestone that was not reached by a moment.

    An event that is not on record did not happen. A condition that was never found to hold is
    known not to have held only if an assessment found it false; that assessment is the evidence.
    """
    raise _unknown(milestone)


@singledispatch
def truths_of(condition: Node, evaluation: "Evaluation") -> ConditionHistory:
    """A condition at every event that may change it."""
    raise _unknown(condition)


@singledispatch
def measured_of(quantity: Node, evaluation: "Evaluation") -> Measured:
    """The quantity of each patient as of the cutoff, whatever was decided of it."""
    raise _unknown(quantity)


@singledispatch
def inside_of(episodes: Node, evaluation: "Evaluation") -> "Inside":
    """The evaluation inside the episodes of every patient."""
    raise _unknown(episodes)


@dataclass
class Evaluation:
    """All definitions asked for over one view, each evaluated once; decided values as decided."""

    view: View
    overrides: Overrides = NO_OVERRIDES
    _memo: dict[tuple[str | int, ...], tuple[tuple[object, ...], Any]] = field(default_factory=dict)

    def moments(self, milestone: Milestone) -> MilestoneDates:
        """When each patient reached a milestone."""
        return self.once("moments", lambda: self.derived_moments(milestone), milestone)

    def truths(self, condition: Condition) -> ConditionHistory:
        """A condition at every event that may change it."""
        return self.once("truths", lambda: self.derived_truths(condition), condition)

    def occurrences(self, events: Events) -> Occurrences:
        """Events of one or several kinds that pass their tests, by row."""
        return self.once("occurrences", lambda: self._occurrences(events), events)

    def status_by(self, milestone: Milestone, at: MilestoneDates) -> Status:
        """Whether a milestone was reached by a moment; where not, whether that is known."""
        return self.once("status_by", lambda: self.derived_status(milestone, at), milestone, at)

    @cached_property
    def end(self) -> MilestoneDates:
        """The end of the cutoff's day."""
        return MilestoneDates.at_end_of(self.view.as_of.last_day, self.view.patients)

    @cached_property
    def observation(self) -> Observation:
        """Until when each patient was observed."""
        return Observation.in_view(self.view)

    def last_of_all(self) -> MilestoneDates:
        """The last event of any kind."""
        order = self.view.segment.order
        events = Occurrences(order.row, order.patient, order.day)
        return events.moments(self.view.last_of_history, self.view.patients)

    def measured(self, quantity: Quantity) -> Measured:
        """A quantity of each patient."""
        return self.once("measured", lambda: self._measured(quantity), quantity)

    def merged(self, first: Occurrences, second: Occurrences) -> Merged:
        """Two series of events in one order."""
        return self.once("merged", lambda: merged(first, second), first, second)

    def signal_values(self, signal: Signal) -> SignalValues:
        """The events that set a signal, and the values that they set."""
        return self.once("signal_values", lambda: self._signal_values(signal), signal)

    def inside(self, episodes: Episodes) -> "Inside":
        """The evaluation inside the episodes of every patient."""
        return self.once("inside", lambda: self.derived_inside(episodes), episodes)

    def clipped(self, moments: MilestoneDates) -> MilestoneDates:
        """Moments as the history that is looked at sees them; a patient's shows them all."""
        return moments

    @property
    def episodes(self) -> "Inside":
        """The inside of episodes that this evaluation is; only there do its nodes have meaning."""
        raise InvalidDefinition("this definition is about an episode; ask for it in one")

    def override(self, node: Node) -> Override | None:
        """What was decided of a definition, if anything."""
        return self.overrides.of_patients.get(id(node))

    def derived_moments(self, milestone: Milestone) -> MilestoneDates:
        """When each patient reached a milestone, without remembering it."""
        derived, override = moments_of(milestone, self), self.override(milestone)
        return derived if override is None else override.moments(derived, self.view.as_of.last_day)

    def derived_truths(self, condition: Condition) -> ConditionHistory:
        """A condition at every event that may change it, without remembering it."""
        return truths_of(condition, self)

    def derived_status(self, milestone: Milestone, at: MilestoneDates) -> Status:
        """Whether a milestone was reached by a moment, without remembering it."""
        moments, absence = self.moments(milestone), absence_of(milestone, self, at)
        if (override := self.override(milestone)) is not None:
            absence = Status(*override.absence(absence.truth, absence.row))
        reached = moments.no_later_than(at)
        truth, row = either(reached, TRUE, absence.truth), either(reached, moments.row, absence.row)
        return Status(truth, row)

    def derived_inside(self, episodes: Episodes) -> "Inside":
        """The evaluation inside the episodes of every patient, without remembering it."""
        return inside_of(episodes, self)

    def _signal_values(self, signal: Signal) -> SignalValues:
        start = None if signal.start is None else self.moments(signal.start)
        return signal_values(self.view, signal, start)

    def _measured(self, quantity: Quantity) -> Measured:
        derived, override = measured_of(quantity, self), self.override(quantity)
        return derived if override is None else derived.replaced(override)

    def _occurrences(self, events: Events) -> Occurrences:
        if isinstance(events, SignsOfLife):
            return self._signs_of_life()
        if not events.kinds:
            return self._history()
        visible = [self.view.visible(kind) for kind in events.kinds]
        return together([occurrences(item, events.where) for item in visible])

    def _history(self) -> Occurrences:
        """The visible events of all kinds."""
        order = self.view.segment.order
        places = self.view.history
        return Occurrences(order.row, order.patient, order.day, places)

    def _signs_of_life(self) -> Occurrences:
        """The visible events that show a living patient."""
        order = self.view.segment.order
        places = self.view.signs_of_life
        return Occurrences(order.row, order.patient, order.day, places)

    def once(self, what: str, evaluate: Callable[[], Result], *of: object) -> Result:
        """Remember by identity; what it is of is kept, so that its identity stays its own."""
        key: tuple[str | int, ...] = (what, *map(id, of))
        if key not in self._memo:
            self._memo[key] = (of, evaluate())
        result: Result = self._memo[key][1]
        return result


@dataclass
class Inside(Evaluation):
    """The evaluation inside episodes: each episode takes the place of a patient."""

    outer: Evaluation = field(kw_only=True)
    table: EpisodeTable = field(kw_only=True)

    @property
    def episodes(self) -> "Inside":
        """This evaluation itself."""
        return self

    def clipped(self, moments: MilestoneDates) -> MilestoneDates:
        """Moments as each episode sees them."""
        return self.table.clipped(moments)

    @cached_property
    def observation(self) -> Observation:
        """Until when the patient of each episode was observed."""
        return self.outer.observation.of_each(self.table.patient)

    def _history(self) -> Occurrences:
        visible = [self.view.visible(kind) for kind in self.view.kinds]
        return together([occurrences(item, ()) for item in visible])

    def _signs_of_life(self) -> Occurrences:
        shown_by = [kind for kind in self.view.kinds if kind in self.view.life.shown_by]
        return together([occurrences(self.view.visible(kind), ()) for kind in shown_by])

    def last_of_all(self) -> MilestoneDates:
        """The last event of any kind in each episode."""
        return self._history().last_of_each(None, self.view.patients)

    def lifted(self, milestone: Milestone, number: int) -> MilestoneDates:
        """A milestone of the n-th episode, or of the earliest (0), as one of the patient."""
        return lifted(self.table, self.moments(milestone), number, self.outer.view.patients)

    def of_patients(self, milestone: Milestone) -> MilestoneDates:
        """A milestone of the patient, as seen from each episode."""
        return of_patients(self.table, self.outer.moments(milestone))

    def carried(self, condition: Condition) -> ConditionHistory:
        """A condition of the patient, as it stood when each episode began and since."""
        return carried(self.table, self.outer.truths(condition))
