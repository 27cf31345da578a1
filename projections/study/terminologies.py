"""The terminologies by which a study reads: with another term its results may be others."""

from collections.abc import Iterator

from projections.language import FieldOf
from projections.language.node import nodes_within
from projections.study.checks.references import asked_fields
from timeline.vocabulary import Vocabulary


def terms_asked(definitions: object, vocabulary: Vocabulary) -> dict[str, str]:
    """The terminologies of the fields that definitions ask for, each with its digest."""
    fields = {field for node in nodes_within(definitions) for field in _fields(node, vocabulary)}
    read = [
        terminology
        for kind in vocabulary.kinds
        for field, terminology in vocabulary.terminologies(kind).items()
        if (kind, field) in fields
    ]
    return {terminology.name: terminology.digest for terminology in read}


def _fields(node: object, vocabulary: Vocabulary) -> Iterator[tuple[str, str]]:
    """Kinds and fields that a node reads; the field of a milestone may be that of any kind."""
    if isinstance(node, FieldOf):
        yield from ((kind, node.field) for kind in vocabulary.kinds)
    for kind, field, tests in asked_fields(node):
        yield from ((kind, test.field) for test in tests)
        if field is not None:
            yield kind, field
