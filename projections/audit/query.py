"""What is asked about a patient: a value, one inside an episode, or the state on a day."""

from dataclasses import dataclass

from projections.audit.derivation import Derivation
from projections.audit.derive import Audit
from projections.audit.state import STATE, state_derivation, state_on
from projections.audit.values import DerivedValue
from projections.language import Node

NO_SUCH_EPISODE = DerivedValue("no such episode")


@dataclass(frozen=True, slots=True)
class AuditQuery:
    """A definition by name.

    Attributes
    ----------
    name
        Of the definition; ``state`` for the state, unless the study defines that name itself.
    episodes, number
        The episode in which it is asked for, if it is inside one.
    day
        Of a state, the day number on which; the cutoff, if there is none.
    """

    name: str
    episodes: str = ""
    number: int = 0
    day: int | None = None

    def derived(self, audit: Audit) -> DerivedValue:
        """What the patient's value is, without its derivation."""
        if self.is_state(audit):
            return state_on(audit, self._day(audit))
        inside = self.within(audit)
        return NO_SUCH_EPISODE if inside is None else inside.derived(self.node(inside))

    def derivation(self, audit: Audit) -> Derivation | None:
        """How the value came about; None if the patient has no such episode."""
        if self.is_state(audit):
            return state_derivation(audit, self._day(audit))
        if self.episodes:
            return audit.of_episode(self.episodes, self.number, self.name)
        return audit.derivation(self.name)

    def within(self, audit: Audit) -> Audit | None:
        """The audit of the patient, or of the episode that is asked about, if there is one."""
        return audit.inside(self.episodes, self.number) if self.episodes else audit

    def node(self, audit: Audit) -> Node:
        """The definition that is asked for."""
        study = audit.study
        return (study.inside[self.episodes] if self.episodes else study.definitions)[self.name]

    def _day(self, audit: Audit) -> int:
        """The day on which a state is asked for; before it was reached, the cutoff."""
        cutoff = audit.as_of.last_day
        return cutoff if self.day is None else min(self.day, cutoff)

    def is_state(self, audit: Audit) -> bool:
        """Whether it is the state that is asked for, not a definition."""
        return self.name == STATE and STATE not in audit.study.definitions
