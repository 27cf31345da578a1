import warnings

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyses.errors import InvalidInputError
from analyses.survival.cox.exposure import split_at_exposure
from analyses.survival.cox.immortal_time import ImmortalTimeBiasWarning, refuse_late
from analyses.survival.cox.regression import cox_regression
from analyses.survival.regression.model_errors import ImmortalTimeBiasError
from tests.analyses.data_sets import columns
from tests.analyses.golden import assert_equal, golden


def table(rows):
    return [
        (int(i), float(start), float(stop), bool(event), bool(exposed))
        for i, start, stop, event, exposed in zip(
            rows.subject, rows.entry, rows.time, rows.event, rows.exposed, strict=True
        )
    ]


def test_a_subject_is_unexposed_until_exposure_starts_and_exposed_after_it():
    rows = split_at_exposure([50, 40, 30, 20], [1, 0, 1, 1], [20, np.nan, 0, 99])

    assert table(rows) == [
        (0, 0, 20, False, False),
        (0, 20, 50, True, True),
        (1, 0, 40, False, False),
        (2, 0, 30, True, True),
        (3, 0, 20, True, False),
    ]


def test_an_event_on_the_day_exposure_starts_counts_by_the_named_rule():
    after = split_at_exposure([10], [1], [10])
    before = split_at_exposure([10], [1], [10], same_day="half-day-before")

    assert table(after) == [(0, 0, 10, True, False)]
    assert table(before) == [(0, 0, 9.5, False, False), (0, 9.5, 10, True, True)]


def test_the_rows_are_those_of_tmerge():
    r = golden("exposure")
    for case in r.values():
        rows = split_at_exposure(case["time"], case["event"], np.array(case["exposure"], float))
        for column in ("subject", "entry", "time", "event", "exposed"):
            assert_equal(getattr(rows, column), case["rows"][column], 0)


def test_the_stanford_heart_rows_come_from_its_patients():
    jasa, heart = columns("jasa"), columns("heart")
    # That data set counts the day of acceptance as day 1.
    rows = split_at_exposure(
        jasa["futime"] + 1, jasa["fustat"], jasa["wait.time"] + 1, same_day="half-day-before"
    )
    order = np.lexsort((heart["start"], heart["id"]))

    assert_equal(rows.subject + 1, heart["id"][order], 0)
    assert_equal(rows.entry, heart["start"][order], 0)
    assert_equal(rows.time, heart["stop"][order], 0)
    assert_equal(rows.event, heart["event"][order], 0)
    assert_equal(rows.exposed, heart["transplant"][order], 0)
    covariates = {
        "transplant": rows.exposed,
        "age": jasa["age"][rows.subject],
        "surgery": jasa["surgery"][rows.subject],
    }
    model = cox_regression(rows.time, rows.event, covariates, entry=rows.entry)
    assert [round(b, 5) for b in model.coefficients] == [0.01610, 0.03054, -0.77333]


@given(
    st.lists(
        st.tuples(st.integers(1, 9), st.booleans(), st.one_of(st.none(), st.integers(-2, 12))),
        min_size=1,
    )
)
def test_splitting_keeps_the_time_at_risk_and_the_events(drawn):
    time, event, exposure = (np.array(column) for column in zip(*drawn, strict=True))
    exposure = exposure.astype(float)
    rows = split_at_exposure(time, event, exposure)

    assert (rows.entry < rows.time).all()
    assert_equal(np.bincount(rows.subject, rows.time - rows.entry), time, 0)
    assert_equal(np.bincount(rows.subject, rows.event), event, 0)
    exposed_time = np.where(np.isnan(exposure), 0, np.clip(time - np.maximum(exposure, 0), 0, None))
    assert_equal(
        np.bincount(rows.subject, rows.exposed * (rows.time - rows.entry)), exposed_time, 0
    )


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"time": [0, 5]}, "no time at risk"),
        ({"exposure": [1]}, "'exposure' has shape"),
        ({"same_day": "exposed"}, "'half-day-before'"),
    ],
)
def test_rows_that_cannot_be_split_are_refused(wrong, message):
    fine = {"time": [4, 5], "event": [1, 0], "exposure": [2, np.nan]}
    with pytest.raises(InvalidInputError, match=message):
        split_at_exposure(**(fine | wrong))


LATE = np.array([False, True, False])


def test_a_fixed_covariate_known_after_the_origin_is_refused_as_immortal_time_bias():
    with pytest.raises(ImmortalTimeBiasError, match=r"'transplant' .* 1 of 3 .* immortal-time"):
        refuse_late("transplant", LATE)
    with pytest.raises(ImmortalTimeBiasError, match="landmark"):
        refuse_late("transplant", LATE, force=["grade"])


def test_it_can_be_forced_by_name_and_still_warns():
    with pytest.warns(ImmortalTimeBiasWarning, match="was forced"):
        refuse_late("transplant", LATE, force=["transplant"])


def test_a_covariate_known_by_the_origin_or_never_passes_in_silence():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        refuse_late("age", np.zeros(3, dtype=bool))
