"""An endpoint whose events compete: its curve is the incidence, wherever it is told."""

from datetime import date

import pytest

from analyses.plan import PlanResults
from analyses.statistics import named, traced
from analyses.summaries.endpoint import summarise
from projections.cohort.replay import Replay
from projections.language import Endpoint, InvalidDefinition, Source, events, first, last
from projections.study import Study
from projections.study.plan import Curves, Incidence
from tests.projections.logs import laid_out
from tests.spec.tables import read_events
from timeline.log import AsOf


def replayed(text, definitions, cutoff="2020-12-31", **study):
    asked = Study(
        name="spec",
        title="",
        enrolment=first(events()),
        definitions=definitions,
        populations={},
        endpoints=("relapse",),
        report_at=(50, 150, 400),
        **study,
    )
    return Replay(asked, laid_out(read_events(text)), AsOf(date.fromisoformat(cutoff)))


registered = first(events("registered"))
relapse = Endpoint(
    origin=registered,
    events=(Source("relapse", first(events("marrow_blasts"))),),
    competing=(Source("death", first(events("death"))),),
    censors=(Source("last seen", last(events())),),
)
DEFINITIONS = {"relapse": relapse}
RECORD = """
    patient | occurred   | kind          | fields
    A       | 2020-01-01 | registered    | study=x
    A       | 2020-01-11 | marrow_blasts | percent=60
    B       | 2020-01-01 | registered    | study=x
    B       | 2020-01-21 | death         |
    C       | 2020-01-01 | registered    | study=x
    C       | 2020-01-31 | death         |
    D       | 2020-01-01 | registered    | study=x
    D       | 2020-04-10 | marrow_blasts | percent=60
    E       | 2020-01-01 | registered    | study=x
    E       | 2020-05-30 | contact       |
"""


def test_its_estimates_are_those_of_the_incidence_and_not_of_kaplan_meier():
    found = summarise(PlanResults(replayed(RECORD, DEFINITIONS)), "relapse")

    assert found.estimator == "cumulative incidence"
    assert [item.estimate for item in found.at] == [pytest.approx(0.2), pytest.approx(0.4), None]
    assert found.median.estimate is None  # Kaplan-Meier would tell 100 days


def test_a_competing_event_is_the_end_of_follow_up_and_no_loss():
    found = summarise(PlanResults(replayed(RECORD, DEFINITIONS)), "relapse")

    assert found.median_follow_up.estimate == 150
    assert found.survivors_follow_up.count == 1


def test_an_event_that_nobody_had_has_an_incidence_of_zero():
    record = "\n".join(line for line in RECORD.splitlines() if "blasts" not in line)
    found = summarise(PlanResults(replayed(record, DEFINITIONS)), "relapse")

    assert [(item.estimate, item.lower) for item in found.at[:1]] == [(0, None)]


def test_the_summary_is_that_of_the_planned_incidence_and_by_its_conventions():
    plan = {"asked": Incidence("relapse", variance="delta", interval="plain")}
    results = PlanResults(replayed(RECORD, DEFINITIONS, plan=plan))
    planned = results.of_name("asked").as_json()["groups"]["all"]["relapse"]

    assert planned["at"] == summarise(results, "relapse").as_json()["at"]


def test_its_statistics_lead_to_the_patients_who_set_the_incidence():
    replay = replayed(RECORD, DEFINITIONS)
    statistic = traced(PlanResults(replay), named(replay.study, "relapse.at_150"))

    assert statistic.value.estimate == pytest.approx(0.4)
    assert {share.patient: share.role for share in statistic.shares} == {
        "A": "event",
        "B": "other event",
        "C": "other event",
        "D": "decides",
        "E": "censored",
    }


def test_its_kaplan_meier_curve_is_refused_with_the_remedy():
    with pytest.raises(InvalidDefinition, match=r"events compete; plan an Incidence"):
        replayed(RECORD, DEFINITIONS, plan={"asked": Curves("relapse")})
