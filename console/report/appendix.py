"""Behind every number its patients, and behind every patient the event that decided."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple
from uuid import UUID

from console.report.formats import natural, printed
from console.report.model import slug
from projections.cohort.evidence import Decided, decided
from projections.cohort.replay import Replay
from projections.language import Node
from projections.language.sentences import sentence
from projections.language.wording import words

Group = tuple[str, ...]
"""Names of a group of patients, such as ``("relapsed", "male")``."""


class Entry(NamedTuple):
    """What a patient contributes, since when or on which day, and by which events."""

    patient: str
    value: str
    since: str
    day: str
    events: tuple[UUID, ...]


@dataclass(frozen=True, slots=True)
class Evidence:
    """The patients behind a value, in groups; a number leads to the group that it counts."""

    anchor: str
    title: str
    sentence: str
    source: str
    groups: Mapping[Group, tuple[Entry, ...]]

    def link(self, *group: str) -> str:
        """The anchor of a group of patients, or of all; empty if there is nobody."""
        if not group:
            return self.anchor
        return f"{self.anchor}.{list(self.groups).index(group)}" if group in self.groups else ""

    def of_patient(self, patient: str) -> str:
        """The anchor of one patient's entry, empty if there is not one alone."""
        return f"{self.anchor}.{patient}" if self.patients.count(patient) == 1 else ""

    @property
    def patients(self) -> list[str]:
        """Whose entries there are, each as often as there are."""
        return [entry.patient for entries in self.groups.values() for entry in entries]


@dataclass
class Appendix:
    """All that the numbers of a report refer to, in the order in which they do."""

    replay: Replay
    evidence: dict[str, Evidence] = field(default_factory=dict)
    _values: dict[str, dict[str, Decided]] = field(default_factory=dict)

    def values(self, name: str) -> dict[str, Decided]:
        """The value of a definition or population, by patient."""
        if name not in self._values:
            self._values[name] = decided(self.replay, self.node(name))
        return self._values[name]

    def node(self, name: str) -> Node:
        """A definition of the study, or a population."""
        study = self.replay.study
        return study.definitions[name] if name in study.definitions else study.populations[name]

    def behind(
        self, name: str, split: Mapping[str, Group] | None = None, tag: str = ""
    ) -> Evidence:
        """The evidence of a value, for those in ``split`` by their groups; else for all.

        Evidence with another ``tag`` stands apart.
        """
        anchor = _anchor(name, tag)
        if anchor not in self.evidence:
            values = self.values(name)
            groups = dict.fromkeys(values, ()) if split is None else split
            entries = [
                (groups[patient], _entry(patient, values[patient]))
                for patient in values
                if patient in groups
            ]
            self._enter(anchor, name, tag, self.node(name), entries)
        return self.evidence[anchor]

    def enter(
        self, name: str, tag: str, node: Node, entries: Sequence[tuple[Group, Entry]]
    ) -> Evidence:
        """Evidence that is no value of a patient, such as episodes."""
        anchor = _anchor(name, tag)
        if anchor not in self.evidence:
            self._enter(anchor, name, tag, node, entries)
        return self.evidence[anchor]

    def _enter(
        self, anchor: str, name: str, tag: str, node: Node, entries: Sequence[tuple[Group, Entry]]
    ) -> None:
        names = self.replay.study.names
        groups: dict[Group, list[Entry]] = {}
        for group, entry in sorted(entries, key=_in_order):
            groups.setdefault(group, []).append(entry)
        self.evidence[anchor] = Evidence(
            anchor,
            f"{words(name)}: {tag}" if tag else words(name),
            sentence(node, names),
            getattr(node, "source", ""),
            {group: tuple(those) for group, those in groups.items()},
        )


def _in_order(entered: tuple[Group, Entry]) -> tuple[Any, ...]:
    """Groups by their names, with numbers as numbers; patients as they are numbered."""
    group, entry = entered
    return tuple(map(natural, group)), natural(entry.patient), entry.value


def _anchor(name: str, tag: str) -> str:
    return f"value-{slug(f'{name} {tag}')}"


def _entry(patient: str, found: Decided) -> Entry:
    value = printed(found.value)
    events = () if found.event is None else (found.event,)
    return Entry(patient, value, found.since or "", found.day or "", events)
