"""The shipped cohort swept over cutoffs, down to every value inside every line."""

import json
from pathlib import Path

import pytest

from analyses.summaries.cutoff import summarise_cutoff
from projections.cohort.episodes import episode_rows
from projections.cohort.replay import Replay
from projections.cohort.sweep import Step, cutoffs, known_then, replays
from projections.comparison.values import snapshot
from projections.studies.wudhikarn2021 import STUDY
from tests.projections.logs import laid_out
from tests.projections.random_histories import day
from tests.projections.test_sweep import evaluated_apart
from timeline.log import AsOf

COHORT = Path(__file__).parents[2] / "fixtures/wudhikarn2021/cohort.jsonl"
DATES = cutoffs(day(40 * 365 + 200), day(50 * 365), Step(9, "months"))


@pytest.fixture(scope="module")
def log():
    lines = COHORT.read_text(encoding="utf-8").splitlines()
    events = [STUDY.vocabulary.parse(json.loads(line)) for line in lines]
    return laid_out(events, vocabulary=STUDY.vocabulary)


@pytest.mark.parametrize("as_of", [AsOf, known_then], ids=["as known now", "as known then"])
def test_every_value_of_every_patient_is_that_of_the_single_replay(log, as_of):
    as_ofs = [as_of(date) for date in DATES]
    assert len(as_ofs) > 10

    with evaluated_apart():
        swept = [everything(replay) for replay in replays(STUDY, log, as_ofs)]

    for one, found in zip(as_ofs, swept, strict=True):
        assert found == everything(Replay(STUDY, log, one)), one


def everything(replay):
    values = snapshot(replay)
    told = {
        name: [values.value(patient, name) for patient in replay.patients.tolist()]
        for name in values.columns
    }
    dated = [
        (row.patient, row.number, row.start, {n: (v.value, v.date) for n, v in row.values.items()})
        for row in episode_rows(replay, "salvage_line")
    ]
    return told, dated, summarise_cutoff(replay).as_json()
