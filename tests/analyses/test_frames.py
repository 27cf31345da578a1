import numpy as np
import pandas as pd
import pytest

from analyses.errors import InvalidInputError
from analyses.interchange.pandas_frames import curve_frame, kaplan_meier_by
from analyses.survival.kaplan_meier import kaplan_meier

PATIENTS = pd.DataFrame(
    {
        "days": [5, 8, 3, 9],
        "dead": [True, False, True, True],
        "enrolled": [0, 2, 1, 0],
        "arm": ["b", "a", "b", "a"],
    },
    index=[7, 3, 5, 1],
)


def test_columns_are_given_by_name():
    found = kaplan_meier_by(PATIENTS, "arm", time="days", event="dead", entry="enrolled")

    expected = kaplan_meier([5, 8, 3, 9], [1, 0, 1, 1], entry=[0, 2, 1, 0], group=list("baba"))
    assert list(found) == ["a", "b"]
    for arm in found:
        pd.testing.assert_frame_equal(curve_frame(found[arm]), curve_frame(expected[arm]))


def test_a_column_that_is_not_there_is_named():
    with pytest.raises(InvalidInputError, match="no column 'event', 'sex'"):
        kaplan_meier_by(PATIENTS, "sex", time="days")


def test_a_curve_is_a_frame_of_its_rows():
    found = curve_frame(kaplan_meier([1, 2, 2], [1, 0, 1]))

    assert found[["time", "at_risk", "events", "censored"]].to_numpy().tolist() == [
        [1, 3, 1, 0],
        [2, 2, 1, 1],
    ]
    assert np.allclose(found["survival"], [2 / 3, 1 / 3])


def test_several_curves_are_one_frame_with_their_group():
    found = curve_frame(kaplan_meier([1, 2, 2], [1, 1, 1], group=["x", "y", "x"]))

    assert found[["group", "time", "survival"]].to_numpy().tolist() == [
        ["x", 1, 0.5],
        ["x", 2, 0],
        ["y", 2, 0],
    ]
    assert found["lower"].isna().tolist() == [False, True, True]


@pytest.mark.parametrize("column", ["days", "enrolled"])
@pytest.mark.parametrize(
    ("convert", "reason"),
    [
        (lambda days: pd.to_timedelta(days, unit="D"), "spans of time; give numbers of one unit"),
        (lambda days: pd.Timestamp("2020-01-01") + pd.to_timedelta(days, unit="D"), "not dates"),
        (lambda days: days.astype(str), "not text; give numbers, as pandas.to_numeric"),
        (lambda days: days.astype(str).astype("string"), "not text"),
        (lambda days: days.astype(str).astype("category"), "not text"),
    ],
)
def test_times_that_are_no_numbers_are_refused(column, convert, reason):
    frame = PATIENTS.assign(**{column: convert(PATIENTS[column])})
    with pytest.raises(InvalidInputError, match=reason):
        kaplan_meier_by(frame, "arm", time="days", event="dead", entry="enrolled")


def test_times_of_any_numeric_column_are_read():
    expected = curve_frame(kaplan_meier([5, 8, 3, 9], [1, 0, 1, 1]))
    for dtype in ("Int64", "float32", "object"):
        frame = PATIENTS.assign(days=PATIENTS["days"].astype(dtype), arm="all")
        found = kaplan_meier_by(frame, "arm", time="days", event="dead")
        pd.testing.assert_frame_equal(curve_frame(found["all"]), expected)
