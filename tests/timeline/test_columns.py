"""Fields of one name that different studies declare with different types share a column."""

import pytest

from timeline.log.builder import ColumnDraft


@pytest.mark.parametrize(
    ("values", "column"),
    [
        ([70.5, "heavy", 71], [70.5, None, 71.0]),
        ([1, [1, 2]], [1.0, None]),
        ([True, "yes"], [1.0, None]),
        (["heavy", 70.5], ["heavy", "70.5"]),
        ([[1, 2], ["a"]], ["1 + 2", "a"]),
        ([{"dose": 1}, [{"dose": 2}]], ['{"dose":1}', '{"dose":2}']),
    ],
)
def test_a_value_of_another_type_than_the_first_is_text_or_absent(values, column):
    draft = ColumnDraft(values[0], 0)
    for value in values:
        draft.append(value)

    assert [draft.column().at(place) for place in range(len(values))] == column
