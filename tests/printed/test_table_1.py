"""Table 1's P values from the counts printed beside them."""

from itertools import groupby

import pytest

from analyses.descriptive.contingency import chi_square_test, expected_counts
from analyses.descriptive.fisher_exact import fisher_exact_test
from analyses.descriptive.group_tests import compare_categories
from tests.analyses.golden import assert_equal
from tests.printed.printed import GOLDEN, printed_as, table

ROWS = {
    characteristic: list(rows)
    for characteristic, rows in groupby(table("table1"), lambda row: row["characteristic"])
}
REPRODUCED = {
    "sex": "Fisher",
    "Philadelphia chromosome": "Fisher",
    "prior antibody": "Fisher",
    "bridging": "Fisher",
    "cytokine release of grade 3 or higher": "Fisher",
    "neurotoxicity of grade 3 or higher": "chi-square",
    "tocilizumab": "chi-square",
    "corticosteroid": "chi-square",
}
"""Rows whose printed P is that of the rule, by the test that the rule chooses."""

NOT_REPRODUCED = {"prior transplant", "disease before infusion", "transplant in remission"}
"""Rows whose printed P is that of no test of the printed counts."""


def counts(characteristic):
    rows = ROWS[characteristic]
    return [[int(row["progressed"]), int(row["not_progressed"])] for row in rows]


def printed_p(characteristic):
    return ROWS[characteristic][0]["p"]


def by_the_rule(characteristic):
    """What the study's rule makes of one value per patient."""
    values, group = [], []
    for level, row in enumerate(counts(characteristic)):
        for label, count in zip(("progressed", "not progressed"), row, strict=True):
            values += [str(level)] * count
            group += [label] * count
    return compare_categories(values, group).result


def test_every_row_is_either_reproduced_or_not():
    assert ROWS.keys() == REPRODUCED.keys() | NOT_REPRODUCED


@pytest.mark.parametrize("characteristic", ROWS)
def test_the_tests_of_the_printed_counts_are_those_of_r(characteristic):
    expected, rows = GOLDEN["table1"][characteristic], counts(characteristic)

    assert_equal(expected_counts(rows).min(), expected["smallest_expected"])
    assert_equal(chi_square_test(rows).p_value, expected["chi_square"])
    assert_equal(fisher_exact_test(rows).p_value, expected["fisher"])


@pytest.mark.parametrize("characteristic", REPRODUCED)
def test_a_printed_p_value_is_chi_square_if_five_are_expected_everywhere_else_fisher(
    characteristic,
):
    found = by_the_rule(characteristic)

    assert REPRODUCED[characteristic] in found.test
    assert printed_as(found.p_value, printed_p(characteristic))


@pytest.mark.parametrize("characteristic", sorted(NOT_REPRODUCED))
def test_three_printed_p_values_are_those_of_no_test_of_the_printed_counts(characteristic):
    tests = GOLDEN["table1"][characteristic]
    printed = printed_p(characteristic)

    assert not printed_as(by_the_rule(characteristic).p_value, printed)
    assert not printed_as(
        [tests[name] for name in ("chi_square", "yates", "fisher")], printed
    ).any()


@pytest.mark.parametrize("characteristic", ["tocilizumab", "corticosteroid"])
def test_no_continuity_correction_and_no_exact_test_gives_the_p_values_of_frequent_events(
    characteristic,
):
    tests, printed = GOLDEN["table1"][characteristic], printed_p(characteristic)

    assert not printed_as([tests["yates"], tests["fisher"]], printed).any()


def test_the_burden_of_disease_is_reproduced_as_morphologic_disease_against_the_rest():
    """26 of 38 against 5 of 18; only with the continuity correction or by Fisher."""
    two_rows = [[26, 5], [12, 13]]

    assert printed_as(fisher_exact_test(two_rows).p_value, printed_p("disease before infusion"))
    assert not printed_as(chi_square_test(two_rows).p_value, printed_p("disease before infusion"))


def test_the_rows_of_disease_before_infusion_are_one_patient_short():
    others = sum(row[1] for row in counts("disease before infusion"))

    assert others == 17


def test_consolidating_transplant_differs_ten_times_more_clearly_than_is_printed():
    assert printed_as(fisher_exact_test(counts("transplant in remission")).p_value, ".01")
