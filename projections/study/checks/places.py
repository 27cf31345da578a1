"""Where a definition has a meaning: of the patient, or inside an episode alone."""

from collections.abc import Iterator
from itertools import chain

from projections.language import Episodes, Node
from projections.language.scope import only_inside_episodes
from projections.language.states import InEach
from projections.study.checks.citing import Citation, names_of, wrong
from projections.study.declaration import StudyDeclaration


def misplaced(study: StudyDeclaration) -> Iterator[str]:
    """Definitions about an episode that stand outside of any, and insides of what is no episode."""
    visited: set[int] = set()
    for name, node in _of_patients(study):
        if only_inside_episodes(node, visited):
            visited = set()
            yield f"'{name}' is about an episode; name it under 'inside', or ask 'in_episode'"
    episodes = names_of(study, Episodes)
    yield from wrong("'inside'", (Citation("episodes", item, episodes) for item in study.inside))


def _of_patients(study: StudyDeclaration) -> Iterator[tuple[str, Node]]:
    yield from chain(study.definitions.items(), study.populations.items())
    yield "enrolment", study.enrolment
    if study.states is not None:
        yield "the origin of the states", study.states.origin
        yield "the last moment seen of the states", study.states.last_seen
        for move in study.states.moves:
            if not isinstance(move.by, InEach):
                yield f"the move to '{move.to.name}'", move.by
