"""The file of reasons why claims are missed."""

import pytest

from console.claims.files import read_misses
from console.claims.rows import InvalidClaims
from projections.study.claims import Claim

CLAIMS = (Claim("text.n", "Results", "", ()),)


@pytest.fixture
def read(tmp_path):
    def reasons(rows):
        path = tmp_path / "misses.csv"
        path.write_text(f"claim,why\n{rows}\n")
        return read_misses(path, CLAIMS)

    return reasons


def test_a_claim_has_its_reason(read):
    assert read("text.n,left by the search") == {"text.n": "left by the search"}


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("text.m,so", "misses.csv, line 2, claim: 'text.m' is not printed; see claims.csv"),
        ("text.n,so\ntext.n,else", "line 3, claim: 'text.n' has a row already; keep one of them"),
        ("text.n,", "misses.csv, line 2, why: string should have at least 1 character"),
    ],
)
def test_a_row_that_cannot_be_is_refused(read, row, message):
    with pytest.raises(InvalidClaims) as refused:
        read(row)

    assert message in str(refused.value)
