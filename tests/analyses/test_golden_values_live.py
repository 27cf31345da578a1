import pytest

from tests.analyses.golden import flat, from_r, golden


@pytest.mark.live_r
@pytest.mark.parametrize(
    "name", ["kaplan_meier", "late_entry", "survival_summaries", "log_rank", "group_tests"]
)
def test_the_golden_values_are_what_r_gives_now(name, tmp_path):
    expected, now = flat(golden(name)), flat(from_r(name, tmp_path))

    assert now.keys() == expected.keys()
    for path, value in expected.items():
        assert now[path] == (pytest.approx(value, rel=1e-9) if is_number(value) else value), path


def is_number(value):
    return isinstance(value, int | float)
