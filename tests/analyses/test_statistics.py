"""A printed figure led back to its patients: the patients give the figure again."""

import numpy as np
import pytest
from hypothesis import example, given, settings

from analyses.errors import NotEstimableError
from analyses.plan import PlanResults
from analyses.statistics import UnknownStatistic, named, statistic_names, traced
from console.application.studies import shipped
from tests.projections.worlds import composed, worlds

STANFORD = shipped()["stanford"]


@pytest.mark.parametrize(
    ("name", "of", "group", "statistic"),
    [
        ("OS.median", "OS", "", "median"),
        ("os_median", "OS", "", "median"),
        ("OS.at_12.5", "OS", "", "at_12.5"),
        ("Survival by prior_surgery.prior surgery.at_365", "survival by prior surgery",
         "prior_surgery", "at_365"),
        ("transplanted", "transplanted", "", "n"),
        ("transplanted.n", "transplanted", "", "n"),
        ("surgery.none", "surgery", "none", "n"),
    ],
)  # fmt: skip
def test_a_name_is_read_whatever_its_case_and_blanks(name, of, group, statistic):
    found = named(STANFORD, name)

    assert (found.subject, found.group, found.statistic) == (of, group, statistic)


@pytest.mark.parametrize("name", ["", "OS", "OS.mean", "survival", "OS.at_", "OS.at_-1"])
def test_what_is_no_statistic_is_refused_with_what_there_is(name):
    with pytest.raises(UnknownStatistic, match=r"did you mean|there are"):
        named(STANFORD, name)


def test_every_name_that_needs_no_group_is_a_statistic():
    for name in statistic_names(STANFORD):
        if "CAUSE" not in name and "LABEL" not in name:
            assert named(STANFORD, name)


@given(worlds())
@example(composed(541316, 1, 1, 1))  # of the only patient no fact ever held
@settings(max_examples=100, deadline=None)
def test_the_shares_of_a_median_give_the_curve_and_its_median_again(world):
    try:
        found = traced(PlanResults(world.replay), named(world.study, "endpoint.median"))
    except NotEstimableError:
        assert not len(world.replay.endpoint("endpoint").patient)
        return
    table = world.replay.endpoint("endpoint")
    curve = PlanResults(world.replay).endpoint_curve("endpoint")
    deciding = found.by_role("decides")

    assert sorted(share.patient for share in found.shares) == sorted(table.patient)
    assert [share.time for share in found.shares] == sorted(table.time)
    assert found.value == curve.median()
    assert bool(deciding) == (found.value.estimate is not None)
    for share in found.shares:
        (point,) = curve.at([share.time])
        assert (share.estimate, share.at_risk) == (point.estimate, point.at_risk)


@given(worlds())
@settings(max_examples=100, deadline=None)
def test_at_a_time_those_with_the_event_by_then_are_those_who_set_or_had_it(world):
    table = world.replay.endpoint("endpoint")
    if not len(table.patient):
        return
    at = float(np.median(table.time))
    found = traced(PlanResults(world.replay), named(world.study, f"endpoint.at_{at:g}"))
    had = {share.patient for share in found.shares if share.role in ("decides", "event")}

    assert had == set(table.patient[table.event & (table.time <= at)])
    assert all(item.time > at for item in found.by_role("at risk"))
    last = max((share.time for share in found.shares if share.patient in had), default=None)
    assert {item.time for item in found.by_role("decides")} == ({last} if had else set())


@given(worlds())
@settings(max_examples=100, deadline=None)
def test_a_count_lists_the_patients_of_a_class_and_a_population(world):
    classes = world.replay.classes("classes")
    for label in set(classes.values()):
        found = traced(PlanResults(world.replay), named(world.study, f"classes.{label}"))
        assert {share.patient for share in found.shares} == {
            patient for patient, one in classes.items() if one == label
        }
    for name in list(world.study.populations)[:3]:
        found = traced(PlanResults(world.replay), named(world.study, f"{name}.n"))
        assert [share.patient for share in found.shares] == world.replay.members(name).tolist()


@given(worlds())
@settings(max_examples=60, deadline=None)
def test_every_share_cites_the_events_that_the_audit_of_its_patient_cites(world):
    table = world.replay.endpoint("endpoint")
    if not len(table.patient):
        return
    for share in traced(PlanResults(world.replay), named(world.study, "endpoint.n")).shares:
        assert share.events == world.audit(share.patient).derivation("endpoint").decided_by
