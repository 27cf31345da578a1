"""Options of the analyses of a plan that no estimate could follow."""

from collections.abc import Iterator
from typing import get_args

from projections.language import Classes, Quantity
from projections.study.checks.citing import COLUMN, Citation, names_of
from projections.study.declaration import StudyDeclaration
from projections.study.plan import (
    Analysis,
    Curves,
    Fixed,
    Incidence,
    Interval,
    Occupancy,
    Rates,
    Regression,
)


def cited_by_options(analysis: Analysis, study: StudyDeclaration) -> Iterator[Citation]:
    """Definitions by which rows are layered, weighted or clustered, and a reference group."""
    columns, named = names_of(study, *COLUMN), tuple[str, ...]()
    match analysis:
        case Curves(strata=strata) | Incidence(strata=strata):
            named = (strata,)
        case Regression(strata=strata, cluster=cluster):
            named = (strata, cluster)
            if analysis.weights:
                yield Citation("quantity", analysis.weights, names_of(study, Quantity))
        case Rates(by=by, reference=reference):
            node = study.definitions.get(by)
            if reference and isinstance(node, Classes):
                yield Citation(f"class of '{by}'", reference, node.labels)
    yield from (Citation("definition", name, columns) for name in named if name)


def faults_of_options(analysis: Analysis) -> Iterator[str]:
    """Numbers outside their range, and options that have no effect together."""
    if isinstance(analysis, Curves | Incidence | Rates | Regression | Occupancy):
        yield from _level(analysis.level)
    if isinstance(analysis, Curves | Incidence):
        yield from _curve(analysis)
    if isinstance(analysis, Curves):
        yield from _curve_alone(analysis)
    if isinstance(analysis, Rates):
        if not analysis.per > 0:
            yield f"counts events per {analysis.per:g} units of time; name a number above 0"
        if analysis.reference and not analysis.by:
            yield "names a reference and no groups; say by which definition"
    if isinstance(analysis, Regression) and analysis.of == "incidence":
        given = analysis.strata, analysis.weights, analysis.cluster, analysis.robust
        for option, value in zip(("strata", "weights", "cluster", "robust"), given, strict=True):
            if value:
                yield f"models the incidence, which takes no {option}; model the hazard"
    if isinstance(analysis, Regression):
        yield from _divisors(analysis)
    if isinstance(analysis, Regression) and analysis.cluster and analysis.robust is False:
        yield "names clusters, whose standard errors are robust; leave robust=False out"


def _divisors(analysis: Regression) -> Iterator[str]:
    for covariate in analysis.covariates:
        if isinstance(covariate, Fixed) and not abs(covariate.per) > 0:
            yield f"divides '{covariate.definition}' by {covariate.per:g}; name a number but 0"


def _level(level: float) -> Iterator[str]:
    if not 0 < level < 1:
        yield f"has the confidence level {level:g}; it lies between 0 and 1, as 0.95 does"


def _curve(analysis: Curves | Incidence) -> Iterator[str]:
    for quantile in analysis.quantiles:
        if not 0 < quantile <= 1:
            yield f"reports the quantile {quantile:g}; one is above 0 and at most 1"
    if analysis.strata and not analysis.by:
        yield "has strata and no groups to compare within them; say by which definition"


def _curve_alone(analysis: Curves) -> Iterator[str]:
    for until in analysis.restricted_mean_at:
        if not until > 0:
            yield f"restricts the mean to {until:g}; name a time above 0"
    if analysis.trend and not analysis.by:
        yield "tests a trend over no groups; say by which definition"
    if analysis.interval and analysis.interval not in get_args(Interval):
        choices = ", ".join(get_args(Interval))
        yield f"has the interval {analysis.interval!r}; choose from {choices}"
