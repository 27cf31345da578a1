"""The Stanford analysis plan, told as events and carried out, against R on its own data."""

import json
from math import sqrt
from typing import Any

import pytest

from tests.analyses.golden import from_r, golden
from tests.console.conftest import Timeline

R = golden("stanford_plan")
CLOSING = ("--study", "stanford", "--cutoff", "1974-04-01")


@pytest.fixture
def analyses(stanford: Timeline) -> dict[str, Any]:
    outcome = stanford("analyse", "--json", *CLOSING)
    assert outcome.code == 0, outcome.err
    found: dict[str, Any] = json.loads(outcome.out)["analyses"]
    return found


def curves(result: dict[str, Any]) -> dict[str, Any]:
    return {
        label: {
            "n": one["n"],
            "events": one["events"],
            "median": [one["median"][name] for name in ("estimate", "lower", "upper")],
            **{
                name: [point[name] for point in one["at"]]
                for name in ("estimate", "lower", "upper", "at_risk")
            },
        }
        for label, one in result["groups"].items()
    }


def assert_close(found: Any, expected: Any) -> None:
    if isinstance(expected, dict):
        assert found.keys() == expected.keys()
        for name in expected:
            assert_close(found[name], expected[name])
    elif isinstance(expected, list):
        assert len(found) == len(expected)
        for one, other in zip(found, expected, strict=True):
            assert_close(one, other)
    else:
        close = None if expected is None else pytest.approx(expected, rel=1e-9, abs=1e-10)
        assert found == close


def test_survival_by_prior_surgery_equals_survfit_and_survdiff(analyses: dict[str, Any]) -> None:
    result = analyses["survival by prior surgery"]
    assert_close(curves(result), R["by_surgery"])
    assert_close(result["test"]["statistic"], R["by_surgery_log_rank"])


def test_transplant_as_an_exposure_equals_coxph_on_the_heart_data(
    analyses: dict[str, Any],
) -> None:
    model = analyses["transplant and survival"]["model"]
    expected = R["transplant_and_survival"]
    assert [item["column"] for item in model["coefficients"]] == [
        "age",
        "prior_surgery",
        "transplantation",
    ]
    for name in ("coefficient", "standard_error"):
        assert_close([item[name] for item in model["coefficients"]], expected[name])
    ratio, wald, score = (test["statistic"] for test in model["tests"])
    assert_close(ratio, expected["likelihood_ratio"])
    assert_close(wald, expected["wald"])
    assert_close(score, expected["score"])
    assert_close(model["proportional_hazards"]["statistic"], expected["zph"])
    assert_close(model["concordance"]["estimate"], expected["concordance"])


def test_the_coefficients_are_the_published_ones(analyses: dict[str, Any]) -> None:
    model = analyses["transplant and survival"]["model"]
    found = {item["column"]: round(item["coefficient"], 5) for item in model["coefficients"]}
    assert found == {"transplantation": 0.01610, "age": 0.03054, "prior_surgery": -0.77333}


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("incidence of transplant", R["incidence"]),
        ("incidence of transplant by prior surgery", R["incidence_by_surgery"]),
    ],
)
def test_the_incidence_of_transplant_equals_cuminc(
    analyses: dict[str, Any], name: str, expected: dict[str, Any]
) -> None:
    groups = analyses[name]["groups"]
    for label, estimates in zip(expected["names"], expected["estimate"], strict=True):
        group, cause = label.rsplit(" ", 1)
        points = groups[group][cause]["at"]
        for point, estimate in zip(points, estimates, strict=True):
            # Beyond the last time cuminc says NA; here too, unless nobody is left to have an event.
            if estimate is None:
                assert point["at_risk"] == 0
                assert point["estimate"] is None or "refused" not in point
            else:
                assert_close(point["estimate"], estimate)


def test_gray_s_test_equals_cuminc(analyses: dict[str, Any]) -> None:
    tests = analyses["incidence of transplant by prior surgery"]["tests"]
    expected = R["incidence_by_surgery"]["tests"]
    found = [tests[name]["statistic"] for name in expected["names"]]
    assert found == pytest.approx(expected["statistic"], abs=1e-10)


def test_survival_from_a_landmark_equals_survfit_on_those_left(analyses: dict[str, Any]) -> None:
    result = analyses["survival from day 30"]
    assert_close(curves(result), R["from_day_30"])
    assert_close(result["test"]["statistic"], R["from_day_30_log_rank"])


def test_a_baseline_table_chooses_its_tests_by_the_declared_rule(analyses: dict[str, Any]) -> None:
    rows = analyses["patients by prior surgery"]["rows"]
    assert rows["age"]["test"]["p_value"] == pytest.approx(R["age_by_surgery"], abs=1e-10)
    compared = rows["transplantation"]["test"]
    assert compared["test"] == "chi-square"
    assert compared["p_value"] == pytest.approx(R["transplant_by_surgery"], abs=1e-12)


def test_a_cutoff_that_cannot_give_an_analysis_says_why(stanford: Timeline) -> None:
    outcome = stanford("analyse", "--study", "stanford", "--cutoff", "1967-12-01")
    assert outcome.code == 0
    assert "not estimable" in outcome.out


def test_an_analysis_that_is_not_planned_is_not_found(stanford: Timeline) -> None:
    outcome = stanford("analyse", "transplant and surviva", *CLOSING)
    assert outcome.code == 3
    assert "did you mean 'transplant and survival'?" in outcome.err


def test_the_plan_reads_as_tables(stanford: Timeline) -> None:
    out = stanford("analyse", *CLOSING).out
    assert "median 79 (65-187)" in out
    assert "0.461 (0.228-0.934)" in out


@pytest.mark.live_r
def test_r_gives_the_golden_plan_now(tmp_path: Any) -> None:
    live = from_r("stanford_plan", tmp_path)
    assert live["by_surgery_log_rank"] == pytest.approx(R["by_surgery_log_rank"])
    assert sqrt(live["transplant_and_survival"]["wald"]) == pytest.approx(
        sqrt(R["transplant_and_survival"]["wald"])
    )
