"""Derivation trees: one patient's evaluation with every intermediate kept."""

from collections.abc import Iterable, Iterator
from copy import copy
from dataclasses import dataclass, field, replace
from uuid import UUID

import numpy as np

from projections.audit.deciding import turning_point
from projections.audit.derivation import Adjudicated, Derivation, Rejected
from projections.audit.rejections import rejections
from projections.audit.sources import SAYS, became_of
from projections.audit.values import TRUTHS, DerivedValue, derived_value
from projections.cohort.adjudications import decided, evaluated
from projections.engine import NOWHERE, Evaluation, MilestoneDates
from projections.engine.outcomes import Censoring, classify
from projections.engine.overrides import Overrides
from projections.engine.status import status_at
from projections.language import (
    Case,
    Classes,
    Count,
    Endpoint,
    Episodes,
    InEpisode,
    Milestone,
    Node,
    Reached,
    Source,
)
from projections.language.milestones import Occurrence
from projections.language.parts import parts_of
from projections.language.sentences import cited, sentence
from projections.study import Study
from projections.study.fingerprint import fingerprint
from timeline.log import AsOf, Segment


@dataclass
class Audit:
    """The derivations of one patient's values.

    Parameters
    ----------
    study
        Whose definitions are asked.
    segment
        A segment of that patient alone (``Segment.only``).
    as_of, censoring
        As for the cohort's replay.
    """

    study: Study
    segment: Segment
    as_of: AsOf
    censoring: Censoring = Censoring.ADMINISTRATIVE
    evaluation: Evaluation = field(init=False)
    unit: int = field(init=False, default=0)
    outer: "Audit | None" = field(init=False, default=None)
    episodes: Episodes | None = field(init=False, default=None)
    decided: Overrides = field(init=False)
    _opened: set[tuple[int, int, int]] = field(default_factory=set)
    _opens: bool = field(init=False, default=True)
    _digests: dict[int, bytes] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.names = self.study.names
        evaluation = evaluated(self.study, self.segment, self.as_of, self.censoring)
        self.decided = decided(self.study, evaluation.view)
        self.enter(evaluation, 0)

    def enter(self, evaluation: Evaluation, unit: int) -> None:
        """Look at the patient (unit 0), or at one of the patient's episodes."""
        self.evaluation, self.unit, self.end = evaluation, unit, evaluation.end

    def derivation(self, name: str) -> Derivation:
        """How the named value of this patient came about."""
        self._opened.clear()
        return self.derive(self.study.definitions[name], self.end)

    def of_episode(self, episodes: str, number: int, name: str) -> Derivation | None:
        """How the named value inside an episode came about; None if there is no such episode."""
        self._opened.clear()
        inside = self.inside(episodes, number)
        if inside is None:
            return None
        return inside.derive(self.study.inside[episodes][name], inside.end)

    def inside(self, episodes: str, number: int) -> "Audit | None":
        """The same audit, looking at one episode; None if the patient has none of that number."""
        node = self.study.definitions[episodes]
        assert isinstance(node, Episodes), f"{episodes} is no definition of episodes"
        return self.episode(node, number)

    def episode(self, episodes: Episodes, number: int) -> "Audit | None":
        """The same audit, looking at the episode of a number; None if the patient has none."""
        units = self._units(episodes, number) if number > 0 else []
        return self.look_into(episodes, units[0]) if units else None

    def derived(self, node: Node, at: MilestoneDates | None = None) -> DerivedValue:
        """What a definition evaluates to, without its derivation."""
        return derived_value(self.evaluation, self.unit, node, at or self.end)

    def derive(self, node: Node, at: MilestoneDates) -> Derivation:
        """Open a definition where it stands first in the tree; elsewhere say what came out."""
        if isinstance(node, Reached) and id(node) not in self.names:
            return self.derive(node.milestone, at)
        mark = (id(node), id(self.evaluation), self.unit)
        if mark in self._opened:
            shut = copy(self)
            shut._opens = False
            return replace(shut._derived(node, at), opened_before=True)
        if id(node) in self.names:
            self._opened.add(mark)
        return self._derived(node, at)

    def _derived(self, node: Node, at: MilestoneDates) -> Derivation:
        derived, name = self.derived(node, at), self.names.get(id(node), "")
        decided_by, rule = self.events(derived.rows), self.by_rule(node)
        return Derivation(
            name,
            sentence(node, self.names),
            getattr(node, "source", ""),
            derived.value,
            derived.date,
            decided_by,
            rule._rejected(node, decided_by) if self._opens else (),
            tuple(rule._parts(node, at)) if self._opens else (),
            version=fingerprint(node, self._digests) if name else "",
            adjudication=self._decision(node),
        )

    def _parts(self, node: Node, at: MilestoneDates) -> Iterator[Derivation]:
        """Derivations of what a definition is composed of."""
        match node:
            case InEpisode():
                yield from self._looked_into(node)
            case Classes():
                case = int(classify(self.evaluation, node)[self.unit])
                yield from (self._case(item) for item in node.cases[: case + 1])
            case Endpoint():
                sources = (*node.events, *node.competing)
                milestones = (*node.starts, *(source.milestone for source in sources))
                yield from (self.derive(milestone, self.end) for milestone in milestones)
                yield from (self._censor(node, source) for source in node.censors)
            case Episodes():
                yield from (
                    self.derive(milestone, self.end) for milestone in node.window.milestones
                )
            case Count(of=Episodes() as episodes):
                yield self.derive(episodes, self.end)
            case Milestone():
                then = turning_point(self.evaluation, self.unit, node)
                yield from (self.derive(item, then) for item in parts_of(node))
            case _:
                yield from (self.derive(item, at) for item in parts_of(node))

    def _rejected(self, node: Node, decided_by: tuple[UUID, ...]) -> tuple[Rejected, ...]:
        if not isinstance(node, Occurrence):
            return ()
        moments = self.evaluation.moments(node)
        considered = rejections(self.evaluation, node, moments, self.unit, self.names)
        return tuple(item for item in considered if item.event not in decided_by)

    def _looked_into(self, node: InEpisode) -> Iterator[Derivation]:
        """A milestone inside episodes: in the one that decided, or in all; and which they are."""
        moments = self.evaluation.moments(node)
        looked_into = [self.look_into(node.episodes, unit) for unit in self.units(node)]
        reached = [item for item in looked_into if item._reaches(node.milestone, moments)]
        for inside in reached[:1] or looked_into:
            yield inside.derive(node.milestone, inside.end)
        yield self.derive(node.episodes, self.end)

    def units(self, node: InEpisode) -> list[int]:
        """Indices of the episodes that a milestone looks into."""
        return self._units(node.episodes, node.number)

    def _units(self, episodes: Episodes, number: int) -> list[int]:
        """Indices of this patient's episodes (0), or of the one with a number."""
        table = self.evaluation.inside(episodes).table
        mine = (table.patient == self.unit) & ((table.number == number) | (number == 0))
        return [int(unit) for unit in np.flatnonzero(mine)]

    def look_into(self, episodes: Episodes, unit: int) -> "Audit":
        """The same audit, looking at one episode by its index."""
        inside = copy(self)
        inside.outer = self
        found = self.evaluation.inside(episodes)
        inside.episodes, inside.decided = episodes, self.decided.inside(episodes, found.table)
        inside.enter(found, unit)
        return inside

    def _reaches(self, milestone: Milestone, lifted: MilestoneDates) -> bool:
        row = self.evaluation.moments(milestone).row[self.unit]
        return row != NOWHERE and row in lifted.row

    def _case(self, case: Case) -> Derivation:
        part = self.derive(case.when, self.end)
        truth = TRUTHS[int(status_at(self.evaluation, case.when, self.end).truth[self.unit])]
        text = f"{case.label} if {cited(case.when, self.names)}"
        return Derivation("", text, "", truth, None, decided_by=part.decided_by, parts=(part,))

    def _censor(self, endpoint: Endpoint, source: Source) -> Derivation:
        part = self.derive(source.milestone, self.end)
        text = f"{source.name}: {SAYS[source.follows]}"
        became = became_of(self.evaluation, self.unit, endpoint, source)
        return Derivation("", text, "", became, None, parts=(part,))

    def by_rule(self, node: Node) -> "Audit":
        """The same audit without what was decided of one definition; all else stays decided."""
        if self.evaluation.override(node) is None:
            return self
        root = self.outer or self
        bare = copy(root)
        overrides = root.evaluation.overrides.without(node)
        bare.enter(Evaluation(root.evaluation.view, overrides), root.unit)
        return bare if self.episodes is None else bare.look_into(self.episodes, self.unit)

    def _decision(self, node: Node) -> Adjudicated | None:
        """What an expert decided of a value, whether or not it is applied, beside the rule's."""
        override = self.decided.of_patients.get(id(node))
        row = None if override is None else override.deciding_row(self.unit)
        if row is None:
            return None
        derived = self.by_rule(node).derived(node)
        applied = self.study.adjudications == "applied"
        return Adjudicated(self.segment.event_id(row), applied, derived.value, derived.date)

    def events(self, rows: Iterable[int]) -> tuple[UUID, ...]:
        """Ids of the events at some rows."""
        return tuple(self.segment.event_id(row) for row in rows)
