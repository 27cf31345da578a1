"""A replay and the names that may be used with it, each checked before anything is computed."""

from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from analyses.plan import PlanResults
from console.application.question import as_of_in_words
from patient_timeline.notebook import as_html
from projections.cohort.replay import Replay
from projections.language import Classes, Condition, Endpoint, Milestone, Node, Quantity
from projections.language.nearest_name import closest

Sorts: TypeAlias = tuple[type[Node], ...]

COLUMNS: Sorts = (Classes, Quantity, Condition, Milestone)
"""Definitions that have a value in each patient."""


@dataclass(frozen=True)
class Replayed:
    """A study evaluated as of a data cutoff, asked by the names of its definitions.

    Attributes
    ----------
    replay
        The evaluation that all answers are read from.
    """

    replay: Replay

    def __repr__(self) -> str:
        return f"{self.caption}, {len(self.replay.patients)} patients"

    def _repr_html_(self) -> str:
        import pandas as pd

        study = self.replay.study
        sizes = {name: len(self.replay.members(name)) for name in study.populations}
        frame = pd.DataFrame({"patients": pd.Series({study.name: len(self.patients), **sizes})})
        return as_html(self.caption, frame)

    @property
    def caption(self) -> str:
        """Study, data cutoff, state of knowledge and censoring policy, in one line."""
        study, as_of = self.replay.study, self.replay.as_of.as_json()
        words = as_of_in_words(as_of, self.replay.censoring, study.adjudications)
        return f"{study.name}, {words}"

    @property
    def patients(self) -> NDArray[np.str_]:
        """Ids of the patients enrolled by the cutoff, ascending."""
        return self.replay.patients

    @cached_property
    def _results(self) -> PlanResults:
        """What is estimated, each analysis once."""
        return PlanResults(self.replay)

    def _endpoint(self, name: str) -> str:
        return self._definition(name, Endpoint)

    def _definition(self, name: str, *sorts: type[Node]) -> str:
        """The name of a definition of one of some sorts, a short name of it written out.

        Raises
        ------
        KeyError
            If the study has no such definition; the message names the closest.
        TypeError
            If it is of another sort.
        """
        study = self.replay.study
        full = study.short_names.get(name, name)
        known(full, study.definitions, "definition")
        if not isinstance(study.definitions[full], sorts):
            wanted = " or ".join(sort.__name__.lower() for sort in sorts)
            raise TypeError(f"'{name}' is no {wanted}")
        return full

    def _population(self, name: str) -> str:
        """The name of a population of the study, or none.

        Raises
        ------
        KeyError
            If the study has no such population; the message names the closest.
        """
        if name:
            known(name, self.replay.study.populations, "population")
        return name

    def _column(self, name: str) -> str:
        """The name of a definition that has a value in each patient, or none."""
        return self._definition(name, *COLUMNS) if name else ""


def known(name: str, names: Collection[str], what: str) -> None:
    """Refuse a name that is none.

    Raises
    ------
    KeyError
        With the closest name there is.
    """
    if name not in names:
        raise KeyError(f"the study has no {what} '{name}'{closest(name, names)}")
