"""A definition is cited by its name; under two names one of them would never be read."""

from collections.abc import Iterator
from itertools import chain

from projections.study.checks.citing import Citation, wrong
from projections.study.declaration import StudyDeclaration


def two_names_for_one(study: StudyDeclaration) -> Iterator[str]:
    """Definitions that stand under two names, anywhere in the study."""
    inside = (each.items() for each in study.inside.values())
    first: dict[int, str] = {}
    for name, node in chain(study.definitions.items(), study.parts.items(), *inside):
        other = first.setdefault(id(node), name)
        if other != name:
            yield (
                f"'{other}' and '{name}' are one definition, and sentences could cite it by one "
                "name only; keep one of them, or compose the other again"
            )


def faults_of_short_names(study: StudyDeclaration) -> Iterator[str]:
    """Short names of what is no definition, or that a definition has already."""
    for short, name in study.short_names.items():
        where = f"the short name '{short}'"
        yield from wrong(where, (Citation("definition", name, study.definitions),))
        if short in study.definitions:
            yield f"{where} is the name of a definition; choose another"
