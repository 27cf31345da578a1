"""What can be measured of a cohort, as data: each kind says which values it gives, by name.

Definitions, populations and analyses are cited by their names in the study. Nothing here
computes; ``analyses.claims`` evaluates a measure on a replay.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from projections.study.measures.groups import EVERYBODY, Group
from projections.study.measures.histories import Histories

NUMBERS = frozenset(
    {"n", "denom", "pct", "median", "q1", "q3", "lo", "hi", "first", "second", "within"}
    | {"est", "ci_lo", "ci_hi", "hr", "p", "p_ge"}
)
"""Names of values that are numbers, whatever the measure."""
YES_OR_NO = frozenset({"significant", "only"})


@dataclass(frozen=True, slots=True)
class Tally:
    """How many of a group meet further criteria: ``n``, ``denom`` and ``pct``."""

    of: Group
    among: Group = EVERYBODY


@dataclass(frozen=True, slots=True)
class Spread:
    """The spread of a known number in a group, or of an endpoint's times.

    Values are ``n``, ``median``, ``q1``, ``q3`` (quantiles of type 7), ``lo`` and ``hi``,
    ``first`` and ``second`` in order of size, and ``within``, the least whole number that none
    exceeds. Days are counted in the study's unit where ``unit`` says so. ``times`` says of an
    endpoint whether the times of those with the event count, or of those still under
    observation.
    """

    of: str
    among: Group = EVERYBODY
    unit: Literal["as recorded", "of the study"] = "as recorded"
    times: Literal["of events", "of the censored"] | None = None


@dataclass(frozen=True, slots=True)
class Median:
    """The median of a planned curve: ``median``, ``ci_lo``, ``ci_hi``."""

    analysis: str
    group: str = "all"


@dataclass(frozen=True, slots=True)
class Curve:
    """A planned curve or incidence at a time, in percent: ``est``, ``ci_lo``, ``ci_hi``.

    ``cause`` names the event of an incidence.
    """

    analysis: str
    at: float
    group: str = "all"
    cause: str = ""


@dataclass(frozen=True, slots=True)
class Ratio:
    """A hazard ratio of a planned regression: ``hr``, ``ci_lo``, ``ci_hi``, ``p``.

    Of the covariate alone, with the test of the plan; ``together`` with those that entered the
    model of several, with Wald's.
    """

    analysis: str
    covariate: str
    together: bool = False


@dataclass(frozen=True, slots=True)
class Comparison:
    """The test of a planned comparison: ``p``, ``significant``, and ``higher``.

    ``higher`` is the group whose median is the larger, where there are two.
    """

    analysis: str
    row: str = ""


@dataclass(frozen=True, slots=True)
class Significance:
    """Whether factors of a planned regression are significant at the study's level.

    Values are ``significant``, whether any is; ``only``, whether all are and no other is;
    ``direction``, ``above 1`` or ``below 1`` of the first; ``p_ge``, the level if no P falls
    below it, else the least P. ``others`` asks of all factors but these.
    """

    analysis: str
    covariates: tuple[str, ...] = ()
    together: bool = False
    others: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """What a definition says of one patient, in the words of the source: ``value``.

    The patient is named where the measure is asked for, or is the only one of group ``of``.
    ``words`` puts the definition's words into the source's; ``missing`` is said of what is
    unknown. Numbers are divided by ``per``. Of a patient who is not in group ``when`` there is no
    such cell: what is not recorded of a treatment says nothing before the treatment is.
    """

    definition: str
    words: Mapping[str, str] = field(default_factory=dict)
    missing: str = "unknown"
    per: float = 1.0
    of: Group = EVERYBODY
    when: Group = EVERYBODY


@dataclass(frozen=True, slots=True)
class Pairs:
    """How many of a group have a second number higher than the first, lower, or comparable.

    Two positive numbers are comparable if neither exceeds the other by more than ``factor``.
    Values are ``n``, ``denom`` and ``who``, their ids.
    """

    first: str
    second: str
    relations: tuple[Literal["higher", "comparable", "lower"], ...]
    factor: float
    among: Group = EVERYBODY


@dataclass(frozen=True, slots=True)
class Dated:
    """The month of the first or last day on which any patient reached a milestone: ``month``."""

    milestone: str
    which: Literal["first", "last"]


@dataclass(frozen=True, slots=True)
class Followed:
    """How many are followed under an endpoint, those who have its origin: ``n``."""

    endpoint: str


@dataclass(frozen=True, slots=True)
class Entered:
    """The factors that entered the model of several of a planned regression: ``factors``.

    ``words`` puts their names into the words of the source.
    """

    analysis: str
    words: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Behaves:
    """Which of some made-up patients the study's definitions put into a group.

    Values are ``who``, their names, in the order in which they are listed; and of names that are
    numbers ``least`` and ``greatest``, if all from there on, or all up to there, are in the group
    and no other. The cohort has no part in it.
    """

    histories: Histories
    of: Group


Measure: TypeAlias = (
    Tally
    | Spread
    | Median
    | Curve
    | Ratio
    | Comparison
    | Significance
    | Cell
    | Pairs
    | Dated
    | Followed
    | Entered
    | Behaves
)
