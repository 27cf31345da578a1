"""Evaluating definitions over one view of the log; what they share is worked out once."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
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
from projections.engine.merging import Merged, merged
from projections.engine.moments import Moments
from projections.engine.observation import Observation
from projections.engine.occurrences import Occurrences, occurrences, together
from projections.engine.overrides import NO_RULINGS, Ruling, Rulings
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
    Signal,
    SignsOfLife,
)

Result = TypeVar("Result")


@dataclass
class Evaluation:
    """All definitions asked for over one view, each evaluated once; decided values as decided."""

    view: View
    rulings: Rulings = NO_RULINGS
    _memo: dict[tuple[str | int, ...], tuple[tuple[object, ...], Any]] = field(default_factory=dict)

    def moments(self, milestone: Milestone) -> Moments:
        """When each patient reached a milestone."""
        return self.once("moments", lambda: self._moments(milestone), milestone)

    def truths(self, condition: Condition) -> Truths:
        """A condition at every event that may change it."""
        return self.once("truths", lambda: conditions.truths(self, condition), condition)

    def occurrences(self, events: Events) -> Occurrences:
        """Events of one or several kinds that pass their tests, by row."""
        return self.once("occurrences", lambda: self._occurrences(events), events)

    def reached_by(self, milestone: Milestone, at: Moments) -> conditions.Standing:
        """Whether a milestone was reached by a moment; where not, whether that is known."""
        return self.once(
            "reached_by", lambda: conditions.reached_by(self, milestone, at), milestone, at
        )

    @cached_property
    def end(self) -> Moments:
        """The end of the cutoff's day."""
        return Moments.at_end_of(self.view.as_of.last_day, self.view.patients)

    @cached_property
    def observation(self) -> Observation:
        """Until when each patient was observed."""
        return Observation.of(self.view)

    def last_of_all(self) -> Moments:
        """The last event of any kind."""
        chronicle = self.view.segment.chronicle
        events = Occurrences(chronicle.row, chronicle.patient, chronicle.day)
        return events.moments(self.view.last_of_history, self.view.patients)

    def measured(self, quantity: Quantity) -> Measured:
        """A quantity of each patient."""
        return self.once("measured", lambda: self._measured(quantity), quantity)

    def merged(self, first: Occurrences, second: Occurrences) -> Merged:
        """Two series of events in one order."""
        return self.once("merged", lambda: merged(first, second), first, second)

    def setting(self, signal: Signal) -> conditions.Setting:
        """The events that set a signal, and the values that they set."""
        return self.once("setting", lambda: conditions.setting(self, signal), signal)

    def inside(self, episodes: Episodes) -> "Inside":
        """The evaluation inside the episodes of every patient."""
        return self.once("inside", lambda: Inside.of(self, episodes), episodes)

    def clipped(self, moments: Moments) -> Moments:
        """Moments as the history that is looked at sees them; a patient's shows them all."""
        return moments

    @property
    def episodes(self) -> "Inside":
        """The inside of episodes that this evaluation is; only there do its nodes have meaning."""
        raise InvalidDefinition("this definition is about an episode; ask for it in one")

    def ruling(self, node: Node) -> Ruling | None:
        """What was decided of a definition, if anything."""
        return self.rulings.of_patients.get(id(node))

    def _moments(self, milestone: Milestone) -> Moments:
        derived, ruling = milestones.moments(self, milestone), self.ruling(milestone)
        return derived if ruling is None else ruling.moments(derived, self.view.as_of.last_day)

    def _measured(self, quantity: Quantity) -> Measured:
        derived, ruling = measured(self, quantity), self.ruling(quantity)
        return derived if ruling is None else derived.replaced(ruling)

    def _occurrences(self, events: Events) -> Occurrences:
        if isinstance(events, SignsOfLife):
            return self._signs_of_life()
        if not events.kinds:
            return self._history()
        visible = [self.view.visible(kind) for kind in events.kinds]
        return together([occurrences(item, events.where) for item in visible])

    def _history(self) -> Occurrences:
        """The visible events of all kinds."""
        chronicle = self.view.segment.chronicle
        places = self.view.history
        return Occurrences(chronicle.row, chronicle.patient, chronicle.day, places)

    def _signs_of_life(self) -> Occurrences:
        """The visible events that show a living patient."""
        chronicle = self.view.segment.chronicle
        places = self.view.signs_of_life
        return Occurrences(chronicle.row, chronicle.patient, chronicle.day, places)

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

    @classmethod
    def of(cls, outer: Evaluation, episodes: Episodes) -> "Inside":
        """Find the episodes and look inside."""
        table = episode_table(outer, episodes)
        rulings = outer.rulings.inside(episodes, table)
        return cls(EpisodeView.of(outer.view, table), rulings, outer=outer, table=table)

    @property
    def episodes(self) -> "Inside":
        """This evaluation itself."""
        return self

    def clipped(self, moments: Moments) -> Moments:
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

    def last_of_all(self) -> Moments:
        """The last event of any kind in each episode."""
        return self._history().last_of_each(None, self.view.patients)

    def lifted(self, milestone: Milestone, number: int) -> Moments:
        """A milestone of the n-th episode, or of the earliest (0), as one of the patient."""
        return lifted(self.table, self.moments(milestone), number, self.outer.view.patients)

    def of_patients(self, milestone: Milestone) -> Moments:
        """A milestone of the patient, as seen from each episode."""
        return of_patients(self.table, self.outer.moments(milestone))

    def carried(self, condition: Condition) -> Truths:
        """A condition of the patient, as it stood when each episode began and since."""
        return carried(self.table, self.outer.truths(condition))
