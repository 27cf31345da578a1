"""The public door: a store opened from Python, replayed at a cutoff, and filled from a frame."""

import json
import shutil
from datetime import UTC, date, datetime

import pandas as pd
import pytest

import patient_timeline as pt
from timeline.errors import PatientNotFound, StoreNotFound

EVENT = {
    "kind": "contact",
    "patient": "Q1",
    "occurred": "2019-05-01",
    "recorded": "2019-05-02T09:00:00Z",
    "recorder": "dm",
    "source_system": "edc",
    "source_record": "V-1",
}


def test_the_one_study_of_a_store_need_not_be_named(demo):
    assert pt.open(demo).study.name == "wudhikarn2021"


def test_a_store_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(StoreNotFound):
        pt.open(tmp_path / "none.db", study="wudhikarn2021")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "cutoff",
    [
        "2014-12-31",
        date(2014, 12, 31),
        datetime(2014, 12, 31, 23, 59),
        pd.Timestamp("2014-12-31 05:00"),
        pd.Timestamp("2014-12-31", tz="America/New_York"),
    ],
)
def test_a_cutoff_is_a_date_or_its_iso_form(cohort, cutoff):
    early, late = cohort.as_of(cutoff), cohort.as_of("2019-12-31")
    assert len(early.patients) < len(late.patients) == 56
    assert "data cutoff 2014-12-31" in early.caption


NO_DAYS = [None, pd.NaT, "2019-12", "20191231", "2019-02-30", "2019-12-31T05:00", 20191231]


@pytest.mark.parametrize("cutoff", NO_DAYS)
def test_what_is_no_day_is_no_cutoff(cohort, cutoff):
    with pytest.raises(ValueError, match=r"^cutoff: not a day; write YYYY-MM-DD, as in 2019"):
        cohort.as_of(cutoff)
    with pytest.raises(ValueError, match="cutoff: not a day"):
        list(cohort.sweep([cutoff]))


@pytest.mark.parametrize("known_by", [date(2015, 1, 1), pd.NaT, "yesterday"])
def test_what_is_no_instant_is_no_state_of_knowledge(cohort, known_by):
    with pytest.raises(ValueError, match=r"^known_by: not an instant; write it as in 2019"):
        cohort.as_of("2019-12-31", known_by)


def test_a_state_of_knowledge_names_its_time_zone(cohort):
    with pytest.raises(ValueError, match="time zone"):
        cohort.as_of("2019-12-31", "2015-01-01T00:00:00")
    instant = datetime(2015, 1, 1, tzinfo=UTC)
    known = cohort.as_of("2019-12-31", instant)
    assert (
        known.patients.tolist() == cohort.as_of("2019-12-31", instant.isoformat()).patients.tolist()
    )
    assert "known by 2015-01-01" in known.caption


def test_a_name_that_is_not_in_the_study_is_answered_with_the_closest(at):
    with pytest.raises(KeyError, match="did you mean 'relapse'"):
        at.milestone("relapses")
    with pytest.raises(KeyError, match="did you mean 'progressed'"):
        at.population("progresed")
    with pytest.raises(TypeError, match="'relapse' is no endpoint"):
        at.kaplan_meier("relapse")


@pytest.mark.parametrize(
    ("ask", "error", "said"),
    [
        (lambda at: at.kaplan_meier("OS", among="x"), KeyError, "no population 'x'"),
        (lambda at: at.cumulative_incidence("OS", among="x"), KeyError, "no population 'x'"),
        (lambda at: at.cumulative_incidence("OS", by="x"), KeyError, "no definition 'x'"),
        (lambda at: at.cox("OS", ["age_stated"], among="x"), KeyError, "no population 'x'"),
        (lambda at: at.kaplan_meier("OS").at(), ValueError, "name the times to read"),
        (lambda at: at.cumulative_incidence("OS").at(), ValueError, "name the times to read"),
        (lambda at: at.kaplan_meier("OS").at([6, 12]), TypeError, r"as in at\(6, 12\)"),
        (lambda at: at.kaplan_meier("OS").at("6"), TypeError, "times are numbers"),
        (lambda at: at.cox("OS", "age_stated"), TypeError, r"a list, as in \['age_stated'\]"),
        (lambda at: at.cox("OS", [7]), TypeError, "a covariate is a name"),
        (lambda at: at.cox("OS", ["EFS"]), TypeError, "'EFS' is no classes or quantity"),
        (lambda at: at.cox("OS", [pt.Exposure("sex")]), TypeError, "'sex' is no milestone"),
        (lambda at: at.cox("OS", ["sex", pt.Fixed("sex")]), ValueError, "'sex' is named twice"),
        (lambda at: at.patient(7), TypeError, "a patient's id is text, as in '7'"),
    ],
)
def test_what_cannot_be_asked_is_refused_with_the_way_to_ask(at, ask, error, said):
    with pytest.raises(error, match=said):
        ask(at)


def test_a_text_in_the_place_of_a_list_is_refused(cohort, at):
    with pytest.raises(TypeError, match="cutoffs come as a list"):
        list(cohort.sweep("2019-12-31"))
    with pytest.raises(TypeError, match="names come as a list"):
        cohort.diff(at, at, "progression")
    with pytest.raises(TypeError, match="codes come as a list"):
        cohort.import_events(pd.DataFrame([EVENT]), missing="-99", dry_run=True)


def test_a_milestone_that_was_never_reached_has_no_date(at):
    relapse = at.milestone("relapse")
    assert relapse.index.tolist() == at.patients.tolist()
    assert relapse["date"].dtype == "datetime64[ns]"
    assert (relapse["date"].isna() == ~at.values("relapse")["relapse"].astype(bool)).all()
    assert relapse.loc[relapse["date"].isna(), "event"].isna().all()


def test_values_come_as_one_column_a_definition(at):
    values = at.values("response_to_infusion", "age_stated")
    counts = values["response_to_infusion"].value_counts().to_dict()
    assert counts == {k: n for k, n in at.replay.class_counts("response_to_infusion").items() if n}


def test_episodes_come_as_one_row_each(at):
    lines = at.episodes("salvage_line")
    assert lines.index.names == ["patient", "number"]
    assert lines.groupby("patient").size().sum() == len(lines)
    assert "line_class" in lines


def test_the_graph_is_one_of_networkx(at):
    network = at.graph().network()
    assert network.number_of_nodes() == len(at.graph().nodes)


def test_a_patient_has_events_states_and_derivations(at):
    patient = at.patient("MSK36")
    events = patient.events()
    assert (events["day"] <= pd.Timestamp("2019-12-31")).all()
    derivation = patient.audit("OS")
    assert {str(item) for item in derivation.deciding()} <= set(events.index)
    assert set(derivation.events()) <= set(patient.history.by_id)
    stays = patient.states()
    assert stays[0].label == "awaiting infusion"
    with pytest.raises(KeyError, match="did you mean 'OS'"):
        patient.audit("OZS")
    with pytest.raises(PatientNotFound):
        at.patient("nobody")


def test_a_sweep_gives_what_each_cutoff_alone_gives(cohort):
    days = [f"{year}-06-30" for year in range(2012, 2018)]
    for day, swept in zip(days, cohort.sweep(days), strict=True):
        alone = cohort.as_of(day)
        pd.testing.assert_frame_equal(
            swept.endpoint("OS").to_pandas(), alone.endpoint("OS").to_pandas()
        )


def test_a_difference_names_patient_value_and_reason(cohort):
    found = cohort.diff(cohort.as_of("2013-12-31"), cohort.as_of("2014-12-31"), ["relapse"])
    frame = found.to_pandas()
    assert set(frame["definition"]) == {"relapse", "in the study"}
    relapsed = frame[frame["definition"] == "relapse"]
    assert (relapsed["after_date"] > "2013-12-31").all()
    assert (frame["reason"] != "").all()


def test_a_frame_of_events_is_imported_once(demo, tmp_path):
    own = tmp_path / "own.db"
    shutil.copy(demo, own)
    cohort = pt.open(own, study="wudhikarn2021")
    frame = pd.DataFrame(
        [
            {**EVENT, "percent": float("nan")},
            {**EVENT, "kind": "marrow_blasts", "source_record": "B-1", "percent": 3.0},
            {**EVENT, "kind": "marrow_blasts", "source_record": "B-2", "percent": 130.0},
        ]
    )
    frame["occurred"] = pd.to_datetime(frame["occurred"])
    tried = cohort.import_events(frame, dry_run=True)
    first, second = cohort.import_events(frame), cohort.import_events(frame)
    assert (tried.added, first.added, second.added, second.unchanged) == (2, 2, 0, 2)
    (reject,) = first.rejects
    assert (reject.line, reject.field) == (3, "percent")
    assert cohort.as_of("2019-12-31").patient("Q1").history.events[0].occurred == "2019-05-01"


CORRECTION = {
    **EVENT,
    "kind": "corrected",
    "recorded": "2019-05-03T09:00:00Z",
    "source_record": "V-1-corrected",
    "target_record": "V-1",
    "target_revision": 1,
    "reason": "wrong day",
}
OTHER_DAY = {"kind": "contact", "occurred": "2019-05-02"}


@pytest.mark.parametrize("replacement", [OTHER_DAY, json.dumps(OTHER_DAY)], ids=["dict", "text"])
def test_a_correction_in_a_frame_holds_its_replacement_as_a_mapping_or_as_json(
    demo, tmp_path, replacement
):
    own = tmp_path / "own.db"
    shutil.copy(demo, own)
    cohort = pt.open(own, study="wudhikarn2021")
    frame = pd.DataFrame([EVENT, {**CORRECTION, "replacement": replacement}])
    report = cohort.import_events(frame)
    assert (report.added, report.rejects) == (2, [])
    (event,) = cohort.as_of("2019-12-31").patient("Q1").events()["day"]
    assert event == pd.Timestamp("2019-05-02")


def test_a_replacement_that_is_no_json_object_is_rejected_by_name(cohort):
    frame = pd.DataFrame([EVENT, {**CORRECTION, "replacement": "[1]"}])
    (reject,) = cohort.import_events(frame, dry_run=True).rejects
    assert (reject.line, reject.field, reject.reason) == (2, "replacement", "not a JSON object")


@pytest.mark.parametrize("day", [date(2019, 5, 1), datetime(2019, 5, 1), "2019-05-01"])
def test_a_cell_may_hold_a_date(cohort, day):
    frame = pd.DataFrame([{**EVENT, "occurred": day}], dtype=object)
    report = cohort.import_events(frame, dry_run=True)
    assert (report.added, report.rejects) == (1, [])


@pytest.mark.parametrize(
    ("frame", "said"),
    [
        (pd.DataFrame([{"patient": "Q1"}]), "no column 'kind'"),
        ([{"kind": "contact"}], "events come as a data frame; pandas.DataFrame"),
        (None, "events come as a data frame"),
        (pd.DataFrame([["a", "b"]], columns=["kind", "kind"]), "'kind' appears twice"),
    ],
)
def test_a_frame_that_cannot_hold_events_is_refused(cohort, frame, said):
    with pytest.raises(pt.InvalidFrame, match=said):
        cohort.import_events(frame)


RESULTS = {
    "follow-up": lambda at: at.endpoint("OS"),
    "curves": lambda at: at.kaplan_meier("OS", by="sex"),
    "incidence": lambda at: at.cumulative_incidence("time_to_progression"),
    "rates": lambda at: at.rates("OS", by="sex"),
    "Cox model": lambda at: at.cox("OS", ["age_stated"]),
    "Fine and Gray's model": lambda at: at.fine_gray("time_to_progression", ["age_stated"]),
    "states": lambda at: at.state_occupancy(),
    "sequence": lambda at: at.graph(),
    "audit": lambda at: at.patient("MSK36").audit("response_to_infusion"),
    "stays": lambda at: at.patient("MSK36").states(),
    "patient": lambda at: at.patient("MSK36"),
    "cohort": lambda at: at,
}


@pytest.mark.parametrize("name", RESULTS)
def test_a_notebook_shows_every_result_as_a_table_with_its_as_of(at, name):
    result = RESULTS[name](at)
    page = result._repr_html_()
    assert "<table" in page
    assert "data cutoff 2019-12-31" in page
    assert "data cutoff 2019-12-31" in repr(result)


def test_a_notebook_shows_a_store_and_what_became_of_a_frame(cohort):
    report = cohort.import_events(pd.DataFrame([{**EVENT, "occurred": "soon"}]), dry_run=True)
    assert "1 read, 0 added, 0 known already, 1 rejected" in report._repr_html_()
    assert report.to_pandas()["field"].tolist() == ["occurred"]
    assert "wudhikarn2021 in demo.db" in cohort._repr_html_()


def test_stays_and_edges_are_data_frames(at):
    stays = at.patient("MSK36").states()
    frame = stays.to_pandas()
    assert frame["state"].tolist() == [stay.label for stay in stays]
    assert frame["to"].tolist()[:-1] == frame["state"].tolist()[1:]
    assert frame["stop"].dtype == frame["start"].dtype == "datetime64[ns]"
    edges = at.graph().to_pandas()
    sizes = [data["patients"] for *_, data in at.graph().network().edges(data=True)]
    assert edges["patients"].sum() == sum(map(len, sizes))


def test_an_audit_lists_its_events_by_their_role(at):
    audited = at.patient("MSK36").audit("response_to_infusion")
    frame = audited.to_pandas()
    decided = frame.loc[frame["role"] == "decided", "event"]
    assert set(decided) == {str(event) for event in audited.deciding()}
    assert (frame.loc[frame["role"] == "rejected", "reason"] != "").all()
