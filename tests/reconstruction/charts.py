"""Each history as a chart: its facts by days from the first infusion, read naively."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import groupby

from tests.studies.cohort import events
from timeline.history import History
from timeline.vocabulary import Event

AFTER_A_COURSE, AFTER_CELLS = 28, 60
"""Days for which drugs, and cells or a graft, are still at work."""


@dataclass(frozen=True, slots=True)
class Chart:
    """The facts of one patient that hold, in clinical order."""

    patient: str
    facts: tuple[Event, ...]
    zero: int

    def on(self, fact: Event) -> int:
        return fact.day.toordinal() - self.zero

    def of(self, *kinds: str) -> list[Event]:
        return [fact for fact in self.facts if fact.kind in kinds]

    @property
    def last(self) -> int:
        return max(self.on(fact) for fact in self.facts)

    def worked(self) -> Iterator[tuple[int, int]]:
        """From which day until which day a treatment of the disease was at work."""
        stops = self.of("therapy_stopped")
        for start in self.of("therapy_started"):
            same = [s for s in stops if s.drugs == start.drugs and s.day >= start.day]
            end = self.on(same[0]) if same else self.last
            yield self.on(start), end + AFTER_A_COURSE
        for cells in self.of("cell_infusion", "transplant", "donor_lymphocytes"):
            yield self.on(cells), self.on(cells) + AFTER_CELLS


@cache
def charts() -> tuple[Chart, ...]:
    return tuple(
        _chart(patient, History(tuple(group)))
        for patient, group in groupby(events(), lambda event: event.patient)
    )


def _chart(patient: str, history: History) -> Chart:
    facts = tuple(history.current_facts())
    zero = next(fact for fact in facts if fact.kind == "cell_infusion").day.toordinal()
    return Chart(patient, facts, zero)
