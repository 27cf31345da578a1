import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyses.errors import InvalidInputError, NotEstimableError
from analyses.survival.competing_risks.incidence import cumulative_incidence
from analyses.survival.kaplan_meier import kaplan_meier
from analyses.survival.multistate.histories import MalformedHistoryError
from analyses.survival.multistate.occupancy import expected_time_in_state, state_occupancy
from analyses.survival.regression.model_errors import NoEventsError
from analyses.survival.restricted_mean import restricted_mean
from tests.analyses.data_sets import columns
from tests.analyses.golden import assert_equal, golden

GOLDEN = golden("multistate")
DATA = {"myeloid": columns("myeloid"), "small": GOLDEN["small"]["data"]}
each_case = pytest.mark.parametrize("name", DATA)


def occupancy(name, **options):
    states = GOLDEN[name]["states"]
    return state_occupancy(**DATA[name], censored="censored", states=states, **options)


@each_case
def test_probabilities_and_numbers_at_risk_are_those_of_survfit(name):
    found, r = occupancy(name), GOLDEN[name]

    assert_equal(found.time, r["time"], 0)
    assert_equal(found.initial, r["initial"])
    assert_equal(found.at_risk[r["some"]], r["at_risk"], 0)
    assert_equal(found.probability[r["some"]], r["probability"])


@each_case
@pytest.mark.parametrize("interval", ["log", "log-log", "plain", "logit"])
def test_standard_errors_and_limits_are_those_of_survfit(name, interval):
    found, r = occupancy(name, interval=interval), GOLDEN[name]

    assert_equal(found.standard_error[r["some"]], r["standard_error"])
    assert_equal(found.lower[r["some"]], r["limits"][interval]["lower"], 1e-10)
    assert_equal(found.upper[r["some"]], r["limits"][interval]["upper"], 1e-10)


@each_case
def test_a_given_start_adds_no_variance_as_in_survfit_without_influence(name):
    r = GOLDEN[name]
    initial = dict(zip(r["states"], r["initial"], strict=True))

    found = occupancy(name, initial=initial)
    assert_equal(found.standard_error[r["some"]], r["with_fixed_start"])


@each_case
def test_the_time_spent_in_each_state_and_its_error_are_those_of_survfit(name):
    r = GOLDEN[name]
    spent = expected_time_in_state(occupancy(name), until=r["until"])

    assert list(spent) == r["states"]
    assert_equal([mean.estimate for mean in spent.values()], r["spent"])
    assert_equal([mean.standard_error for mean in spent.values()], r["spent_error"])


def test_the_probability_of_a_state_is_read_at_given_times():
    found = occupancy("small")
    start, later, after = found.at("death", [0, 6.5, 99])

    assert (start.estimate, start.lower, start.at_risk) == (0, None, 0)
    assert later.estimate == found.probability[5, 2]
    assert (after.estimate, after.at_risk) == (None, 0)
    assert after.refused == f"follow-up ends at {found.time[-1]:g}"
    with pytest.raises(InvalidInputError, match="no state 'c'"):
        found.at("c", [1])
    with pytest.raises(InvalidInputError, match="0 or later"):
        found.at("a", [-1])


FINE = {
    "subject": [1, 1, 2],
    "entry": [0, 3, 0],
    "time": [3, 6, 4],
    "state": ["well", "ill", "well"],
    "to": ["ill", "dead", None],
}


@pytest.mark.parametrize(
    ("kind", "wrong"),
    [
        ("overlap", {"entry": [0, 2, 0]}),
        ("gap", {"entry": [0, 4, 0]}),
        ("jump", {"entry": [0, 4, 0], "state": ["well", "well", "well"]}),
        ("teleport", {"state": ["well", "well", "well"]}),
    ],
)
def test_rows_that_do_not_follow_each_other_are_refused_by_the_name_of_the_fault(kind, wrong):
    with pytest.raises(MalformedHistoryError, match=f"{kind}: 1 rows .*row 1") as refusal:
        state_occupancy(**(FINE | wrong))

    assert refusal.value.rows == {kind: (1,)}


def test_the_faulty_rows_are_numbered_as_given():
    shuffled = {
        "subject": ["b", "a", "a", "b", "a"],
        "entry": [5, 4, 0, 0, 7],
        "time": [9, 7, 4, 6, 8],
        "state": ["x", "x", "x", "x", "x"],
        "to": [None, "y", "y", "y", None],
    }
    with pytest.raises(MalformedHistoryError) as refusal:
        state_occupancy(**shuffled)

    assert refusal.value.rows == {"overlap": (0,), "teleport": (1, 4)}


@pytest.mark.parametrize(
    ("wrong", "error", "message"),
    [
        ({"to": [None, None, None], "state": ["well"] * 3}, NoEventsError, "Nobody moves"),
        ({"time": [0, 6, 4]}, InvalidInputError, "no time at risk"),
        ({"entry": None}, InvalidInputError, "needs the entry"),
        ({"states": ["well", "ill"]}, InvalidInputError, "1 states .* not among those listed"),
        ({"state": ["well", "ill", None]}, InvalidInputError, "'state'"),
        ({"to": [1, "dead", None]}, InvalidInputError, "'to'"),
        ({"state": [1, 2, 1]}, InvalidInputError, "cannot be sorted"),
        ({"initial": {"well": 0.5}}, InvalidInputError, "sum to 1"),
        ({"initial": {"healthy": 1}}, InvalidInputError, "'initial'"),
        ({"subject": [1, 1]}, InvalidInputError, "'subject'"),
    ],
)
def test_what_can_be_no_history_is_refused(wrong, error, message):
    with pytest.raises(error, match=message):
        state_occupancy(**(FINE | wrong))


def test_the_time_in_a_state_is_not_guessed_beyond_the_last_time():
    found = state_occupancy(**FINE)

    assert sum(mean.estimate for mean in expected_time_in_state(found, until=6).values()) == 6
    ended = state_occupancy([1, 2], [0, 0], [2, 3], ["a", "a"], ["b", "b"])
    assert expected_time_in_state(ended, until=10)["b"].estimate == 7.5
    with pytest.raises(NotEstimableError, match="may still move"):
        expected_time_in_state(
            state_occupancy([1, 2], [0, 0], [2, 3], ["a"] * 2, ["b", None]), until=4
        )
    with pytest.raises(InvalidInputError, match="positive"):
        expected_time_in_state(found, until=0)


walks = st.lists(
    st.tuples(
        st.integers(0, 3),
        st.lists(st.tuples(st.integers(1, 4), st.sampled_from("abc")), min_size=1, max_size=4),
        st.booleans(),
    ),
    min_size=1,
    max_size=12,
)


def rows_of(drawn):
    """Each subject enters in state a and walks on; the last step may be censored."""
    rows = []
    for subject, (entry, walk, censored) in enumerate(drawn):
        at, state = entry, "a"
        for i, (wait, to) in enumerate(walk):
            last = i == len(walk) - 1
            rows.append((subject, at, at + wait, state, None if last and censored else to))
            at, state = at + wait, to
    return rows


def as_columns(rows):
    names = ("subject", "entry", "time", "state", "to")
    return dict(zip(names, map(list, zip(*rows, strict=True)), strict=True))


def naive(rows, weights):
    """The textbook product of transition matrices, for any (even complex) weights of subjects."""
    states = "abc"
    moves = sorted({t for _, _, t, state, to in rows if to is not None and to != state})
    started = [r for r in rows if r[1] < moves[0] <= r[2]]
    total = sum(weights[r[0]] for r in started)
    p = [sum(weights[r[0]] for r in started if r[3] == s) / total for s in states]
    path = {0: p}
    for t in moves:
        new = [0.0] * 3
        for j, s in enumerate(states):
            here = [r for r in rows if r[1] < t <= r[2] and r[3] == s]
            n = sum(weights[r[0]] for r in here)
            for r in here:
                to = states.index(r[4]) if r[2] == t and r[4] is not None else j
                new[to] += p[j] * weights[r[0]] / n
            if not here:
                new[j] += p[j]
        path[t] = p = new
    return path


@given(walks)
def test_probabilities_and_their_errors_are_those_of_the_textbook(drawn):
    rows = rows_of(drawn)
    try:
        found = state_occupancy(**as_columns(rows), states="abc")
    except NoEventsError:
        return
    subjects, step = len(drawn), 1e-20j
    influence = [
        naive(rows, 1 + step * np.eye(subjects)[i]) for i in range(subjects)
    ]  # the derivative of an analytic function is the imaginary part of one step

    for t, p in naive(rows, np.ones(subjects)).items():
        at = [found.at(s, [t])[0].estimate for s in "abc"]
        assert_equal(at, p)
        if t:
            pulled = np.array([path[t] for path in influence]).imag / 1e-20
            error = found.standard_error[np.searchsorted(found.time, t)]
            assert_equal(error**2, np.square(pulled).sum(axis=0), 1e-10)


@given(walks)
def test_probabilities_sum_to_one_and_their_errors_cancel(drawn):
    try:
        found = state_occupancy(**as_columns(rows_of(drawn)), states="abc")
    except NoEventsError:
        return
    assert_equal(found.probability.sum(axis=1), np.ones(found.time.size))
    for pulled in found.chain.influence():
        assert_equal(pulled.sum(axis=1), np.zeros(len(pulled)))
        assert_equal(pulled.sum(axis=0), np.zeros(3))


@given(walks, st.randoms(use_true_random=False))
def test_neither_the_order_of_rows_nor_cutting_a_stay_in_two_changes_anything(drawn, random):
    rows = rows_of(drawn)
    cut = [
        part
        for s, entry, time, state, to in rows
        for part in (
            (s, entry, (entry + time) / 2, state, None),
            (s, (entry + time) / 2, time, state, to),
        )
    ]
    random.shuffle(cut)
    try:
        whole = state_occupancy(**as_columns(rows), states="abc")
    except NoEventsError:
        return
    pieces = state_occupancy(**as_columns(cut), states="abc")

    assert_equal(pieces.time, whole.time, 0)
    assert_equal(pieces.at_risk, whole.at_risk, 0)
    assert_equal(pieces.standard_error, whole.standard_error)


@given(
    st.lists(st.tuples(st.integers(1, 8), st.integers(0, 2)), min_size=1, max_size=25).filter(
        lambda rows: any(cause for _, cause in rows)
    )
)
def test_states_left_for_good_have_the_cumulative_incidence_and_its_delta_error(rows):
    time, cause = (np.array(column) for column in zip(*rows, strict=True))
    found = state_occupancy(
        np.arange(time.size), np.zeros(time.size), time, np.zeros(time.size), cause, censored=0,
        states=[0, 1, 2],
    )  # fmt: skip
    for label, curve in cumulative_incidence(time, cause, variance="delta").items():
        assert_equal(found.probability[:, label], curve.incidence)
        assert_equal(found.standard_error[:, label] ** 2, curve.standard_error**2)
    assert_equal(found.probability[:, 0], kaplan_meier(time, cause > 0).survival)


def test_the_time_before_leaving_is_the_restricted_mean_survival():
    data = columns("lung")
    rows = np.arange(228)
    found = state_occupancy(rows, 0 * rows, data["time"], 0 * rows, data["death"], censored=0)
    alive = expected_time_in_state(found, until=500)[0]
    mean = restricted_mean(kaplan_meier(data["time"], data["death"]), until=500)

    assert_equal((alive.estimate, alive.standard_error), (mean.estimate, mean.standard_error))
