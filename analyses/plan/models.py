"""A fitted model as plain values."""

from typing import Any

from analyses.errors import NotEstimableError
from analyses.plan import plain
from analyses.survival.cox.concordance import concordance
from analyses.survival.cox.inference import likelihood_ratio_test, score_test
from analyses.survival.cox.model import CoxModel
from analyses.survival.cox.proportional_hazards import proportional_hazards_test
from analyses.survival.regression.hazard_ratios import Regression, hazard_ratios, wald_test


def described(model: CoxModel) -> dict[str, Any]:
    """A Cox model, its tests, and how well it orders the patients."""
    rank = concordance(model)
    return {
        "rows": model.rows_used,
        "events": model.events,
        "left_out": model.dropped,
        "missing": model.missing,
        "set_aside": dict(model.set_aside),
        "coefficients": coefficients(model),
        "tests": [
            plain.test(item(model)) for item in (likelihood_ratio_test, wald_test, score_test)
        ],
        "proportional_hazards": _proportional(model),
        "concordance": {"estimate": rank.estimate, "standard_error": rank.standard_error},
    }


def _proportional(model: CoxModel) -> dict[str, Any]:
    """The overall test and that of each term; or why too few events give it no variance."""
    try:
        found = proportional_hazards_test(model)
    except NotEstimableError as refusal:
        return {"refused": str(refusal)}
    terms = {name: plain.test(one) for name, one in found.terms.items()}
    return {**plain.test(found.overall), "terms": terms}


def coefficients(model: Regression) -> list[dict[str, Any]]:
    """Each column of a model with its hazard ratio and Wald test."""
    return [
        {
            "column": ratio.column,
            "coefficient": ratio.coefficient,
            "standard_error": ratio.standard_error,
            "hazard_ratio": {"estimate": ratio.ratio, "lower": ratio.lower, "upper": ratio.upper},
            "p_value": ratio.p_value,
        }
        for ratio in hazard_ratios(model)
    ]
