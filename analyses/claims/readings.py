"""Measures that read a planned analysis: medians, curves, hazard ratios, tests."""

from typing import Any

from analyses.claims.cohort import Cohort, Values, part_of
from analyses.errors import NotEstimableError
from analyses.plan.groups import UNKNOWN
from projections.study.measures import (
    Comparison,
    Curve,
    Entered,
    Followed,
    Median,
    Ratio,
    Significance,
)


def median(cohort: Cohort, measure: Median) -> Values:
    """The median of a curve with its limits, None where it is not reached."""
    found = _group(cohort, measure.analysis, measure.group)["median"]
    return {"median": found["estimate"], "ci_lo": found["lower"], "ci_hi": found["upper"]}


def curve(cohort: Cohort, measure: Curve) -> Values:
    """A curve or an incidence at one of the study's report times, in percent."""
    found = _group(cohort, measure.analysis, measure.group)
    if measure.cause:
        found = part_of(found, measure.cause, "cause")
    at = {point["time"]: point for point in found["at"]}
    if measure.at not in at:
        raise NotEstimableError(f"the study does not report at {measure.at:g}")
    point = at[measure.at]
    names = {"est": "estimate", "ci_lo": "lower", "ci_hi": "upper"}
    return {to: None if point[of] is None else 100 * point[of] for to, of in names.items()}


def ratio(cohort: Cohort, measure: Ratio) -> Values:
    """A hazard ratio with its limits and P value."""
    found = cohort.analysis(measure.analysis)
    if measure.together:
        model = part_of(found, "model", "model of several factors called")
        columns = {item["column"]: item for item in model["coefficients"]}
        column = part_of(columns, measure.covariate, "factor in the model called")
        return _ratio(column, column["p_value"])
    alone = part_of(found["univariate"], measure.covariate, "factor")
    (column,) = alone["coefficients"]
    return _ratio(column, alone["test"]["p_value"])


def comparison(cohort: Cohort, measure: Comparison) -> Values:
    """The P value of a test, whether it is significant, and which group is the higher."""
    found = cohort.analysis(measure.analysis)
    row = part_of(found["rows"], measure.row, "row") if measure.row else found
    p_value = part_of(row, "test", "test called")["p_value"]
    values = {"p": p_value, "significant": p_value < cohort.replay.study.significance}
    medians = {
        label: one["median"]
        for label, one in row.get("groups", {}).items()
        if label != UNKNOWN and "median" in one
    }
    if len(set(medians.values())) == len(medians) > 1:
        values["higher"] = max(medians, key=lambda label: medians[label])
    return values


def significance(cohort: Cohort, measure: Significance) -> Values:
    """Whether factors are significant at the study's level, and in which direction."""
    level, p_values = cohort.replay.study.significance, {}
    for name in _factors(cohort, measure):
        found = ratio(cohort, Ratio(measure.analysis, name, measure.together))
        p_values[name] = found["p"]
    asked = [
        name
        for name in p_values
        if not measure.covariates or (name in measure.covariates) != measure.others
    ]
    if not asked:
        raise NotEstimableError("none of these factors is in the model at this cutoff")
    below = {name for name, p_value in p_values.items() if p_value < level}
    least = min(p_values[name] for name in asked)
    first = ratio(cohort, Ratio(measure.analysis, asked[0], measure.together))["hr"]
    return {
        "significant": bool(below & set(asked)),
        "only": below == set(asked),
        "direction": "above 1" if first > 1 else "below 1",
        "p_ge": level if least >= level else least,
    }


def entered(cohort: Cohort, measure: Entered) -> Values:
    """The factors of the model of several, in the order of the plan."""
    model = part_of(cohort.analysis(measure.analysis), "model", "model of several factors called")
    names = dict.fromkeys(item["column"] for item in model["coefficients"])
    return {"factors": "; ".join(measure.words.get(name, name) for name in names)}


def followed(cohort: Cohort, measure: Followed) -> Values:
    """How many are followed under an endpoint."""
    return {"n": len(cohort.replay.endpoint(measure.endpoint).patient)}


def _factors(cohort: Cohort, measure: Significance) -> list[str]:
    """All factors of the plan that can be estimated; those that are asked for must be."""
    found = cohort.analysis(measure.analysis)
    if measure.together:
        model = part_of(found, "model", "model of several factors called")
        return [item["column"] for item in model["coefficients"]]
    asked = set() if measure.others else set(measure.covariates)
    return [
        name for name, one in found["univariate"].items() if name in asked or "refused" not in one
    ]


def _group(cohort: Cohort, analysis: str, group: str) -> dict[str, Any]:
    found: dict[str, Any] = part_of(cohort.analysis(analysis)["groups"], group, "group")
    return found


def _ratio(column: dict[str, Any], p_value: float) -> Values:
    limits = column["hazard_ratio"]
    return {
        "hr": limits["estimate"],
        "ci_lo": limits["lower"],
        "ci_hi": limits["upper"],
        "p": p_value,
    }
