"""The table of moves in words, rendered from the nodes that are evaluated."""

from collections.abc import Iterator
from typing import NamedTuple

from projections.language.sentences import cited
from projections.language.states import InEach
from projections.states.histories import states_of
from projections.study import Study


class Line(NamedTuple):
    """One move: states left, the state reached, by what, and states in which it moves nobody."""

    out_of: tuple[str, ...]
    to: str
    by: str
    stays_in: tuple[str, ...]


def lines_of(study: Study) -> Iterator[Line]:
    """The moves of a study in the order of its table, entering first.

    Raises
    ------
    InvalidDefinition
        If the study declares no states.
    """
    table, names = states_of(study), study.names
    yield Line((), table.initial.name, cited(table.origin, names), ())
    for move in table.moves:
        cause = cited(move.by.milestone if isinstance(move.by, InEach) else move.by, names)
        if isinstance(move.by, InEach):
            cause += f", in each {cited(move.by.episodes, names)}"
        yield Line(
            tuple(state.name for state in move.out_of),
            move.to.name,
            cause,
            tuple(state.name for state in move.stays_in),
        )
