"""What a study declares: its definitions and conventions, not checked yet."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import chain
from typing import Literal

from projections.language import Condition, Milestone, Node
from projections.language.names import Names
from projections.language.sequence import SequenceDefinition
from projections.language.states import States
from projections.study.consistency import Suspicion
from projections.study.measures import Measure
from projections.study.plan import Analysis
from projections.study.report import Report
from timeline.vocabulary import CORE, Event, Vocabulary
from timeline.vocabulary.terms import Term


@dataclass(frozen=True, slots=True)
class TimeUnit:
    """The unit in which a study counts time.

    Parameters
    ----------
    name
        Plural, as printed: ``days``, ``months``.
    days
        Length of one unit in days.
    """

    name: str
    days: float


DAYS = TimeUnit("days", 1.0)
MONTHS = TimeUnit("months", 365 / 12)


@dataclass(frozen=True, slots=True)
class StudyDeclaration:
    """All parts of a study.

    Parameters
    ----------
    name, title
        The name by which ``--study`` finds it, and what it is.
    enrolment
        The milestone that makes a patient one of this study; of no other patient is anything
        asked.
    definitions
        Every named definition, under its name.
    populations
        Named groups of patients.
    endpoints
        Names of the endpoints to report, in order, among the definitions.
    classes
        Names of the classifications to report.
    inside
        Definitions inside episodes, under the name of the episodes' definition.
    parts
        Nodes that definitions cite by name, and that nobody asks for by themselves.
    states
        The states through which patients pass, and the table of moves between them.
    sequence
        What the treatment-sequence graph is made of.
    plan
        The statistical analysis plan: analyses by name.
    report
        What ``timeline report`` writes: tables and figures that cite all this by name.
    contradictions
        What is suspicious: stated values compared with derived ones.
    unit
        Unit of reported times.
    report_at
        Times, in the unit, at which estimates are reported.
    kinds, terms
        Kinds of event that the study adds to the vocabulary, and terms by terminology.
    measures
        What its source prints of the cohort, by name.
    cutoff
        The data cutoff of its source, where it has one.
    significance
        The P value below which its source calls a result significant.
    conventions
        What the study decided where its source leaves a choice; printed with every result.
    short_names
        Definitions by a short name under which Python users may also ask for them; results carry
        the name of the definition. They decide no result and are no part of the ``version``.
    adjudications
        Whether what experts decided takes the place of what the definitions say. It is no
        part of the ``version``: results name it beside that.
    """

    name: str
    title: str
    enrolment: Milestone
    definitions: Mapping[str, Node]
    populations: Mapping[str, Condition]
    endpoints: tuple[str, ...]
    inside: Mapping[str, Mapping[str, Node]] = field(default_factory=dict)
    parts: Mapping[str, Node] = field(default_factory=dict)
    states: States | None = None
    sequence: SequenceDefinition | None = None
    plan: Mapping[str, Analysis] = field(default_factory=dict)
    report: Report | None = None
    contradictions: tuple[Suspicion, ...] = ()
    unit: TimeUnit = DAYS
    report_at: tuple[float, ...] = ()
    classes: tuple[str, ...] = ()
    interval: Literal["log", "log-log", "plain", "logit"] = "log"
    kinds: tuple[type[Event], ...] = ()
    terms: Mapping[str, tuple[Term, ...]] = field(default_factory=dict)
    measures: Mapping[str, Measure] = field(default_factory=dict)
    cutoff: date | None = None
    significance: float = 0.05
    conventions: tuple[str, ...] = ()
    short_names: Mapping[str, str] = field(default_factory=dict)
    adjudications: Literal["none", "applied"] = "none"

    @property
    def vocabulary(self) -> Vocabulary:
        """The core vocabulary with the study's own kinds and terms."""
        return CORE.extended(self.kinds, self.terms)

    @property
    def names(self) -> Names:
        """Names of the definitions and of their parts by the identity of their nodes."""
        inside = (each.items() for each in self.inside.values())
        named = chain(self.parts.items(), self.definitions.items(), *inside)
        return Names(((id(node), name) for name, node in named), self.vocabulary.noun_phrases)
