"""The statistical analysis plan of a study, as data: which analyses, of what, by which convention.

Nothing here computes. Definitions, endpoints and populations are cited by their names in the
study; ``among`` names the population to which an analysis is confined, all if it names none.
"""

from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from projections.study.fingerprint import IF_USED

Interval: TypeAlias = Literal["log", "log-log", "plain", "logit"]
IncidenceInterval: TypeAlias = Interval | Literal["complementary log-log"]
Variance: TypeAlias = Literal["aalen", "delta"]
Ties: TypeAlias = Literal["efron", "breslow"]


@dataclass(frozen=True, slots=True)
class Curves:
    """Kaplan-Meier curves of an endpoint, compared by the log-rank test where ``by`` is named.

    ``rho`` is the Fleming-Harrington weight, 0 for the log-rank test itself. With ``strata``
    groups are compared within each stratum; with ``trend`` the test is also made for a trend over
    the groups in their order. Limits have the confidence ``level``, on the scale ``interval`` or,
    if it names none, on that of the study. ``quantiles`` are reported beside the median, and the
    mean survival time restricted to each of ``restricted_mean_at``, in the study's unit.
    """

    endpoint: str
    by: str = ""
    rho: float = 0.0
    among: str = ""
    strata: str = field(default="", metadata=IF_USED)
    trend: bool = field(default=False, metadata=IF_USED)
    level: float = field(default=0.95, metadata=IF_USED)
    interval: Interval | Literal[""] = field(default="", metadata=IF_USED)
    quantiles: tuple[float, ...] = field(default=(), metadata=IF_USED)
    restricted_mean_at: tuple[float, ...] = field(default=(), metadata=IF_USED)


@dataclass(frozen=True, slots=True)
class Incidence:
    """Cumulative incidence of an endpoint's causes, compared by Gray's test where ``by`` is named.

    The defaults are the variance and interval that users of ``cmprsk::cuminc`` report. With
    ``strata`` groups are compared within each stratum. Limits have the confidence ``level``;
    ``quantiles`` are reported beside the median.
    """

    endpoint: str
    by: str = ""
    variance: Variance = "aalen"
    interval: IncidenceInterval = "log-log"
    among: str = ""
    strata: str = field(default="", metadata=IF_USED)
    level: float = field(default=0.95, metadata=IF_USED)
    quantiles: tuple[float, ...] = field(default=(), metadata=IF_USED)


@dataclass(frozen=True, slots=True)
class Rates:
    """Events of an endpoint per ``per`` units of person-time, with exact limits, by group.

    Where ``by`` is named, each rate is divided by that of the group ``reference``, the first one
    if none is named.
    """

    endpoint: str
    by: str = ""
    per: float = 1.0
    reference: str = ""
    level: float = 0.95
    among: str = ""


@dataclass(frozen=True, slots=True)
class Fixed:
    """A covariate that is known at the origin; one learnt later is refused (immortal time).

    ``minus`` is taken from a number, which is then divided by ``per``. ``above`` makes two
    groups of a number: above it, or not. ``reference`` is the label others are compared with;
    ``one_of`` makes two groups of labels: these, or any other. A patient under the label
    ``unknown`` or one in ``unknown``, or not of the population ``among``, is left out of models
    that hold it; with ``unknown_as_level`` the label is a level like any other.
    """

    definition: str
    minus: float = 0.0
    reference: str | None = None
    per: float = 1.0
    above: float | None = None
    one_of: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    among: str = ""
    unknown_as_level: bool = False


@dataclass(frozen=True, slots=True)
class Exposure:
    """A covariate that turns from 0 to 1 when a milestone is reached: rows (start, stop].

    ``same_day`` says what holds of an exposure on the last day of follow-up. Patients not of the
    population ``among`` are left out of models that hold it.
    """

    milestone: str
    same_day: Literal["unexposed", "half-day-before"] = "unexposed"
    among: str = ""


Covariate: TypeAlias = Fixed | Exposure


@dataclass(frozen=True, slots=True)
class Regression:
    """A regression of an endpoint: ``of`` its hazard (Cox, cause-specific) or its incidence.

    The incidence of an endpoint with competing events is modelled by Fine and Gray's regression;
    it takes no exposures.

    With ``alone`` each covariate has a model of its own, over its own complete rows. With
    ``entry`` each is first taken alone so, and those whose unrounded P value of ``test`` is at
    most that enter one model together, where each is tested by Wald's test. ``forced`` names
    fixed covariates that may be learnt after the origin, with a warning. Time is the days
    ``elapsed`` since the origin, or ``inclusive`` of it: the day of origin is day 1, as in R's
    ``heart`` data.

    ``strata`` is a definition whose values have baseline hazards of their own, ``weights`` a
    quantity by which patients weigh, ``cluster`` a definition within whose values patients depend
    on each other. Standard errors are ``robust`` as in R: if None, where clusters or weights that
    are not whole numbers are named; over clusters, else over patients. Limits have the confidence
    ``level``. The incidence takes none of the first four.
    """

    endpoint: str
    covariates: tuple[Covariate, ...]
    ties: Ties = "efron"
    entry: float | None = None
    test: Literal["likelihood ratio", "Wald", "score"] = "likelihood ratio"
    forced: tuple[str, ...] = ()
    of: Literal["hazard", "incidence"] = "hazard"
    time: Literal["elapsed", "inclusive"] = "elapsed"
    alone: bool = False
    among: str = ""
    strata: str = field(default="", metadata=IF_USED)
    weights: str = field(default="", metadata=IF_USED)
    cluster: str = field(default="", metadata=IF_USED)
    robust: bool | None = field(default=None, metadata=IF_USED)
    level: float = field(default=0.95, metadata=IF_USED)


@dataclass(frozen=True, slots=True)
class Baseline:
    """A table of characteristics by group, each with its test (gtsummary's choice of tests).

    Unknown is a row of the table and no level of a test, but for the rows in
    ``unknown_as_level``.
    """

    by: str
    rows: tuple[str, ...]
    among: str = ""
    unknown_as_level: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Paired:
    """Two numbers of each patient compared by Wilcoxon's signed-rank test.

    With ``above`` only patients whose first number exceeds it are compared.
    """

    first: str
    second: str
    above: float | None = None
    among: str = ""


@dataclass(frozen=True, slots=True)
class FromLandmark:
    """Survival of an endpoint from a landmark on, by whether a milestone was reached by then.

    ``at`` is in the study's unit; those with the event or lost before it are counted, by reason.
    """

    endpoint: str
    milestone: str
    at: float


@dataclass(frozen=True, slots=True)
class Occupancy:
    """State occupancy probabilities over the study's states, and the mean time spent in each.

    ``until`` bounds the mean time, in the study's unit. Limits have the confidence ``level``.
    """

    until: float
    level: float = field(default=0.95, metadata=IF_USED)


@dataclass(frozen=True, slots=True)
class Forest:
    """The hazard ratio of one effect within the groups of each classification named.

    ``effect`` is a number, or a milestone or condition that is true or not.
    """

    endpoint: str
    effect: str
    within: tuple[str, ...]


Analysis: TypeAlias = (
    Curves | Incidence | Rates | Regression | Baseline | Paired | FromLandmark | Occupancy | Forest
)
