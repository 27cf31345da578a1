"""The first steps from Python, exactly as they are promised."""

import pandas as pd
import pytest

STEPS = """\
import patient_timeline as pt
cohort = pt.open("demo.db", study="wudhikarn2021")
at = cohort.as_of("2019-12-31", known_by=None)
at.endpoint("OS")
km = at.kaplan_meier("OS", by="response_to_infusion"); km.plot(); km.to_lifelines()
at.cox("OS_after_progression", ["age", "bridging"]); at.graph().network(); \
at.patient("MSK36").audit("OS")
cohort.diff("2018-12-31", "2019-12-31"); cohort.sweep(["2018-12-31"]); cohort.import_events(df)
"""
EVENT = {
    "kind": "contact",
    "patient": "MSK36",
    "occurred": "2019-05-01",
    "recorded": "2019-05-02T09:00:00Z",
    "recorder": "dm",
    "source_system": "edc",
    "source_record": "V-1",
}


@pytest.fixture
def names(beside_the_store):
    found = {"df": pd.DataFrame([EVENT])}
    exec(STEPS, found)
    return found


def test_every_line_runs_as_it_is_written(names):
    assert len(names["at"].patients) == 56
    assert names["cohort"].import_events(names["df"]).unchanged == 1


def test_a_short_name_is_answered_under_the_name_of_the_definition(at):
    short, full = (at.cox("OS", [name]).to_pandas() for name in ("age", "age_stated"))
    pd.testing.assert_frame_equal(short, full)
    assert short.index.get_level_values("column").tolist() == ["age_stated"]
    assert at.values("age")["age_stated"].notna().all()


def test_two_cutoffs_are_compared_as_their_replays_are(cohort):
    days = "2013-12-31", "2014-12-31"
    replays = [cohort.as_of(day) for day in days]
    pd.testing.assert_frame_equal(
        cohort.diff(*days, ["relapse"]).to_pandas(), cohort.diff(*replays, ["relapse"]).to_pandas()
    )
