import pytest

from tests.printed.printed import printed_as, table

COUNTS = {row["where"]: row for row in table("counts")}
MISPRINTED = {"table1.p210.relapse": "5 of 38 are 13.2%, printed 13.1"}


def test_a_number_may_be_printed_as_what_it_is_nearest_to():
    assert printed_as([54.4, 54.5, 55, 55.49, 55.6], "55").tolist() == [
        False, True, True, True, False
    ]  # fmt: skip
    assert printed_as(0.125, ".12")
    assert not printed_as(0.126, ".12")


@pytest.mark.parametrize("where", sorted(COUNTS.keys() - MISPRINTED))
def test_a_printed_percentage_is_that_of_the_counts_beside_it(where):
    row = COUNTS[where]

    assert printed_as(100 * int(row["n"]) / int(row["of"]), row["percent"])


@pytest.mark.parametrize("where", MISPRINTED)
def test_one_printed_percentage_is_not_that_of_its_counts(where):
    row = COUNTS[where]

    assert not printed_as(100 * int(row["n"]) / int(row["of"]), row["percent"])


def test_the_remission_rate_of_the_paper_is_over_those_evaluable():
    assert printed_as(100 * 45 / 54, COUNTS["text.cr"]["percent"])
    assert not printed_as(100 * 45 / 56, COUNTS["text.cr"]["percent"])
