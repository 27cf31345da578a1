"""Measures that read the study itself: limits, parts of endpoints, methods, settings."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

from analyses.errors import InvalidInputError
from analyses.measured.cohort import Cohort, Values
from projections.language import Classes, Endpoint, FieldTest
from projections.measures import Limit, Method, Parts, Setting, Wording
from projections.plan import Baseline, Curves, Exposure, Incidence, Paired, Regression

METHODS = {
    Curves: "Kaplan-Meier",
    Incidence: "cumulative incidence",
    Regression: "Cox",
    Baseline: "median and range; number and percentage",
    Paired: "signed-rank",
}
"""What is done by each kind of planned analysis."""


def limit(cohort: Cohort, measure: Limit) -> Values:
    """The number against which a definition tests a field; it must be one."""
    node = cohort.replay.study.definitions[measure.definition]
    found = {
        test.value
        for test in _tests(node, set())
        if (test.field, test.operator) == (measure.field, measure.operator)
    }
    if len(found) != 1:
        raise InvalidInputError(
            f"'{measure.definition}' tests '{measure.field}' against {len(found)} numbers, not one"
        )
    return {"value": found.pop()}


def parts(cohort: Cohort, measure: Parts) -> Values:
    """What ends the time of an endpoint, what competes, and how many have its origin."""
    node = cohort.replay.study.definitions[measure.endpoint]
    assert isinstance(node, Endpoint)
    return {
        "events": "; ".join(source.name for source in node.events),
        "competing": "; ".join(source.name for source in node.competing),
        "n": len(cohort.replay.endpoint(measure.endpoint).patient),
    }


def wording(cohort: Cohort, measure: Wording) -> Values:
    """The labels of a classification in order, but what is left, and the source of its rule.

    Labels that the paper has no words for are left out.
    """
    node = cohort.replay.study.definitions[measure.definition]
    assert isinstance(node, Classes)
    labels = (measure.words.get(case.label, case.label) for case in node.cases)
    source = measure.words.get(node.source, node.source)
    return {"labels": "; ".join(filter(None, labels)), "source": source}


def method(cohort: Cohort, measure: Method) -> Values:
    """How an analysis is done, what in it depends on time, and what enters."""
    plan = cohort.replay.study.plan[measure.analysis]
    values: Values = {"method": METHODS[type(plan)]}
    if isinstance(plan, Regression):
        exposures = [one.milestone for one in plan.covariates if isinstance(one, Exposure)]
        values["exposures"] = "; ".join(measure.words.get(one, one) for one in exposures)
        values["entry"] = plan.entry
    return values


def setting(cohort: Cohort, measure: Setting) -> Values:
    """A number of the study, or its date in ISO form."""
    value = getattr(cohort.replay.study, measure.name)
    return {"value": value if isinstance(value, float) else str(value)}


def _tests(node: Any, seen: set[int]) -> Iterator[FieldTest]:
    """Every test of a field in a definition, parts shared by several visited once."""
    if id(node) in seen:
        return
    seen.add(id(node))
    if isinstance(node, FieldTest):
        yield node
    elif isinstance(node, tuple):
        for one in node:
            yield from _tests(one, seen)
    elif is_dataclass(node):
        for one in fields(node):
            yield from _tests(getattr(node, one.name), seen)
