"""The states of the shipped studies against what else is known of the same patients."""

import csv
from collections import Counter
from datetime import date
from math import ceil
from pathlib import Path

import pytest

from projections.cohort.episodes import episode_rows
from projections.cohort.replay import Censoring, Replay
from projections.states import histories, refused_moves, stays_of
from projections.studies import stanford, wudhikarn2021
from reconstruction.cohort.tables import read_patients
from reconstruction.published_tables import FOLDER
from tests.projections.logs import shipped
from timeline.dates import day_from_number
from timeline.log import AsOf

ROOT = Path(__file__).parents[2]
CUTOFFS = [date(year, 12, 31) for year in range(2010, 2020)]
PROGRESSED = ("refractory", "relapsed")
SOLVED = {patient.name: patient.cells for patient in read_patients(FOLDER)}
ENDS = {
    ("dead", "disease"): "dead: disease",
    ("dead", "treatment"): "dead: treatment",
    ("dead", "other"): "dead: other cause",
    ("dead", "unknown"): "dead: cause unknown",
    ("lost", ""): "lost to follow-up",
}


@pytest.fixture(scope="module")
def published():
    return shipped("wudhikarn2021/cohort.jsonl", wudhikarn2021.STUDY.vocabulary)


@pytest.fixture(scope="module")
def programme():
    return shipped("stanford/events.csv", stanford.STUDY.vocabulary)


def test_the_rows_of_stanford_are_those_of_rs_heart_data(programme):
    """R's ``heart`` counts the first day as day 1, and gives two moves of one day half a day."""
    found = histories(Replay(stanford.STUDY, programme, AsOf(date(1974, 4, 1))))

    expected = {}
    text = (ROOT / "tests/golden/data/heart.csv").read_text(encoding="utf-8")
    for row in csv.DictReader(text.splitlines()):
        start, stop = (max(ceil(float(row[name]) - 1), 0) for name in ("start", "stop"))
        patient = f"STAN-{int(row['id']):03d}"
        if stop > start:
            expected.setdefault(patient, []).append((start, stop, row["transplant"] == "1"))
    rows = {}
    stays = found.intervals
    for index, patient in enumerate(stays.patient):
        transplanted = stays.state_names[index] == "transplanted"
        here = int(stays.start[index]), int(stays.stop[index]), transplanted
        rows.setdefault(patient, []).append(here)
    assert rows == expected
    assert Counter(stays.to_names) == {"transplanted": 66, "dead": 74, None: 28}
    assert found.outside == {"nothing after the origin": 1}


@pytest.mark.parametrize("cutoff", CUTOFFS, ids=str)
@pytest.mark.parametrize("censoring", list(Censoring))
def test_patients_leave_the_event_free_states_on_the_day_of_their_event(
    published, cutoff, censoring
):
    study = wudhikarn2021.study(molecular_progression=False)
    replay = Replay(study, published, AsOf(cutoff), censoring)
    table, walked = replay.endpoint("EFS"), histories(replay)

    events = dict(zip(table.patient[table.event], table.end[table.event].tolist(), strict=True))
    assert {
        patient: day
        for patient in walked.patients
        if (day := first_event(stays_of(walked, patient))) is not None
    } == events


def first_event(stays):
    for stay in stays:
        if stay.state.family == "death" or stay.label in PROGRESSED:
            return stay.start
        for passed in stay.passed:
            if passed.label in PROGRESSED:
                return passed.day
    return None


def test_every_line_of_salvage_is_a_state_that_begins_with_it(published):
    replay = Replay(wudhikarn2021.STUDY, published, AsOf(date(2019, 12, 31)))
    walked = histories(replay)

    lines = {
        (row.patient, f"on salvage line {row.number}", row.start)
        for row in episode_rows(replay, "salvage_line")
    }
    assert {
        (patient, stay.label, day_from_number(stay.start).isoformat())
        for patient in walked.patients
        for stay in stays_of(walked, patient)
        if stay.state.numbered
    } == lines
    assert len({patient for patient, _, _ in lines}) == 30


def test_how_the_patients_end_is_how_the_table_of_them_says_it(published):
    replay = Replay(wudhikarn2021.STUDY, published, AsOf(date(2019, 12, 31)))
    walked = histories(replay)
    last = {patient: stays_of(walked, patient)[-1] for patient in walked.patients}

    assert {name: stay.label for name, stay in last.items() if stay.state.absorbing} == {
        name: ENDS[cells["last_status"], cells["cause_of_death"]]
        for name, cells in SOLVED.items()
        if cells["last_status"] != "alive"
    }
    assert refused_moves(walked) == []
