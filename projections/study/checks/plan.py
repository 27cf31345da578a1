"""Names that a statistical analysis plan cites of its study."""

from collections.abc import Iterator

from projections.language import Classes, Endpoint, Milestone
from projections.study.checks.citing import COLUMN, Citation, names_of, wrong
from projections.study.checks.plan_options import cited_by_options, faults_of_options
from projections.study.declaration import StudyDeclaration
from projections.study.plan import (
    Analysis,
    Baseline,
    Covariate,
    Curves,
    Fixed,
    Forest,
    FromLandmark,
    Incidence,
    Occupancy,
    Paired,
    Rates,
    Regression,
)


def faults_of_plan(study: StudyDeclaration) -> Iterator[str]:
    """What the analyses of a plan cite and the study has not."""
    for name, analysis in study.plan.items():
        where = f"analysis '{name}'"
        yield from wrong(where, _cited(analysis, study))
        yield from wrong(where, cited_by_options(analysis, study))
        yield from (f"{where} {fault}" for fault in faults_of_options(analysis))
        if isinstance(analysis, Regression):
            for covariate in analysis.covariates:
                yield from _labels(where, covariate, study)
        if isinstance(analysis, Curves | FromLandmark) and _competing(study, analysis.endpoint):
            yield (
                f"{where} is a Kaplan-Meier curve of '{analysis.endpoint}', whose events compete; "
                "plan an Incidence"
            )
        yield from (f"{where} {fault}" for fault in _without_late_entry(analysis, study))
        if isinstance(analysis, Occupancy) and study.states is None:
            yield f"{where} is about states, and the study declares none"


def _cited(analysis: Analysis, study: StudyDeclaration) -> Iterator[Citation]:
    columns = names_of(study, *COLUMN)
    match analysis:
        case Curves(endpoint, by) | Incidence(endpoint, by) | Rates(endpoint, by):
            yield _endpoint(endpoint, study)
            yield from (Citation("definition", item, columns) for item in (by,) if item)
        case Baseline(by, rows):
            yield from (Citation("definition", item, columns) for item in (by, *rows))
            yield from (Citation("row", item, rows) for item in analysis.unknown_as_level)
        case Paired(first, second):
            yield from (Citation("definition", item, columns) for item in (first, second))
        case FromLandmark(endpoint, milestone):
            yield _endpoint(endpoint, study)
            yield Citation("milestone", milestone, names_of(study, Milestone))
        case Forest(endpoint, effect, within):
            yield _endpoint(endpoint, study)
            yield from (Citation("definition", item, columns) for item in (effect, *within))
        case Regression(endpoint, covariates, forced=forced):
            yield _endpoint(endpoint, study)
            yield from (item for each in covariates for item in _covariate(each, study))
            names = [
                covariate.definition for covariate in covariates if isinstance(covariate, Fixed)
            ]
            yield from (Citation("fixed covariate", item, names) for item in forced)
    if among := getattr(analysis, "among", ""):
        yield Citation("population", among, study.populations)


def _without_late_entry(analysis: Analysis, study: StudyDeclaration) -> Iterator[str]:
    """What an analysis asks of an endpoint with late entry for which there is no estimate."""
    node = study.definitions.get(getattr(analysis, "endpoint", ""))
    if not isinstance(node, Endpoint) or node.entry is None:
        return
    if isinstance(analysis, Incidence) and analysis.variance == "aalen":
        yield "asks for Aalen's variance, which knows no late entry; choose variance='delta'"
    if isinstance(analysis, Regression) and analysis.of == "incidence":
        yield "models the incidence, which takes no late entry; model the hazard"


def _competing(study: StudyDeclaration, endpoint: str) -> bool:
    node = study.definitions.get(endpoint)
    return isinstance(node, Endpoint) and bool(node.competing)


def _endpoint(name: str, study: StudyDeclaration) -> Citation:
    return Citation("endpoint", name, names_of(study, Endpoint))


def _covariate(covariate: Covariate, study: StudyDeclaration) -> Iterator[Citation]:
    if isinstance(covariate, Fixed):
        yield Citation("definition", covariate.definition, names_of(study, *COLUMN))
    else:
        yield Citation("milestone", covariate.milestone, names_of(study, Milestone))
    if covariate.among:
        yield Citation("population", covariate.among, study.populations)


def _labels(where: str, covariate: Covariate, study: StudyDeclaration) -> Iterator[str]:
    """Labels of a classification that it never gives: no patient would be coded by them."""
    if not isinstance(covariate, Fixed):
        return
    node = study.definitions.get(covariate.definition)
    if isinstance(node, Classes):
        reference = () if covariate.reference is None else (covariate.reference,)
        labels = (*covariate.one_of, *covariate.unknown, *reference)
        cited = f"class of '{covariate.definition}'"
        yield from wrong(where, (Citation(cited, label, node.labels) for label in labels))
