"""A transplant that ends follow-up, at several cutoffs, against R."""

from dataclasses import replace
from datetime import date

import pytest

from analyses.plan import PlanResults
from analyses.summaries.endpoint import summarise
from projections.cohort.replay import Censoring, Replay
from projections.language import Endpoint, Source
from projections.studies import stanford
from tests.analyses.golden import flat, from_r, golden
from tests.projections.logs import shipped
from timeline.log import AsOf

UNTRANSPLANTED = Endpoint(
    origin=stanford.acceptance,
    events=(Source("death", stanford.death),),
    censors=(
        Source("transplant", stanford.transplantation),
        Source("last seen alive", stanford.last_seen),
    ),
)
STUDY = replace(
    stanford.STUDY,
    definitions={**stanford.STUDY.definitions, "untransplanted": UNTRANSPLANTED},
    report_at=(30, 90, 182),
)


@pytest.fixture(scope="module")
def programme():
    return shipped("stanford/events.csv", STUDY.vocabulary)


@pytest.mark.parametrize(
    "expected",
    golden("ending_censors")["replays"],
    ids=lambda one: f"{one['cutoff']}-{one['censoring']}",
)
def test_who_is_transplanted_is_followed_no_further_as_in_r(programme, expected):
    as_of = AsOf(date.fromisoformat(expected["cutoff"]))
    replay = Replay(STUDY, programme, as_of, Censoring(expected["censoring"]))
    table, summary = (
        replay.endpoint("untransplanted"),
        summarise(PlanResults(replay), "untransplanted"),
    )

    assert table.time.tolist() == expected["time"]
    assert table.event.tolist() == [bool(died) for died in expected["died"]]
    assert (summary.n, summary.events) == (expected["n"], expected["events"])
    for found, point in zip(summary.as_json()["at"], expected["at"], strict=True):
        tolerances = {"estimate": 1e-8, "lower": 1e-6, "upper": 1e-6}
        assert (found["time"], found["at_risk"]) == (point["time"], point["at_risk"])
        for name, tolerance in tolerances.items():
            assert found[name] == pytest.approx(point[name], abs=tolerance)


@pytest.mark.live_r
def test_the_follow_up_is_what_r_cuts_now(tmp_path):
    assert flat(from_r("ending_censors", tmp_path)) == pytest.approx(flat(golden("ending_censors")))
