"""What analyses ask for: time-to-event endpoints and classes."""

from dataclasses import dataclass

from projections.language.conditions import Condition
from projections.language.milestones import Milestone
from projections.language.node import Node


@dataclass(frozen=True, slots=True)
class Source(Node):
    """A milestone that ends follow-up, and the name under which it does so."""

    name: str
    milestone: Milestone


@dataclass(frozen=True, slots=True)
class Endpoint(Node):
    """Time from an origin to the first of the events, else to the last of the censor sources.

    Of events that share a day the source named first is taken. ``competing`` names sources that
    are events of another cause.
    """

    origin: Milestone
    events: tuple[Source, ...]
    censors: tuple[Source, ...]
    competing: tuple[Source, ...] = ()
    source: str = ""


@dataclass(frozen=True, slots=True)
class Case(Node):
    """A class and the condition under which a patient belongs to it."""

    label: str
    when: Condition


@dataclass(frozen=True, slots=True)
class Classes(Node):
    """The first case whose condition is true; ``otherwise`` where none is."""

    cases: tuple[Case, ...]
    otherwise: str = "unknown"
    source: str = ""
