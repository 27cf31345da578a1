"""Episodes of treatment: one row each, or counted by number, kind and outcome."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from console.report.appendix import Entry, Evidence, Group
from console.report.formats import NOTHING, natural, printed
from console.report.model import Cell, Row, Table
from console.report.sources import Sources
from console.report.tables.listings import READING, in_words
from projections.cohort.episodes import Ending, EpisodeRow, Value, episode_rows
from projections.language import Classes, Milestone, Node
from projections.study.report import EpisodeListing, EpisodeOutcomes


def episode_listing(sources: Sources, block: EpisodeListing) -> Table:
    """Episodes in the order of patients, one row each."""
    found, inside = _found(sources, block.episodes), sources.opened.study.inside[block.episodes]
    behind = _behind(sources, block.episodes, "each", found, _own, block.columns)
    rows = []
    for item in found:
        values = (_value(sources, inside[name], item.values[name]) for name in block.columns)
        cells = (Cell(text, behind.link(*_own(item))) for text in (str(item.number), item.start))
        valued = (
            Cell(text, behind.link(*_own(item)) if text != NOTHING else "") for text in values
        )
        rows.append(Row(Cell(item.patient, f"patient-{item.patient}"), (*cells, *valued)))
    headings = ("Patient", "No.", "Start", *(sources.name(name) for name in block.columns))
    return Table(block.label, block.title, headings, tuple(rows), (READING,), in_words(headings))


def episode_outcomes(sources: Sources, block: EpisodeOutcomes) -> Table:
    """Episodes by number and kind, and by outcome."""
    counted = _Counted(sources, block, _found(sources, block.episodes))
    numbers = sorted({item.number for item in counted.found})
    rows = tuple(row for number in numbers for row in counted.rows(number))
    headings = ("", "n", *(sources.value(outcome) for outcome in counted.outcomes))
    return Table(block.label, block.title, headings, rows)


@dataclass(frozen=True)
class _Counted:
    """Episodes with what they are counted by."""

    sources: Sources
    block: EpisodeOutcomes
    found: list[EpisodeRow]

    @property
    def outcomes(self) -> list[str]:
        """Outcomes that occur, in the order of the study's cases."""
        there = {self.outcome(item) for item in self.found}
        node = self.sources.opened.study.inside[self.block.episodes][self.block.outcome]
        assert isinstance(node, Classes), f"{self.block.outcome} is no classification"
        return [case for case in (*(c.label for c in node.cases), node.otherwise) if case in there]

    def kind(self, episode: EpisodeRow) -> str:
        return str(episode.values[self.block.kind].value)

    def outcome(self, episode: EpisodeRow) -> str:
        return str(episode.values[self.block.outcome].value)

    def rows(self, number: int) -> Iterator[Row]:
        """All episodes of a number, then those of each kind."""
        numbered = [item for item in self.found if item.number == number]
        name = f"{self.sources.name(self.block.episodes)} {number}"
        yield self._row(Cell(name), numbered, "", lambda episode: (str(episode.number),))
        for kind in sorted(set(map(self.kind, numbered))):
            those = [item for item in numbered if self.kind(item) == kind]
            head = Cell(self.sources.value(kind))
            yield self._row(
                head, those, "class", lambda episode: (str(episode.number), self.kind(episode))
            )

    def _row(
        self, head: Cell, those: list[EpisodeRow], split: str, group: Callable[[EpisodeRow], Group]
    ) -> Row:
        """Counts of some episodes; each leads to as many."""
        whole = self._evidence(f"by number {split}", group)
        parted = self._evidence(
            f"by number {split} outcome", lambda episode: (*group(episode), self.outcome(episode))
        )
        cells = [Cell(str(len(those)), whole.link(*group(those[0])))]
        for outcome in self.outcomes:
            count = sum(self.outcome(item) == outcome for item in those)
            link = parted.link(*group(those[0]), outcome) if count else ""
            cells.append(Cell(str(count) if count else NOTHING, link))
        return Row(head, tuple(cells), 1 if split else 0)

    def _evidence(self, tag: str, group: Callable[[EpisodeRow], Group]) -> Evidence:
        names = (self.block.kind, self.block.outcome)
        return _behind(self.sources, self.block.episodes, tag, self.found, group, names)


def _found(sources: Sources, name: str) -> list[EpisodeRow]:
    found = episode_rows(sources.replay, name)
    return sorted(found, key=lambda episode: (natural(episode.patient), episode.number))


def _behind(
    sources: Sources,
    name: str,
    tag: str,
    found: list[EpisodeRow],
    group: Callable[[EpisodeRow], Group],
    names: tuple[str, ...],
) -> Evidence:
    """The episodes in groups, each with the events that began it and decided its values."""
    entries = [(group(item), _entry(item, names)) for item in found]
    return sources.appendix.enter(name, tag, sources.appendix.node(name), entries)


def _entry(episode: EpisodeRow, names: tuple[str, ...]) -> Entry:
    values = [episode.values[name] for name in names]
    events = (episode.begun_by, *(value.event for value in values))
    cited = tuple(dict.fromkeys(event for event in events if event is not None))
    text = [printed(value.value) for value in values if type(value.value) is str]
    return Entry(episode.patient, f"{episode.number}: {', '.join(text)}", "", episode.start, cited)


def _own(episode: EpisodeRow) -> Group:
    return (episode.patient, str(episode.number))


def _value(sources: Sources, node: Node, found: Value) -> str:
    if isinstance(node, Milestone):
        return found.date or NOTHING
    value = str(found.value) if isinstance(found.value, Ending) else found.value
    return NOTHING if value is None else sources.value(value)
