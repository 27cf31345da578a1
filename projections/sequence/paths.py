"""The path of one patient: from the population through treatments to where the patient stands."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID


class Sort(StrEnum):
    """What a place on a path is."""

    POPULATION = "population"
    UNTREATED = "untreated"
    TREATMENT = "treatment"
    ENDING = "ending"


@dataclass(frozen=True, slots=True)
class Place:
    """A node of the graph; number and outcome belong to treatments alone."""

    sort: Sort
    label: str
    number: int = 0
    outcome: str = ""

    @property
    def name(self) -> str:
        """The name by which a user asks for the node: ``2/intensive/CR``, ``end/lost``."""
        match self.sort:
            case Sort.TREATMENT:
                return f"{self.number}/{self.label}/{self.outcome}"
            case Sort.ENDING:
                return f"end/{self.label}"
        return self.label


@dataclass(frozen=True, slots=True)
class Step:
    """A patient's arrival at a place.

    Attributes
    ----------
    place
        Where.
    date
        ISO date, None where no event tells it, as of a patient who was never treated.
    events
        Ids of the events that put the patient there: for a treatment the one that began it and
        the one that settled its outcome.
    told
        What came between a treatment and the next step, such as ``relapse``; of a patient who
        was never treated, what was given instead.
    """

    place: Place
    date: str | None
    events: tuple[UUID, ...]
    told: tuple[str, ...] = ()


Path = tuple[Step, ...]
"""Population; then untreated, or the treatments in order; then one ending."""
