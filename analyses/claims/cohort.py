"""A replay as measures read it: each column, group and planned analysis once."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeAlias, TypeVar

import numpy as np
from numpy.typing import NDArray

from analyses.errors import NotEstimableError
from analyses.plan import PlanResults, Refused, Result
from projections.cohort.covariates import column
from projections.cohort.replay import Replay
from projections.study.measures import (
    Criterion,
    Ended,
    Follows,
    Group,
    Known,
    Label,
    Member,
    Number,
    Reached,
)

Part = TypeVar("Part")
Value: TypeAlias = str | int | float | bool | None
Values = dict[str, Value]
"""What a measure gives, by name; None for a limit that is not reached."""


@dataclass
class Cohort:
    """The results of a replay, with the columns that were read before."""

    results: PlanResults
    _columns: dict[str, NDArray[np.object_]] = field(default_factory=dict)

    @property
    def replay(self) -> Replay:
        """The replay that is measured."""
        return self.results.replay

    @cached_property
    def patients(self) -> NDArray[np.str_]:
        """Ids of all patients, ascending."""
        return self.replay.patients

    def column(self, definition: str) -> NDArray[np.object_]:
        """The value of every patient under a definition, None where it is unknown."""
        if definition not in self._columns:
            self._columns[definition] = column(self.replay, definition, self.patients).values
        return self._columns[definition]

    def numbers(self, definition: str) -> NDArray[np.float64]:
        """A quantity of every patient, NaN where it is unknown."""
        return np.array([np.nan if v is None else v for v in self.column(definition)], dtype=float)

    def days(self, milestone: str) -> NDArray[np.float64]:
        """The day on which every patient reached a milestone, NaN where it is not reached."""
        table = self.replay.milestone(milestone)
        days = dict(zip(table.patient[table.reached], table.day[table.reached], strict=True))
        return np.array([days.get(patient, np.nan) for patient in self.patients], dtype=float)

    def group(self, group: Group) -> NDArray[np.bool_]:
        """Whether each patient meets all criteria of a group."""
        inside = np.ones(len(self.patients), dtype=bool)
        for criterion in group:
            inside &= self._meets(criterion)
        return inside

    def analysis(self, name: str) -> Result:
        """A planned analysis, carried out once.

        Raises AnalysisError, each time, where the cohort cannot give it.
        """
        return self.results.of_name(name)

    def _meets(self, criterion: Criterion) -> NDArray[np.bool_]:
        match criterion:
            case Member(population):
                return np.isin(self.patients, self.replay.members(population))
            case Reached(milestone, yes):
                reached = self.column(milestone).astype(bool)
                return reached if yes else ~reached
            case Label(definition, labels):
                return np.isin(self.column(definition).astype(str), labels)
            case Ended(endpoint, by):
                table = self.replay.endpoint(endpoint)
                ended = (table.cause == 1) if not by else (table.cause > 0) & (table.reason == by)
                return np.isin(self.patients, table.patient[ended])
            case Follows(milestone, earlier):
                return self.days(milestone) >= self.days(earlier)
            case Known(definition):
                return np.array([value is not None for value in self.column(definition)], bool)
            case Number(definition, above, at_least, exactly):
                numbers = self.numbers(definition)
                met = ~np.isnan(numbers)
                met &= True if above is None else numbers > above
                met &= True if at_least is None else numbers >= at_least
                met &= True if exactly is None else numbers == exactly
                return met


def part_of(whole: Mapping[str, Part | Refused | None], key: str, what: str) -> Part:
    """A named part of a result.

    Raises NotEstimableError, with the reason, where the result has none.
    """
    found = whole.get(key)
    if found is None:
        raise NotEstimableError(f"there is no {what} '{key}' at this cutoff")
    if isinstance(found, Refused):
        raise NotEstimableError(found.reason)
    return found
