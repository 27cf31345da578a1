"""What a definition is as a column: its sentence, its source and its unit."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from console.text.definitions import SORTS
from projections.language import Classes, Condition, Milestone, Node
from projections.language.quantities import Count, DaysBetween, YearsSince
from projections.language.sentences import cited, sentence
from projections.study import Study

DATE, LABEL, TRUTH = "ISO date", "label", "true or false"
UNITS = {DaysBetween: "days", YearsSince: "years", Count: "count"}


@dataclass(frozen=True)
class Explained:
    """The definitions of a study in words."""

    study: Study

    @cached_property
    def _names(self) -> dict[int, str]:
        return self.study.names

    def sentence(self, node: Node) -> str:
        """What a definition says."""
        return sentence(node, self._names)

    def cited(self, node: Node) -> str:
        """A definition by its name if it has one, else what it says."""
        return cited(node, self._names)

    def column(self, node: Node) -> dict[str, Any]:
        """Meaning, unit and source of the column of a definition."""
        source = getattr(node, "source", "")
        return {"means": self.sentence(node), "unit": unit(node), "source": source}


def unit(node: Node) -> str:
    """The unit of a definition's value; as recorded where no definition says it."""
    match node:
        case Milestone():
            return DATE
        case Classes():
            return LABEL
        case Condition():
            return TRUTH
    return UNITS.get(type(node), "as recorded")


SCALAR = tuple(sort for heading, sort in SORTS.items() if heading not in ("Endpoints", "Episodes"))
"""Sorts of definitions that have one value per patient."""
