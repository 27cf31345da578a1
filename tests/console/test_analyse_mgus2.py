"""Competing events and states: the mgus2 cohort, told as events, against survival and cmprsk."""

import json
from math import log
from typing import Any

import pytest

from tests.analyses.golden import from_r, golden
from tests.console.conftest import FIXTURES, Timeline

R = golden("mgus2_plan")


@pytest.fixture
def analyses(timeline: Timeline) -> dict[str, Any]:
    assert timeline("import", FIXTURES / "mgus2/events.csv", "--no-quality").code == 0
    outcome = timeline("analyse", "--json", "--cutoff", "2020-01-01")
    assert outcome.code == 0, outcome.err
    found: dict[str, Any] = json.loads(outcome.out)["analyses"]
    return found


def estimates(points: list[dict[str, Any]], name: str = "estimate") -> list[float]:
    return [point[name] for point in points]


def test_incidence_with_death_competing_equals_cuminc(analyses: dict[str, Any]) -> None:
    for name in ("incidence", "incidence by sex"):
        expected = R[name.replace(" ", "_")]
        for label, values in zip(expected["names"], expected["estimate"], strict=True):
            group, cause = label.split()
            points = analyses[name]["groups"][group][cause]["at"]
            assert estimates(points) == pytest.approx(values, abs=1e-12)


def test_gray_s_test_equals_cuminc(analyses: dict[str, Any]) -> None:
    expected, tests = R["incidence_by_sex"]["gray"], analyses["incidence by sex"]["tests"]
    found = [tests[name]["statistic"] for name in expected["names"]]
    assert found == pytest.approx(expected["statistic"], rel=1e-10)


def test_survival_by_sex_equals_survfit_and_survdiff(analyses: dict[str, Any]) -> None:
    result, expected = analyses["survival by sex"], R["survival_by_sex"]
    points = [point for group in ("female", "male") for point in result["groups"][group]["at"]]
    assert expected["groups"] == ["female"] * 3 + ["male"] * 3
    for name in ("estimate", "lower", "upper", "at_risk"):
        assert estimates(points, name) == pytest.approx(expected[name], abs=1e-12)
    assert result["test"]["statistic"] == pytest.approx(expected["log_rank"], rel=1e-12)


@pytest.mark.parametrize(
    ("name", "expected", "tolerance"),
    [
        ("hazard of malignancy", R["cause_specific"], 1e-9),
        ("incidence of malignancy", R["subdistribution"], 1e-6),
    ],
)
def test_regressions_of_malignancy_equal_coxph_and_crr(
    analyses: dict[str, Any], name: str, expected: dict[str, Any], tolerance: float
) -> None:
    model = analyses[name]["model"]
    assert [item["column"] for item in model["coefficients"]] == ["age", "sex: male", "m_protein"]
    for quantity in ("coefficient", "standard_error"):
        found = [item[quantity] for item in model["coefficients"]]
        assert found == pytest.approx(expected[quantity], abs=tolerance)
    assert (model["rows"], model["events"], model["left_out"]) == (1373, 115, 11)


def test_state_occupancy_equals_multi_state_survfit(analyses: dict[str, Any]) -> None:
    names = {"(s0)": "gammopathy", "malignancy": "malignancy", "death": "dead"}
    expected = R["occupancy"]
    for state, values in zip(expected["states"], expected["estimate"], strict=True):
        points = analyses["states"]["states"][names[state]]["at"]
        assert estimates(points) == pytest.approx(values, abs=1e-12)


@pytest.mark.parametrize("name", ["sex", "age_group"])
def test_the_effect_within_groups_equals_coxph_on_subsets(
    analyses: dict[str, Any], name: str
) -> None:
    by = analyses["m protein within groups"]["within"][name]
    assert by["groups"].keys() == R["forest"][name].keys()
    for label, expected in R["forest"][name].items():
        found = by["groups"][label]
        assert found["rows"] == expected["rows"]
        assert log(found["hazard_ratio"]["estimate"]) == pytest.approx(expected["coefficient"])
    tested = by["interaction"]["statistic"]
    assert tested == pytest.approx(R["forest"]["interaction"][name], abs=1e-8)


@pytest.mark.live_r
def test_r_gives_the_golden_values_now(tmp_path: Any) -> None:
    live = from_r("mgus2_plan", tmp_path)
    assert live == json.loads(json.dumps(R))
