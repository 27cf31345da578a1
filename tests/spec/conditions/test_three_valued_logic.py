import pytest

from projections.language import signal
from tests.spec.tables import table, told

left = signal("residual_disease", "result", method="flow").is_("negative")
right = signal("residual_disease", "result", method="pcr").is_("negative")

TRUE_FALSE_UNKNOWN = {
    "true": "2020-01-10 | residual_disease | method={} result=negative",
    "false": "2020-01-10 | residual_disease | method={} result=positive",
    "unknown": "2020-01-10 | contact |",
}


def value(condition, flow, pcr):
    rows = (TRUE_FALSE_UNKNOWN[flow].format("flow"), TRUE_FALSE_UNKNOWN[pcr].format("pcr"))
    return told(condition, "\n".join(["occurred | kind | fields", *rows]))[0]["value"]


@pytest.mark.parametrize(
    "row",
    table("""
        left    | right   | and     | or
        true    | true    | true    | true
        true    | unknown | unknown | true
        true    | false   | false   | true
        unknown | true    | unknown | true
        unknown | unknown | unknown | unknown
        unknown | false   | false   | unknown
        false   | true    | false   | true
        false   | unknown | false   | unknown
        false   | false   | false   | false
    """),
    ids=lambda row: f"{row['left']} and {row['right']}",
)
def test_unknown_and_false_is_false_and_unknown_or_true_is_true(row):
    assert value(left & right, row["left"], row["right"]) == row["and"]
    assert value(left | right, row["left"], row["right"]) == row["or"]


@pytest.mark.parametrize(
    ("one", "opposite"), [("true", "false"), ("unknown", "unknown"), ("false", "true")]
)
def test_not_turns_true_and_false_around_and_leaves_unknown_unknown(one, opposite):
    assert value(~left, one, "true") == opposite
