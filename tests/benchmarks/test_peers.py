from datetime import UTC, date, datetime

import pytest

from benchmarks.forms import segment
from benchmarks.peers import engine, fold, sql
from benchmarks.peers.findings import Disagreement, check_equal
from tests.benchmarks.as_of import LOCKED
from timeline.log import AsOf, log_of

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
