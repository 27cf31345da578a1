"""Figures of the estimates on matplotlib axes: what they show, beside what else is drawn there."""

import numpy as np
import pytest
from matplotlib.figure import Figure

CURVES = {
    "Kaplan-Meier": lambda at: at.kaplan_meier("OS", by="sex"),
    "incidence": lambda at: at.cumulative_incidence("time_to_progression"),
    "occupancy": lambda at: at.state_occupancy(),
}


def last_time(estimate):
    return estimate.to_pandas()["time"].max()


@pytest.fixture(params=CURVES.values(), ids=CURVES)
def estimate(request, at):
    return request.param(at)


def test_a_figure_shows_the_time_from_the_origin_to_the_end_of_follow_up(estimate):
    left, right = estimate.plot().get_xlim()
    last = last_time(estimate)
    assert left == 0
    assert last <= right <= 1.1 * last


def test_a_figure_beside_longer_data_shows_both(estimate):
    axes = Figure().subplots()
    axes.plot([0, 1000], [0, 1])
    left, right = estimate.plot(axes).get_xlim()
    assert left == 0
    assert 1000 <= right <= 1100


def test_what_is_drawn_on_a_figure_later_is_shown_too(estimate):
    axes = estimate.plot()
    axes.plot([0, 1000], [0, 1])
    assert axes.get_xlim()[1] >= 1000
    estimate.plot(axes)
    assert axes.get_xlim()[1] >= 1000
    assert axes.get_xlim()[0] == 0


def test_limits_that_a_caller_has_set_are_kept(estimate):
    axes = Figure().subplots()
    axes.set_xlim(0, 24)
    assert estimate.plot(axes).get_xlim() == (0, 24)


def test_the_occupancy_is_drawn_from_the_origin_with_the_initial_shares(at):
    states = at.state_occupancy()
    bottom = states.plot().collections[0].get_paths()[0].vertices
    at_origin = bottom[bottom[:, 0] == 0][:, 1]
    assert np.isclose(at_origin.max(), states.found.occupancy.initial[0])
