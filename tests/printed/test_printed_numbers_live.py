import pytest

from tests.analyses.golden import flat, from_r
from tests.printed.printed import GOLDEN


@pytest.mark.live_r
def test_what_r_makes_of_the_printed_numbers_is_what_it_made_of_them(tmp_path):
    expected, now = flat(GOLDEN), flat(from_r("printed_numbers", tmp_path))

    assert now == {path: pytest.approx(value, rel=1e-9) for path, value in expected.items()}
