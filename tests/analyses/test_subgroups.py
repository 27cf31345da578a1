import numpy as np
import pytest

from analyses.survival.cox.subgroups import subgroup_effects
from tests.analyses.data_sets import columns
from tests.analyses.golden import from_r, golden

R = golden("subgroups")


def veteran():
    data = columns("veteran")
    return data["time"], data["status"], data["trt"], data["celltype"]


def test_the_effect_within_each_subgroup_equals_coxph_on_the_subset():
    found = subgroup_effects(*veteran())

    assert [effect.label for effect in found.effects] == sorted(R["within"])
    for effect in found.effects:
        expected = R["within"][effect.label]
        assert (effect.rows, effect.events) == (expected["rows"], expected["events"])
        assert effect.effect.coefficient == pytest.approx(expected["coefficient"], abs=1e-9)
        assert effect.effect.standard_error == pytest.approx(expected["standard_error"], abs=1e-9)
        assert [effect.effect.lower, effect.effect.upper] == pytest.approx(
            expected["limits"], rel=1e-8
        )


def test_the_interaction_equals_the_comparison_of_nested_models():
    found = subgroup_effects(*veteran()).interaction

    assert found.statistic == pytest.approx(R["interaction"]["statistic"], abs=1e-8)
    assert found.degrees_of_freedom == R["interaction"]["df"]


def test_a_subgroup_without_an_estimate_says_why_and_keeps_its_counts():
    time, status, treatment, celltype = veteran()
    alone = np.where(celltype == "large", 1, treatment)

    found = subgroup_effects(time, status, alone, celltype)
    refused = {effect.label: effect.refusal for effect in found.effects if effect.effect is None}
    assert list(refused) == ["large"]
    assert "one value" in refused["large"]
    assert found.interaction is None
    assert found.refusal is not None


def test_rows_without_a_label_are_counted_and_left_out():
    time, status, treatment, celltype = veteran()
    some = np.array([None if i < 3 else label for i, label in enumerate(celltype)], dtype=object)

    found = subgroup_effects(time, status, treatment, some)
    assert found.missing == 3
    assert sum(effect.rows for effect in found.effects) == len(time) - 3


@pytest.mark.live_r
def test_r_gives_the_golden_subgroups_now(tmp_path):
    assert from_r("subgroups", tmp_path) == R
