"""A value agrees with what is printed if it would be printed so."""

import pytest

from analyses.claims.printed import agrees, allows, shown


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("16.1", 16.0714),
        ("29", 29.4),
        (".20", 0.2049),
        ("2.20", 2.1951),
        ("0.5", 0.45),
        ("13", 13.5),
        ("38", 38),
        ("1.00", 0.9951),
        ("NA", None),
        ("yes", True),
        ("no", False),
        ("MRD", "MRD"),
        ("3000000", 3e6),
    ],
)
def test_a_value_within_half_a_unit_of_the_last_decimal_agrees(text, value):
    assert agrees(text, value)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("16.1", 16.16),
        ("29", 29.6),
        (".20", 0.2051),
        ("13.1", 13.1579),
        ("38", 37),
        ("NA", 12.0),
        ("12", None),
        ("yes", False),
        ("MRD", "morphologic"),
        ("unknown", 3),
        ("3", "unknown"),
    ],
)
def test_another_value_does_not(text, value):
    assert not agrees(text, value)


@pytest.mark.parametrize(
    ("text", "value", "seen"),
    [
        ("16.1", 16.0714, "16.1"),
        ("13.1", 13.1579, "13.16"),
        ("38", 37.0, "37"),
        ("8", 7.5, "8"),
        ("5", 7.25, "7.2"),
        ("yes", False, "no"),
        ("13.9", None, "NA"),
        ("yes", True, "yes"),
        ("MRD", "morphologic", "morphologic"),
    ],
)
def test_a_value_is_shown_as_printed_or_with_a_decimal_more_where_it_disagrees(text, value, seen):
    assert shown(text, value) == seen


@pytest.mark.parametrize(
    ("implied", "value"),
    [
        ("34.2", 34.21),
        ("disease", "disease"),
        ("NA", None),
        (".54 or .22", 0.2183),
        ("104 or disease", "disease"),
        ("1.3 to 5.5", 3.98),
        ("1.3 to 5.5", 1.27),
        ("at most .56", 0.5632),
        ("at least 1.97", 27),
    ],
)
def test_an_implied_text_allows_its_value_or_one_of_several_or_what_lies_between(implied, value):
    assert allows(implied, value)


@pytest.mark.parametrize(
    ("implied", "value"),
    [
        ("34.2", 34.26),
        ("34.2", None),
        (".54 or .22", 0.3),
        ("1.3 to 5.5", 5.56),
        ("1.3 to 5.5", 1.2),
        ("1.3 to 5.5", None),
        ("1.3 to 5.5", "2"),
        ("at most .56", 0.57),
        ("at least 1.97", 1.9),
        ("at least 0", True),
    ],
)
def test_it_allows_nothing_else(implied, value):
    assert not allows(implied, value)
