"""The path of one patient: from the population through treatments to the status at the cutoff."""

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
        """The name of the node for users: ``2/intensive/CR``, ``end/lost``."""
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
        ISO date, None where no event gives it, as for a patient who was never treated.
    events
        Ids of the events that put the patient there: for a treatment the event that began it and
        the event that decided its outcome.
    remarks
        Between a treatment and the next step, such as ``relapse``; for a patient who was never
        treated, care given instead.
    """

    place: Place
    date: str | None
    events: tuple[UUID, ...]
    remarks: tuple[str, ...] = ()


Path = tuple[Step, ...]
"""Population; then untreated, or the treatments in order; then one ending."""
