"""Files of claims and conflicts: each row that says what cannot be is named with its remedy."""

from pathlib import Path

import pytest

from console.application.errors import NotFound
from console.claims.files import claims_of
from console.claims.rows import InvalidClaims
from projections.studies.wudhikarn2021 import STUDY
from projections.study.claims import Claim, Implied, Printed, Side

CLAIMS = "claim,place,measure,patient,value,printed,not_replayed"
CONFLICTS = "conflict,severity,side,claims,says,why"
IMPLIED = "conflict,by,claim,value,implied,because"
INFUSED = 'text.n,"Results, first lines",infused,,n,56,'


@pytest.fixture
def written(tmp_path: Path):
    """Write the three files of a study, and read them."""

    def write(claims: str, conflicts: str = "", implied: str = "") -> tuple[tuple, tuple]:
        folder = tmp_path / STUDY.name
        folder.mkdir(exist_ok=True)
        (folder / "claims.csv").write_text(f"{CLAIMS}\n{claims}\n")
        (folder / "conflicts.csv").write_text(f"{CONFLICTS}\n{conflicts}\n")
        (folder / "implied.csv").write_text(f"{IMPLIED}\n{implied}\n")
        return claims_of(tmp_path, STUDY)

    return write


def test_rows_of_a_claim_stand_together(written):
    (claim,), _ = written(f'{INFUSED}\ntext.n,"Results, first lines",CR,,pct,83.3,', "")

    assert claim == Claim(
        "text.n",
        "Results, first lines",
        "",
        (Printed("infused", "n", "56"), Printed("CR", "pct", "83.3")),
    )
    assert claim.section == "Results"


def test_the_sides_of_a_conflict_stand_together(written):
    told = "C1,test,a,text.n,fifty-six,no\nC1,test,b,text.n/n text.n,the same,"
    _, (conflict,) = written(INFUSED, told)

    assert (conflict.id, conflict.severity, conflict.why) == ("C1", "test", "no")
    assert conflict.sides == (
        Side("a", "fifty-six", (("text.n", ""),)),
        Side("b", "the same", (("text.n", "n"), ("text.n", ""))),
    )


SIDES = "C1,test,a,text.n,fifty-six,no\nC1,test,b,text.m,fifty-five,"
TWO = f"{INFUSED}\n{INFUSED.replace('text.n', 'text.m')}"


def test_what_a_side_implies_stands_with_its_conflict(written):
    _, (conflict,) = written(TWO, SIDES, "C1,a,text.m,n,56,counted")

    assert conflict.implied == (Implied("text.m", "n", ("a",), "56", "counted"),)


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("C2,a,text.m,n,56,so", "implied.csv, line 2, conflict: 'C2' is no conflict; see"),
        ("C1,c,text.m,n,56,so", "line 2, by: 'c' is no side; name sides of C1: a, b"),
        ("C1,b,text.m,n,56,so", "line 2, claim: 'text.m/n' is on no other side of C1; see"),
        ("C1,a,text.m,pct,56,so", "line 2, value: 'text.m/pct' is not printed; see claims.csv"),
        ("C1,a,text.m,n,56,", "line 2, because: string should have at least 1"),
    ],
)
def test_a_row_of_what_is_implied_that_cannot_be_is_refused(written, row, message):
    with pytest.raises(InvalidClaims) as refused:
        written(TWO, SIDES, row)

    assert message in str(refused.value)


@pytest.mark.parametrize(
    ("row", "message"),
    [
        (",Results,infused,,n,56,", "claims.csv, line 2, claim: string should have at least 1"),
        ("text.n,,infused,,n,56,", "line 2, place: string should have at least 1"),
        ("text.n,Results,infussed,,n,56,", "has no measure 'infussed'; name one of its measures"),
        ("text.n,Results,infused,,n,,", "line 2, printed: is empty; say which value is printed"),
        ("text.n,Results,infused,,,56,", "line 2, value: is empty"),
        ("text.n,Results,infused,MSK1,n,56,", "is not about one patient; leave the patient empty"),
        ("text.n,Results,Table 4: drugs,,value,x,", "is about one patient; name the patient"),
        ("text.n,Results,infused,,n,56", "not_replayed: input should be a valid string"),
        ("text.n,Results,infused,,n,56,,more", "line 2, beyond the last column: extra inputs"),
        ('text.n,"Results,infused,,n,56,', "row: unexpected end of data; correct the quotes"),
    ],
)
def test_a_row_of_claims_that_cannot_be_is_refused(written, row, message):
    with pytest.raises(InvalidClaims) as refused:
        written(row)

    assert message in str(refused.value)


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("infused,,n,57,", "line 3, value: 'text.n' has a row for 'n' of 'infused' already; keep"),
        ("infused,,n,56,", "keep one of them"),
        ("CR,,n,about 40,", "line 3, printed: 'n' is a number; write it as in 12 or .05, or NA"),
        ("CR,,pct,nan,", "'pct' is a number"),
        ("CR,,n,44,no", "line 3, not_replayed: is not as in an earlier row of claim 'text.n'; say"),
        ("Table 4: drugs,MSK1,value,x,", "line 3, patient: is not as in an earlier row"),
    ],
)
def test_a_second_row_of_a_claim_that_cannot_be_is_refused(written, row, message):
    with pytest.raises(InvalidClaims) as refused:
        written(f'{INFUSED}\ntext.n,"Results, first lines",{row}')

    assert message in str(refused.value)


def test_a_claim_that_says_several_values_of_several_measures_is_refused(written):
    rows = [
        f"text.n,Results,{of},,{value},40," for of in ("infused", "CR") for value in ("n", "pct")
    ]
    with pytest.raises(InvalidClaims, match=r"line 5, claim: several values of 'text.n' are named"):
        written("\n".join(rows))


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("C1,test,a,text.m,again,", "line 3, side: C1 has a side 'a' already; name another"),
        ("C1,tension,b,text.m,so,", "line 3, severity: is not as in the first row of C1"),
        ("C1,test,b,text.m,so,else", "line 3, why: is not as in the first row of C1"),
    ],
)
def test_a_second_side_of_a_conflict_that_cannot_be_is_refused(written, row, message):
    with pytest.raises(InvalidClaims) as refused:
        written(TWO, f"C1,test,a,text.n,fifty-six,no\n{row}")

    assert message in str(refused.value)


def test_what_is_implied_is_said_once(written):
    with pytest.raises(InvalidClaims, match=r"says already what 'text.m/n' must be; keep one"):
        written(TWO, SIDES, "C1,a,text.m,n,56,counted\nC1,a,text.m,n,55,counted again")


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("C1,quarrel,a,text.n,so,", "conflicts.csv, line 2, severity: input should be"),
        ("C1,test,a,text.m,so,", "line 2, claims: 'text.m' is not printed; see claims.csv"),
        ("C1,test,a,text.n/pct,so,", "'text.n/pct' is not printed"),
        ("C1,test,a,,so,", "line 2, claims: value error, name the claims on this side"),
        ("C1,test,a,text.n,,", "line 2, says: string should have at least 1"),
    ],
)
def test_a_row_of_conflicts_that_cannot_be_is_refused(written, row, message):
    with pytest.raises(InvalidClaims) as refused:
        written(INFUSED, row)

    assert message in str(refused.value)


def test_a_study_without_claims_says_so(tmp_path):
    with pytest.raises(NotFound, match=r"there are no printed claims in .*claims\.csv"):
        claims_of(tmp_path, STUDY)
