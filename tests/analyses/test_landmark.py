import numpy as np
import pytest

from analyses.errors import InvalidInputError, NotEstimableError
from analyses.survival.kaplan_meier import kaplan_meier
from analyses.survival.landmark import landmark
from tests.analyses.golden import assert_equal, golden

CASE = golden("survival_summaries")["landmark"]

#         time event entry   at 10
FOLLOWED = [
    (4, True, 0),  #         event by the landmark
    (10, True, 0),  #        event by the landmark: at it
    (10, False, 0),  #       censored by the landmark: at it
    (11, True, 0),  #        included, event after 1
    (30, False, 10),  #      included: at risk over (10, 30]
    (30, False, 12),  #      not yet under observation
]
TIME, EVENT, ENTRY = map(np.array, zip(*FOLLOWED, strict=True))


def test_the_curve_after_a_landmark_is_that_of_r():
    after = landmark(**CASE["data"], at=CASE["at"])
    curve = kaplan_meier(after.rows.time, after.rows.event)

    assert curve.subjects == CASE["subjects"]
    assert_equal(curve.time, CASE["time"])
    assert_equal(curve.survival, CASE["survival"])


def test_everyone_is_included_or_excluded_for_one_reason():
    after = landmark(TIME, EVENT, at=10, entry=ENTRY)

    assert after.included.tolist() == [False, False, False, True, True, False]
    assert after.excluded == {
        "event by the landmark": 2,
        "censored by the landmark": 1,
        "not yet under observation at the landmark": 1,
    }
    assert len(after.rows) + sum(after.excluded.values()) == len(FOLLOWED)


def test_the_clock_restarts_at_the_landmark():
    after = landmark(TIME, EVENT, at=10, entry=ENTRY)

    assert after.rows.time.tolist() == [1, 20]
    assert after.rows.event.tolist() == [True, False]
    assert after.rows.entry is None


def test_a_response_after_the_landmark_is_no_response_at_it():
    after = landmark(TIME, EVENT, at=10)
    response = [1, np.nan, 3, 10, 10.5, np.nan]

    assert after.reached(response).tolist() == [True, False, False]


def test_a_response_is_given_for_every_row_before_the_landmark():
    with pytest.raises(InvalidInputError, match="each of the 6 rows"):
        landmark(TIME, EVENT, at=10).reached([1, 2])


def test_a_landmark_nobody_reaches_is_refused():
    with pytest.raises(NotEstimableError, match="after 30"):
        landmark(TIME, EVENT, at=30)


@pytest.mark.parametrize("at", [0, -1, np.nan, np.inf])
def test_a_landmark_comes_after_the_origin(at):
    with pytest.raises(InvalidInputError, match="after 0"):
        landmark(TIME, EVENT, at=at)
