"""States and the table of moves between them: a patient's history as where the patient was, when.

Any milestone that a move names meets the patient in some state. Then the table has said whether
it moves the patient, leaves the patient there, or should not have happened: the last is a finding.
"""

from dataclasses import dataclass

from projections.language.episodes import Episodes
from projections.language.node import InvalidDefinition, Milestone, Node


@dataclass(frozen=True, slots=True)
class State(Node):
    """Where a patient can be.

    Parameters
    ----------
    name
        As printed; that of a numbered state is followed by its number.
    family
        States that are shown alike, such as all remissions.
    absorbing
        Whether follow-up ends here. Such a state is left for another such state only.
    numbered
        Whether the state takes the number of the episode in which it was reached.
    """

    name: str
    family: str = ""
    absorbing: bool = False
    numbered: bool = False

    def label(self, number: int) -> str:
        """The state's name, with its number if it has one."""
        return f"{self.name} {number}" if self.numbered else self.name


@dataclass(frozen=True, slots=True)
class InEach(Node):
    """A milestone wherever it is reached inside episodes, once in each."""

    episodes: Episodes
    milestone: Milestone


@dataclass(frozen=True, slots=True)
class Move(Node):
    """What brings patients into a state; one milestone may bring them into others elsewhere.

    Parameters
    ----------
    to
        The state that the milestone brings about.
    by
        A milestone of the patient, or one inside each of the patient's episodes.
    out_of
        States that it moves patients out of.
    stays_in
        States in which it changes nothing.
    finding
        What it is called where it meets a patient in any other state.
    """

    to: State
    by: Milestone | InEach
    out_of: tuple[State, ...]
    stays_in: tuple[State, ...] = ()
    finding: str = ""

    def __post_init__(self) -> None:
        both = {item.name for item in self.out_of} & {item.name for item in self.stays_in}
        if both:
            raise InvalidDefinition(f"'{min(both)}' is both left and kept on the way to the state")
        if self.to.numbered and not isinstance(self.by, InEach):
            raise InvalidDefinition(f"'{self.to.name}' is numbered: reach it inside episodes")
        if not self.to.absorbing and any(item.absorbing for item in self.out_of):
            raise InvalidDefinition(f"an absorbing state is not left for '{self.to.name}'")


@dataclass(frozen=True, slots=True)
class States(Node):
    """The states of a study and the table of moves between them.

    Moves are made in the order of the events that decide them; those that one event decides, in
    the order of the table. Of the states passed through within a day the last counts.

    Parameters
    ----------
    initial, origin
        The state in which patients enter, and when.
    moves
        The table.
    last_seen
        Until when a patient is followed who reaches no absorbing state: as far as the milestone,
        and if it is ``last`` over events of any kind, as long as any event shows the patient alive.
    zero
        What time is counted from where histories are shown; the origin, if none is named.
    """

    initial: State
    origin: Milestone
    moves: tuple[Move, ...]
    last_seen: Milestone
    source: str = ""
    zero: Milestone | None = None

    def __post_init__(self) -> None:
        named: dict[str, State] = {}
        for state in self._mentioned():
            if named.setdefault(state.name, state) != state:
                raise InvalidDefinition(f"two different states are named '{state.name}'")
        if self.initial.absorbing or self.initial.numbered:
            raise InvalidDefinition("patients enter in a state that has no number and can be left")

    @property
    def states(self) -> tuple[State, ...]:
        """Every state once, in the order in which the table leads to them."""
        return tuple(dict.fromkeys((self.initial, *(move.to for move in self.moves))))

    def _mentioned(self) -> tuple[State, ...]:
        others = (item for move in self.moves for item in (*move.out_of, *move.stays_in))
        return (*self.states, *others)


def in_each(episodes: Episodes, milestone: Milestone) -> InEach:
    """A milestone wherever it is reached inside episodes."""
    return InEach(episodes, milestone)
