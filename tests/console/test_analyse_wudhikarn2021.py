"""The paper's analysis plan as text: pairs, warnings, and the test of each factor alone."""

import json

import pytest

from console.text.output import print_json
from tests.console.conftest import Timeline

CUTOFF = ("--cutoff", "2019-12-31")


def test_pairs_are_counted_and_tested(published: Timeline) -> None:
    out = published("analyse", "expansion of the cells", *CUTOFF).out

    assert "10 pairs, 3 higher, 6 lower" in out
    assert "Wilcoxon signed-rank" in out


def test_factors_forced_against_immortal_time_are_told_first(published: Timeline) -> None:
    out = " ".join(published("analyse", "Table 2", *CUTOFF).out.split())

    assert "'crs_after_infusion_onset' became known only after the origin" in out
    assert out.count("and was forced") == 7
    assert out.count("likelihood ratio:") == 19


def test_the_whole_plan_is_carried_out_at_the_cutoff_of_the_paper(published: Timeline) -> None:
    outcome = published("analyse", *CUTOFF)

    assert outcome.code == 0, outcome.err
    assert "not estimable" not in outcome.out


def test_what_cannot_be_estimated_is_told_with_its_reason_and_never_as_nan(
    published: Timeline,
) -> None:
    """Early on few had steroids, and fewer of them had progressed."""
    name = "Table 2, morphologic disease"
    refused = []
    for year in range(2011, 2016):
        outcome = published("analyse", name, "--cutoff", f"{year}-12-31", "--json")
        found = json.loads(outcome.out, parse_constant=pytest.fail)["analyses"][name]["univariate"]
        refused += [item["refused"] for item in found.values() if "refused" in item]

    assert any("grows without limit" in why for why in refused)
    assert any("does not differ among those at risk" in why for why in refused)


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_json_is_never_written_with_what_is_no_json(value: float) -> None:
    with pytest.raises(ValueError, match="not JSON compliant"):
        print_json({"p_value": value})
