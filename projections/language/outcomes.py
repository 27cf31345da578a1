"""What analyses ask for: time-to-event endpoints and classes."""

from dataclasses import dataclass
from typing import Literal

from projections.language.conditions import Condition
from projections.language.cutoff_dependence import moves
from projections.language.events import Events
from projections.language.milestones import Last
from projections.language.node import InvalidDefinition, Milestone, Node, expect

Follows = Literal["ends", "reaches", "alive"]
"""What a censor source says: that follow-up ends, how far it reaches, or that the patient lives."""


@dataclass(frozen=True, slots=True)
class Source(Node):
    """A milestone that ends follow-up, and the name under which it does so.

    Parameters
    ----------
    follow
        What it says as a censor source. ``ends``: follow-up ends there (transplant, new therapy,
        consent withdrawn, lost). ``reaches``: so far follow-up is known to reach (the last
        assessment). ``alive``: then the patient was last known to be alive, and is followed as
        long as any event shows it, within the window of the milestone. Where it is not said it
        follows from the milestone: ``last`` over events of any kind tells of life, all else that
        moves with the cutoff reaches, and what stays where it is ends.

    Raises
    ------
    InvalidDefinition
        If what moves with the cutoff is said to end, or life to be shown by anything but ``last``.
    """

    name: str
    milestone: Milestone
    follow: Follows | None = None

    def __post_init__(self) -> None:
        _expect_name(self.name)
        expect(Milestone, self.milestone)
        if self.follow == "ends" and moves(self.milestone):
            raise InvalidDefinition("what 'last' finds moves on with the cutoff; it ends nothing")
        if self.follow == "alive" and not isinstance(self.milestone, Last):
            raise InvalidDefinition("only 'last' tells until when a patient is known to be alive")

    @property
    def follows(self) -> Follows:
        """What it says as a censor source, as stated or as its milestone tells."""
        if self.follow is not None:
            return self.follow
        match self.milestone:
            case Last(of=Events(kinds=(), where=())):
                return "alive"
        return "reaches" if moves(self.milestone) else "ends"


def ends(name: str, milestone: Milestone) -> Source:
    """A censor source at which follow-up ends: a transplant, a new therapy, a loss."""
    return Source(name, milestone, "ends")


def reaches(name: str, milestone: Milestone) -> Source:
    """A censor source up to which follow-up is known to reach: the last assessment."""
    return Source(name, milestone, "reaches")


def alive(name: str, milestone: Last) -> Source:
    """A censor source that says when the patient was last known to be alive."""
    return Source(name, milestone, "alive")


@dataclass(frozen=True, slots=True)
class Endpoint(Node):
    """Time from an origin to the first of the events; else as far as the censor sources say.

    Without an event follow-up ends at the earliest censor source that ends it; where none does, at
    the latest of those that say how far it reaches, or at the last sign of life if there is no
    such source. An event counts if it comes no later than that end, and no later than death. Of
    events that share a day the source named first is taken.

    Parameters
    ----------
    competing
        Sources that are events of another cause.
    entry
        From which milestone on patients were under observation, where that is later than the
        origin (delayed entry, left truncation). Nothing could have been seen before; those whose
        time had ended by then are left out, and counted.
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
        if any(source.follow is not None for source in sources):
            raise InvalidDefinition("an event ends the time; 'follow' is said of censor sources")
        if any(moves(start) for start in (*self.starts, *(source.milestone for source in sources))):
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
    def case_labels(self) -> tuple[str, ...]:
        """The class of each case, and last that of patients for whom no case is true."""
        return (*(case.label for case in self.cases), self.otherwise)

    @property
    def labels(self) -> tuple[str, ...]:
        """The classes in the order of their cases, each once; the one that is left comes last."""
        return tuple(dict.fromkeys(self.case_labels))


def _expect_name(name: object) -> None:
    if not isinstance(name, str) or not name:
        raise InvalidDefinition(f"a class or source is named by a text, not by {name!r}")
