"""A definition is cited by its name; under two names one of them would never be read."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from projections.study import Study


def two_names_for_one(study: Study) -> Iterator[str]:
    """Definitions that stand under two names, anywhere in the study."""
    inside = (each.items() for each in study.inside.values())
    first: dict[int, str] = {}
    for name, node in chain(study.definitions.items(), study.parts.items(), *inside):
        other = first.setdefault(id(node), name)
        if other != name:
            yield (
                f"'{other}' and '{name}' are one definition, and sentences could cite it by one "
                "name only; keep one of them, or compose the other anew"
            )
