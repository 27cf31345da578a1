import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyses.errors import InvalidInputError
from analyses.survival.kaplan_meier import kaplan_meier
from tests.analyses.golden import assert_equal, golden, numbers

PROBABILITIES = [0.1, 0.25, 0.5, 0.75, 0.9, 1]
SCALES = ["log", "log-log", "plain", "logit"]
CASES = golden("kaplan_meier")


def curves_of(case, interval="log"):
    data = case["data"]
    if "group" not in data:
        return {"all": kaplan_meier(**data, interval=interval)}
    return {str(label): c for label, c in kaplan_meier(**data, interval=interval).items()}


@pytest.mark.parametrize("name", CASES)
def test_a_curve_is_that_of_r(name):
    curves = curves_of(CASES[name])

    assert list(curves) == list(CASES[name]["curves"])
    for label, expected in CASES[name]["curves"].items():
        for column in ("time", "at_risk", "events", "censored", "survival", "standard_error"):
            assert_equal(getattr(curves[label], column), expected[column])


@pytest.mark.parametrize("interval", SCALES)
@pytest.mark.parametrize("name", CASES)
def test_limits_quantiles_and_values_at_given_times_are_those_of_r(name, interval):
    curves = curves_of(CASES[name], interval)

    for label, case in CASES[name]["curves"].items():
        curve, expected = curves[label], case["limits"][interval]
        assert_equal(curve.lower, expected["lower"])
        assert_equal(curve.upper, expected["upper"])
        quantiles = [curve.quantile(p) for p in PROBABILITIES]
        assert_equal([q.estimate for q in quantiles], expected["quantile"])
        assert_equal([q.lower for q in quantiles], expected["quantile_lower"])
        assert_equal([q.upper for q in quantiles], expected["quantile_upper"])
        points = curve.at(case["asked"])
        known = [p.estimate is not None for p in points]
        # R carries the curve on here, to tell what it is; beyond follow-up none is told.
        assert known == [t <= curve.time[-1] or curve.survival[-1] == 0 for t in case["asked"]]
        for mine, r in (("estimate", "at"), ("lower", "at_lower"), ("upper", "at_upper")):
            assert_equal([getattr(p, mine) for p in points if p.estimate is not None],
                         np.array(expected[r], dtype=float)[known])  # fmt: skip
        assert [p.at_risk for p in points] == expected["at_risk"]


def test_the_stanford_heart_programme_has_its_published_median_and_one_year_survival():
    curve = kaplan_meier(**CASES["stanford_heart_programme"]["data"])
    median, (year,) = curve.median(), curve.at([365.25])

    assert (median.estimate, median.lower, median.upper) == (99, 71, 262)
    assert [round(x, 3) for x in (year.estimate, year.lower, year.upper)] == [0.321, 0.240, 0.430]
    assert (curve.subjects, curve.events.sum()) == (103, 75)


def test_the_number_at_risk_at_a_time_counts_those_who_die_at_it():
    curve = kaplan_meier([2, 2, 5], [1, 0, 1])

    assert [p.at_risk for p in curve.at([0, 2, 3, 5, 6])] == [3, 3, 1, 1, 0]


def test_beyond_the_last_follow_up_nothing_is_estimated_and_the_reason_is_given():
    curve = kaplan_meier([2, 2, 25.125], [1, 0, 0])
    within, beyond = curve.at([25.125, 36])

    assert (within.estimate, within.at_risk, within.refused) == (2 / 3, 1, "")
    assert (beyond.estimate, beyond.lower, beyond.upper, beyond.at_risk) == (None, None, None, 0)
    assert beyond.refused == "follow-up ends at 25.12"


def test_a_curve_that_has_fallen_to_zero_stays_there():
    (beyond,) = kaplan_meier([2, 5], [1, 1]).at([36])

    assert (beyond.estimate, beyond.refused) == (0, "")


@pytest.mark.parametrize("rounding", [-4e-16, 0, 4e-16])
def test_a_time_that_differs_from_one_of_the_curve_by_rounding_is_that_time(rounding):
    (point,) = kaplan_meier([1, 12 * (1 + rounding)], [0, 1]).at([12])

    assert (point.estimate, point.at_risk) == (0, 1)


def test_limits_that_do_not_exist_are_none_and_not_a_number():
    last = kaplan_meier([1, 2], [1, 1]).at([2])[0]

    assert (last.estimate, last.lower, last.upper) == (0, None, None)


def test_whole_days_and_the_same_days_in_years_give_one_curve():
    data = CASES["lung_by_sex"]["data"]
    time, event = np.array(data["time"]), np.array(data["event"])
    days, years = kaplan_meier(time, event), kaplan_meier(time / 365.25, event)

    assert_equal(years.time * 365.25, days.time)
    assert_equal(years.survival, days.survival, tolerance=0)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"time": [], "event": []}, "no rows"),
        ({"time": [1, np.nan], "event": [1, 0]}, "'time' is missing, infinite or negative in 1 of"),
        ({"time": [-1], "event": [1]}, "'time' is missing, infinite or negative"),
        ({"time": ["soon"], "event": [1]}, "'time' must be numeric"),
        ({"time": [[1]], "event": [1]}, "'time' must be one column"),
        ({"time": [1, 2], "event": [1]}, "'event' has shape"),
        ({"time": [1], "event": [2]}, "only 0 and 1"),
        ({"time": [1], "event": [np.nan]}, "only 0 and 1"),
        ({"time": [1], "event": [1], "entry": [1]}, "'entry' is not before 'time' in 1 of 1"),
        ({"time": [0.3, 9], "event": [1, 0], "entry": [0.3 - 1e-12, 0]}, "no more than rounding"),
        ({"time": [1], "event": [1], "level": 95}, "between 0 and 1"),
        ({"time": [1], "event": [1], "interval": "loglog"}, "Unknown interval 'loglog'"),
        ({"time": [1, 2], "event": [1, 1], "group": ["a", None]}, "'group' has labels"),
        ({"time": [1, 2], "event": [1, 1], "group": [1, np.nan]}, "'group' has labels"),
        ({"time": [1, 2], "event": [1, 1], "group": ["a", np.nan]}, "'group' has labels"),
        ({"time": [1, 2], "event": [1, 1], "group": ["a", 1]}, "'group' has labels"),
        ({"time": [1, 2], "event": [1, 1], "group": [1]}, "'group' has shape"),
    ],
)
def test_rows_that_cannot_be_analysed_are_refused_by_name(arguments, message):
    with pytest.raises(InvalidInputError, match=message):
        kaplan_meier(**arguments)


@pytest.mark.parametrize("p", [0, -0.1, 1.1])
def test_a_quantile_is_a_fraction(p):
    with pytest.raises(InvalidInputError, match="fraction"):
        kaplan_meier([1], [1]).quantile(p)


@pytest.mark.parametrize("time", [-1, np.nan])
def test_a_curve_is_not_read_before_its_origin(time):
    with pytest.raises(InvalidInputError, match="0 or later"):
        kaplan_meier([1], [1]).at([time])


def by_the_textbook(rows):
    """Survival, Greenwood's error and the counts at each time of exit, one subject at a time."""
    survival, variance_sum, table = 1.0, 0.0, []
    for t in sorted({time for _, time, _ in rows}):
        at_risk = sum(entry < t <= time for entry, time, _ in rows)
        events = sum(time == t and event for _, time, event in rows)
        survival *= 1 - events / at_risk
        remaining = at_risk - events
        variance_sum += events / (at_risk * remaining) if remaining else np.nan
        table.append((t, at_risk, events, survival, survival * np.sqrt(variance_sum)))
    return numbers(table).T


follow_up = st.tuples(st.integers(0, 8), st.integers(1, 8), st.booleans())
cohorts = st.lists(follow_up.map(lambda r: (r[0], r[0] + r[1], r[2])), min_size=1, max_size=30)


def columns(rows):
    entry, time, event = map(np.array, zip(*rows, strict=True))
    return {"time": time, "event": event, "entry": entry}


@given(cohorts, st.sampled_from([1, 0.1, 1 / 7]))
def test_the_curve_is_that_of_the_textbook(rows, unit):
    data = columns(rows)
    curve = kaplan_meier(data["time"] * unit, data["event"], entry=data["entry"] * unit)

    time, at_risk, events, survival, error = by_the_textbook(rows)
    assert_equal(curve.time, time * unit)
    assert_equal(curve.at_risk, at_risk)
    assert_equal(curve.events, events)
    assert_equal(curve.survival, survival)
    assert_equal(curve.standard_error, error)


@given(cohorts, st.randoms())
def test_the_order_of_the_rows_does_not_matter(rows, random):
    shuffled = random.sample(rows, len(rows))

    ordered, mixed = kaplan_meier(**columns(rows)), kaplan_meier(**columns(shuffled))
    assert_equal(mixed.survival, ordered.survival, tolerance=0)
    assert mixed.median() == ordered.median()


@given(cohorts, st.sampled_from(SCALES))
def test_survival_never_rises_and_lies_between_its_limits(rows, interval):
    curve = kaplan_meier(**columns(rows), interval=interval)

    assert (np.diff(curve.survival, prepend=1) <= 0).all()
    assert (curve.survival >= 0).all()
    known = ~np.isnan(curve.lower)
    slack = 1e-12
    assert (curve.lower <= curve.survival + slack)[known].all()
    assert (curve.survival <= curve.upper + slack)[known].all()
    assert (curve.lower[known] >= 0).all()
    assert (curve.upper[known] <= 1).all()


@given(cohorts)
def test_without_late_entry_everyone_leaves_once(rows):
    data = columns(rows)
    curve = kaplan_meier(data["time"], data["event"])

    left = curve.events + curve.censored
    assert curve.at_risk[0] == curve.subjects == len(rows)
    assert (curve.at_risk[1:] == (curve.at_risk - left)[:-1]).all()
    assert curve.at_risk[-1] == left[-1]


@given(cohorts, st.integers(2, 4))
def test_every_row_twice_doubles_the_counts_and_keeps_the_curve(rows, times):
    once, often = kaplan_meier(**columns(rows)), kaplan_meier(**columns(rows * times))

    assert (often.at_risk == times * once.at_risk).all()
    assert_equal(often.survival, once.survival)
    assert_equal(often.standard_error * np.sqrt(times), once.standard_error)


@given(cohorts, st.data())
def test_the_counts_of_the_groups_sum_to_those_of_all(rows, data):
    group = data.draw(st.lists(st.sampled_from("abc"), min_size=len(rows), max_size=len(rows)))
    whole, parts = kaplan_meier(**columns(rows)), kaplan_meier(**columns(rows), group=group)

    assert list(parts) == sorted(set(group))
    for column in ("events", "censored"):
        total = np.zeros(whole.time.size)
        for part in parts.values():
            total[np.searchsorted(whole.time, part.time)] += getattr(part, column)
        assert_equal(total, getattr(whole, column))
