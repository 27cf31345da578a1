"""What a consort diagram shows of a graph: boxes, branches, and what is too small to be shown.

Column 0 is the population, column n the n-th episode. Patients without an n-th episode stand in
column n too, in a box of their own that says where they stand at the cutoff.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from projections.sequence import Path, SequenceGraph, Sort

MOST_COLUMNS, MOST_LABELS = 6, 6
"""Episodes and treatments that are drawn apart."""

MOST_BRANCHES, LARGEST_BRANCHES = 36, 20
"""Where more branches than the former join two columns, only the latter are drawn through."""

ANY, OTHERS = "any treatment", "other treatments"


class Tone(StrEnum):
    """How the patients of a row fared, for the look of the branches that leave it."""

    PLAIN = "all"
    SUCCESS = "success"
    FAILURE = "no success"
    UNCLEAR = "not evaluable"


class Place(NamedTuple):
    """A box: its column, and its treatment; none for the box of those without an episode there.

    In column 0 that box holds everybody, by where they stand at the cutoff.
    """

    column: int
    label: str | None

    @property
    def is_root(self) -> bool:
        """Whether this is the box of the population."""
        return self.column == 0 and self.label is not None


class Row(NamedTuple):
    """Patients of a box who fared alike; ``of`` is the denominator of a success.

    ``remarks`` counts what came after that, before the next episode.
    """

    label: str
    patients: int
    tone: Tone
    of: int | None = None
    remarks: tuple[tuple[str, int], ...] = ()


class Branch(NamedTuple):
    """Patients who went from a row of a box to a box in the next column."""

    source: Place
    row: str
    target: Place
    patients: int


EVERYBODY = Place(0, None)


@dataclass(frozen=True)
class Branches:
    """A graph as boxes and branches; episodes beyond the ``most`` share the last column."""

    graph: SequenceGraph
    most: int = MOST_COLUMNS

    @cached_property
    def columns(self) -> int:
        """Number of the last column with treatments; it may stand for all later ones too."""
        return min(self.graph.length, self.most)

    @property
    def joins_last(self) -> bool:
        """Whether the last column stands for several episodes."""
        return self.graph.length > self.most

    @cached_property
    def labels(self) -> tuple[str, ...]:
        """Treatments that have boxes of their own, most patients first deciding which."""
        given = Counter(step.place.label for path in self._paths for step in path[1:-1])
        used = [label for label in self.graph.labels if given[label]]
        if len(used) <= MOST_LABELS:
            return tuple(used)
        kept = sorted(used, key=lambda label: -given[label])[: MOST_LABELS - 1]
        return tuple(label for label in used if label in kept)

    @cached_property
    def boxes(self) -> dict[Place, tuple[Row, ...]]:
        """Every box with its rows, by column and treatment; the ending box comes last."""
        counts = Counter(cell for path in self._paths for cell in self._cells(path))
        counts.update((EVERYBODY, path[-1].place.label) for path in self._paths)
        root = Place(0, self.graph.definition.population)
        rows: dict[Place, dict[str, int]] = {root: {"": 0}, EVERYBODY: {}}
        for (place, row), patients in counts.items():
            rows.setdefault(place, {})[row] = patients
        remarks = self._remarks
        return {
            place: tuple(
                row._replace(remarks=tuple(sorted(remarks.get((place, row.label), {}).items())))
                for row in self._rows(place, rows[place])
            )
            for place in sorted(rows, key=self._rank)
        }

    @cached_property
    def _remarks(self) -> dict[tuple[Place, str], Counter[str]]:
        """The remarks on the patients of each row, each patient counted once."""
        found: dict[tuple[Place, str], Counter[str]] = {}
        for path in self._paths:
            of_cell: dict[tuple[Place, str], set[str]] = {}
            cells = self._cells(path)[1:]
            for number, step in enumerate(path[1:-1]):
                cell = cells[min(number, len(cells) - 1, self.columns - 1)]
                of_cell.setdefault(cell, set()).update(step.remarks)
            for cell, those in of_cell.items():
                found.setdefault(cell, Counter()).update(those)
        return found

    @cached_property
    def branches(self) -> tuple[Branch, ...]:
        """Every branch, by its source from the top down, then by its target."""
        counts = Counter(
            (place, row, target)
            for path in self._paths
            for (place, row), (target, _) in pairwise(self._cells(path))
        )
        order = {
            (place, row.label): (number, at)
            for number, (place, rows) in enumerate(self.boxes.items())
            for at, row in enumerate(rows)
        }
        found = [Branch(*key, patients) for key, patients in counts.items()]
        return tuple(sorted(found, key=lambda b: (order[b.source, b.row], self._rank(b.target))))

    @cached_property
    def smallest(self) -> tuple[int, ...]:
        """Patients that a branch needs to be drawn to its end, by the column that it leaves."""
        least = []
        for column in range(self.columns + 1):
            sizes = sorted(b.patients for b in self.branches if b.source.column == column)
            crowded = len(sizes) > MOST_BRANCHES
            least.append(sizes[-LARGEST_BRANCHES - 1] + 1 if crowded else 1)
        return tuple(least)

    def patients(self, place: Place) -> int:
        """How many patients are in a box."""
        return sum(row.patients for row in self.boxes[place])

    @property
    def _paths(self) -> Iterator[Path]:
        return iter(self.graph.paths.values())

    def _cells(self, path: Path) -> list[tuple[Place, str]]:
        """The box and row in which a patient stands in each column."""
        definition = self.graph.definition
        treated = [step.place for step in path[1:-1] if step.place.sort is Sort.TREATMENT]
        cells = [(Place(0, definition.population), "")]
        apart = self.columns - self.joins_last
        for place in treated[:apart]:
            label = place.label if place.label in self.labels else OTHERS
            cells.append((Place(place.number, label), self._row(place.outcome)))
        if treated[apart:]:
            together = self._together([place.outcome for place in treated[apart:]])
            cells.append((Place(self.columns, ANY), together))
        return [*cells, (Place(len(cells), None), path[-1].place.label)]

    def _row(self, outcome: str) -> str:
        definition = self.graph.definition
        return definition.success if outcome in definition.successes else outcome

    def _together(self, outcomes: list[str]) -> str:
        """How a patient fared over several episodes: success in any, else as could be judged."""
        definition = self.graph.definition
        if set(outcomes) & set(definition.successes):
            return definition.success
        judged = [outcome for outcome in outcomes if outcome not in definition.not_evaluable]
        return f"no {definition.success}" if judged else outcomes[0]

    def _rows(self, place: Place, counts: dict[str, int]) -> tuple[Row, ...]:
        definition = self.graph.definition
        if place.label is None:
            named = [ending for ending in self.graph.endings if ending in counts]
            return tuple(Row(item, counts[item], Tone.PLAIN) for item in named)
        if place.is_root:
            return (Row("", counts[""], Tone.PLAIN),)
        unclear = [item for item in definition.not_evaluable if item in counts]
        evaluable = sum(counts.values()) - sum(counts[item] for item in unclear)
        success = definition.success
        order = [*self.graph.outcomes, f"no {success}"]
        failures = [item for item in order if item in counts and item not in (success, *unclear)]
        return (
            Row(success, counts.get(success, 0), Tone.SUCCESS, evaluable),
            *(Row(failure, counts[failure], Tone.FAILURE) for failure in failures),
            *(Row(item, counts[item], Tone.UNCLEAR) for item in unclear),
        )

    def _rank(self, place: Place) -> tuple[int, int]:
        order = [*self.labels, OTHERS, ANY, None]
        return place.column, -1 if place.is_root else order.index(place.label)
