"""A fitted model as plain values, with the test of each of its covariates."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from analyses.cox.concordance import concordance
from analyses.cox.inference import likelihood_ratio_test, score_test
from analyses.cox.model import CoxModel
from analyses.cox.proportional_hazards import proportional_hazards_test
from analyses.cox.selection import EntryTest, Fit
from analyses.hazard_ratios import Regression as Fitted
from analyses.hazard_ratios import hazard_ratios, wald_test
from analyses.hypothesis_test import HypothesisTest
from analyses.planned import plain

Columns = Mapping[str, Any]


def described(model: CoxModel, terms: Mapping[str, HypothesisTest]) -> dict[str, Any]:
    """A Cox model and the tests of its covariates."""
    rank = concordance(model)
    return {
        "rows": model.rows_used,
        "events": model.events,
        "left_out": model.dropped,
        "missing": model.missing,
        "coefficients": coefficients(model),
        "terms": {name: plain.test(one) for name, one in terms.items()},
        "tests": [plain.test(one(model)) for one in (likelihood_ratio_test, wald_test, score_test)],
        "proportional_hazards": plain.test(proportional_hazards_test(model).overall),
        "concordance": {"estimate": rank.estimate, "standard_error": rank.standard_error},
    }


def tests_of_terms(
    model: CoxModel, fit: Fit, columns: Columns, test: EntryTest
) -> dict[str, HypothesisTest]:
    """The test of each covariate given the others.

    The score test of one covariate among several has no closed form here; Wald's takes its place.
    """
    if len(model.terms) == 1:
        whole = {"likelihood ratio": likelihood_ratio_test, "score": score_test, "Wald": wald_test}
        return {name: whole[test](model) for name in model.terms}
    if test != "likelihood ratio":
        return {name: wald_test(model, name) for name in model.terms}
    known = model.rows.complete
    shared = {name: np.where(known, values, None) for name, values in columns.items()}
    smaller = {
        name: fit({other: values for other, values in shared.items() if other != name})
        for name in model.terms
    }
    return {name: likelihood_ratio_test(model, one) for name, one in smaller.items()}


def coefficients(model: Fitted) -> list[dict[str, Any]]:
    """Each column of a model with its hazard ratio."""
    return [
        {
            "column": one.column,
            "coefficient": one.coefficient,
            "standard_error": one.standard_error,
            "hazard_ratio": {"estimate": one.ratio, "lower": one.lower, "upper": one.upper},
            "p_value": one.p_value,
        }
        for one in hazard_ratios(model)
    ]
