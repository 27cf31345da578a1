"""Names of definitions by the identity of their nodes, and how kinds of event are called."""

from collections.abc import Iterable, Mapping
from typing import Self

from projections.language.noun_phrases import CORE_PHRASES, NounPhrases


class Names(dict[int, str]):
    """Names by the identity of their node, with the noun phrases of a study's vocabulary."""

    def __init__(
        self,
        named: Iterable[tuple[int, str]] = (),
        phrases: NounPhrases = CORE_PHRASES,
    ) -> None:
        super().__init__(named)
        self.phrases = phrases

    def without(self, node: object) -> Self:
        """All names but that of one node."""
        return type(self)(
            ((key, name) for key, name in self.items() if key != id(node)), self.phrases
        )


def phrases_of(names: Mapping[int, str]) -> NounPhrases:
    """The noun phrases that go with names; those of the core vocabulary, if no others do."""
    return names.phrases if isinstance(names, Names) else CORE_PHRASES
