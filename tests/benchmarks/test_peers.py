from datetime import UTC, date, datetime

import pytest

from benchmarks.forms import segment
from benchmarks.measures.replay import LOCKED
from benchmarks.peers import engine, fold, sql
from benchmarks.peers.findings import Disagreement, check_equal
from timeline.log import AsOf, Segment, log_of
from timeline.log import segment as segments

EARLY = AsOf(date(2016, 3, 1), datetime(2016, 4, 1, tzinfo=UTC))


@pytest.fixture(scope="module")
def cohort():
    return segment(400)


@pytest.fixture(scope="module", params=[LOCKED, EARLY], ids=["late", "early"])
def as_of(request):
    return request.param


@pytest.fixture(scope="module")
def replayed(cohort, as_of):
    return engine.findings(engine.replay(log_of({"cohort": cohort}, 1), as_of))


def test_the_engine_agrees_with_a_plain_fold_row_for_row(cohort, as_of, replayed):
    check_equal(replayed, fold.findings(fold.replay(fold.prepare(cohort), as_of)))


def test_the_engine_agrees_with_sql_row_for_row(cohort, as_of, replayed):
    with sql.prepare(cohort) as connection:
        check_equal(replayed, sql.findings(sql.replay(connection, cohort, as_of)))


def test_the_cohort_has_patients_of_every_course(replayed):
    for name in ("relapse", "refractory", "salvage", "transplant", "death"):
        reached = replayed[f"{name}.row"] >= 0
        assert reached.any(), name
        assert not reached.all(), name
    assert set(replayed["best_response"].tolist()) == {0, 1, 2, 3}


def test_a_disagreement_names_the_value(replayed):
    other = dict(replayed) | {"relapse.day": replayed["relapse.day"] + 1}

    with pytest.raises(Disagreement, match=r"relapse\.day: 400 patients differ"):
        check_equal(replayed, other)


def test_a_cohort_evaluated_block_by_block_has_the_same_replay(cohort, as_of, monkeypatch):
    whole = engine.replay(log_of({"cohort": cohort}, 1), as_of)
    monkeypatch.setattr(segments, "BLOCK", 64)
    cut = engine.replay(log_of({"cohort": Segment(cohort.patients, cohort.tables)}, 1), as_of)

    assert (len(whole.parts), len(cut.parts)) == (1, 7)
    check_equal(engine.findings(whole), engine.findings(cut))
    assert cut.patients.tolist() == whole.patients.tolist()
    assert cut.milestone("relapse").evidence == whole.milestone("relapse").evidence
    assert cut.endpoint("EFS").time.tolist() == whole.endpoint("EFS").time.tolist()


def test_after_an_append_only_the_patients_it_touched_are_evaluated_again(cohort, as_of):
    touched = segment(30)
    grown = log_of({"cohort": cohort, "tail": touched}, 2)
    before = engine.replay(log_of({"cohort": cohort}, 1), as_of)
    after = engine.replay(grown, as_of, before)

    assert after.parts[0].evaluation is before.parts[0].evaluation
    assert [len(part.segment.patients) for part in after.parts] == [400, 30]
    assert after.endpoint("OS").time.tolist() == before.endpoint("OS").time.tolist()
