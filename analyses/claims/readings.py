"""Measures that read a planned analysis: medians, curves, hazard ratios, tests."""

from analyses.claims.cohort import Cohort, Values, part_of
from analyses.errors import NotEstimableError
from analyses.hypothesis_test import HypothesisTest
from analyses.plan import (
    Characteristic,
    FittedModel,
    PlannedBaseline,
    PlannedCurves,
    PlannedIncidence,
    PlannedLandmark,
    PlannedPairs,
    PlannedRegression,
    Refused,
    Result,
)
from analyses.plan.groups import UNKNOWN
from analyses.spread import Spread
from analyses.survival.competing_risks.incidence import IncidenceCurve
from analyses.survival.kaplan_meier import SurvivalCurve
from analyses.survival.regression.hazard_ratios import HazardRatio
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
    found = _curve(cohort, measure.analysis, measure.group).median()
    return {"median": found.estimate, "ci_lo": found.lower, "ci_hi": found.upper}


def curve(cohort: Cohort, measure: Curve) -> Values:
    """A curve or an incidence at one of the study's report times, in percent."""
    found = _curve(cohort, measure.analysis, measure.group, measure.cause)
    if measure.at not in cohort.replay.study.report_at:
        raise NotEstimableError(f"the study does not report at {measure.at:g}")
    (point,) = found.at([measure.at])
    return {
        "est": _percent(point.estimate),
        "ci_lo": _percent(point.lower),
        "ci_hi": _percent(point.upper),
    }


def ratio(cohort: Cohort, measure: Ratio) -> Values:
    """A hazard ratio with its limits and P value."""
    found, p_value = _ratio(cohort, measure)
    return {"hr": found.ratio, "ci_lo": found.lower, "ci_hi": found.upper, "p": p_value}


def comparison(cohort: Cohort, measure: Comparison) -> Values:
    """The P value of a test, whether it is significant, and which group is the higher."""
    if not measure.row:
        return _tested(cohort, _test(cohort.analysis(measure.analysis)))
    found = cohort.analysis(measure.analysis)
    rows = found.rows if isinstance(found, PlannedBaseline) else {}
    row = part_of(rows, measure.row, "row")
    higher = _higher(row)
    return {**_tested(cohort, row.test), **({} if higher is None else {"higher": higher})}


def significance(cohort: Cohort, measure: Significance) -> Values:
    """Whether factors are significant at the study's level, and in which direction."""
    level = cohort.replay.study.significance
    ratios = {
        name: _ratio(cohort, Ratio(measure.analysis, name, measure.together))
        for name in _factors(cohort, measure)
    }
    chosen = [
        name
        for name in ratios
        if not measure.covariates or (name in measure.covariates) != measure.others
    ]
    if not chosen:
        raise NotEstimableError("none of these factors is in the model at this cutoff")
    below = {name for name, (_, p_value) in ratios.items() if p_value < level}
    least = min(ratios[name][1] for name in chosen)
    return {
        "significant": bool(below & set(chosen)),
        "only": below == set(chosen),
        "direction": "above 1" if ratios[chosen[0]][0].ratio > 1 else "below 1",
        "p_ge": level if least >= level else least,
    }


def entered(cohort: Cohort, measure: Entered) -> Values:
    """The factors of the model of several, in the order of the plan."""
    model = _together(_regression(cohort, measure.analysis))
    names = dict.fromkeys(item.column for item in model.coefficients)
    return {"factors": "; ".join(measure.words.get(name, name) for name in names)}


def followed(cohort: Cohort, measure: Followed) -> Values:
    """How many are followed under an endpoint."""
    return {"n": len(cohort.replay.endpoint(measure.endpoint).patient)}


def _curve(
    cohort: Cohort, analysis: str, group: str, cause: str = ""
) -> SurvivalCurve | IncidenceCurve:
    """The curve of a group, of an incidence also of a cause."""
    match cohort.analysis(analysis):
        case PlannedCurves(groups) | PlannedLandmark(groups=groups):
            return part_of({str(label): found for label, found in groups.items()}, group, "group")
        case PlannedIncidence(groups=by_label):
            causes = {str(label): found for label, found in by_label.items()}
            return part_of(part_of(causes, group, "group"), cause, "cause")
    raise NotEstimableError(f"'{analysis}' is no analysis of curves")


def _regression(cohort: Cohort, analysis: str) -> PlannedRegression:
    found = cohort.analysis(analysis)
    if not isinstance(found, PlannedRegression):
        raise NotEstimableError(f"'{analysis}' is no regression")
    return found


def _together(found: PlannedRegression) -> FittedModel:
    return part_of({"model": found.together}, "model", "model of several factors called")


def _ratio(cohort: Cohort, measure: Ratio) -> tuple[HazardRatio, float]:
    """A hazard ratio with the P value of Wald in a model of several, of the plan's test alone."""
    found = _regression(cohort, measure.analysis)
    if measure.together:
        columns = {item.column: item for item in _together(found).coefficients}
        column = part_of(columns, measure.covariate, "factor in the model called")
        return column, column.p_value
    alone = part_of(found.alone or {}, measure.covariate, "factor")
    (column,) = alone.fitted.coefficients
    return column, alone.test.p_value


def _test(found: Result) -> HypothesisTest | Refused | None:
    match found:
        case PlannedCurves() | PlannedLandmark() | PlannedPairs():
            return found.test
    return None


def _tested(cohort: Cohort, test: HypothesisTest | Refused | None) -> Values:
    p_value = part_of({"test": test}, "test", "test called").p_value
    return {"p": p_value, "significant": p_value < cohort.replay.study.significance}


def _higher(row: Characteristic) -> str | None:
    """The group whose median is the largest, if no two are equal."""
    medians = {
        label: group.median
        for label, group in row.groups.items()
        if label != UNKNOWN and isinstance(group, Spread)
    }
    if not len(set(medians.values())) == len(medians) > 1:
        return None
    return max(medians, key=lambda label: medians[label])


def _factors(cohort: Cohort, measure: Significance) -> list[str]:
    """All factors of the plan that can be estimated; those that are named must be."""
    found = _regression(cohort, measure.analysis)
    if measure.together:
        return [item.column for item in _together(found).coefficients]
    named = set() if measure.others else set(measure.covariates)
    return [
        name
        for name, alone in (found.alone or {}).items()
        if name in named or not isinstance(alone, Refused)
    ]


def _percent(value: float | None) -> float | None:
    return None if value is None else 100 * value
