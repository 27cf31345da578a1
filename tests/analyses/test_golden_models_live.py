import pytest

from tests.analyses.golden import flat, from_r, golden


@pytest.mark.live_r
@pytest.mark.parametrize(
    "name", ["incidence", "gray", "cox", "exposure", "fine_gray", "multistate"]
)
def test_the_golden_values_of_the_models_are_what_r_gives_now(name, tmp_path):
    expected, now = flat(golden(name)), flat(from_r(name, tmp_path))

    assert now.keys() == expected.keys()
    for path, value in expected.items():
        number = isinstance(value, int | float)
        assert now[path] == (pytest.approx(value, rel=1e-7, abs=1e-9) if number else value), path
