import pytest

from timeline.spreadsheets import inert


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+cmd|' /C calc'!A0",
        "-2+3+cmd",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "\uff1d1+1",
        "--5",
        "+1-2",
    ],
)
def test_what_a_spreadsheet_would_run_begins_with_an_apostrophe(text):
    assert inert(text) == f"'{text}"


@pytest.mark.parametrize(
    "text", ["", "-", "+", "-5", "-5.", "+.5", "-1e-3", "P=1", "a-b", "12", "2019-01-01", "'=1"]
)
def test_numbers_and_other_texts_stay_as_they_are(text):
    assert inert(text) == text
