"""What analyses ask for: time-to-event endpoints and classes."""

from dataclasses import dataclass

from projections.language.conditions import Condition
from projections.language.moves import moves
from projections.language.node import InvalidDefinition, Milestone, Node, expect


@dataclass(frozen=True, slots=True)
class Source(Node):
    """A milestone that ends follow-up, and the name under which it does so."""

    name: str
    milestone: Milestone

    def __post_init__(self) -> None:
        _expect_name(self.name)
        expect(Milestone, self.milestone)


@dataclass(frozen=True, slots=True)
class Endpoint(Node):
    """Time from an origin to the first of the events, else to the last of the censor sources.

    Of events that share a day the source named first is taken. ``competing`` names sources that
    are events of another cause. ``entry`` is the milestone from which on patients were under
    observation, where that is later than the origin (delayed entry, left truncation): before it
    nothing could have been seen, so those whose time had ended by then are left out, and counted.
    """

    origin: Milestone
    events: tuple[Source, ...]
    censors: tuple[Source, ...]
    competing: tuple[Source, ...] = ()
    source: str = ""
    entry: Milestone | None = None

    def __post_init__(self) -> None:
        sources = (*self.events, *self.competing)
        expect(Source, *sources, *self.censors)
        expect(Milestone, *self.starts)
        if not self.events:
            raise InvalidDefinition("name at least one event that ends the time")
        if any(moves(one) for one in (*self.starts, *(source.milestone for source in sources))):
            raise InvalidDefinition(
                "what 'last' finds moves on with the cutoff; it can only censor"
            )

    @property
    def starts(self) -> tuple[Milestone, ...]:
        """The origin, and the entry if one is declared."""
        return (self.origin,) if self.entry is None else (self.origin, self.entry)


@dataclass(frozen=True, slots=True)
class Case(Node):
    """A class and the condition under which a patient belongs to it."""

    label: str
    when: Condition

    def __post_init__(self) -> None:
        _expect_name(self.label)
        expect(Condition, self.when)


@dataclass(frozen=True, slots=True)
class Classes(Node):
    """The first case whose condition is true; ``otherwise`` where none is."""

    cases: tuple[Case, ...]
    otherwise: str = "unknown"
    source: str = ""

    def __post_init__(self) -> None:
        expect(Case, *self.cases)
        if not self.cases:
            raise InvalidDefinition("name at least one case")
        _expect_name(self.otherwise)

    @property
    def labels(self) -> tuple[str, ...]:
        """The classes in the order of their cases, each once; the one that is left comes last."""
        return tuple(dict.fromkeys([*(case.label for case in self.cases), self.otherwise]))


def _expect_name(name: object) -> None:
    if not isinstance(name, str) or not name:
        raise InvalidDefinition(f"a class or source is named by a text, not by {name!r}")
