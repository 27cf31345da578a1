import numpy as np
import pytest

from benchmarks.forms import event_lines, segment
from benchmarks.measures.replay import LOCKED
from benchmarks.peers import engine
from timeline.ingest import BulkLoad
from timeline.log import Categories, log_of, rebuilt
from timeline.store import Store

PATIENTS = 120


@pytest.fixture(scope="module")
def in_columns():
    return segment(PATIENTS)


@pytest.fixture(scope="module")
def imported(tmp_path_factory):
    folder = tmp_path_factory.mktemp("cohort")
    file = folder / "events.jsonl"
    file.write_text("\n".join(event_lines(PATIENTS)), encoding="utf-8")
    with Store.open(folder / "timeline.db", create=True) as store:
        *_, report = BulkLoad(store).load(file)
        assert report.rejects == []
        return rebuilt(store).parts[0].segment


def values(column):
    if isinstance(column, Categories):
        return [column.at(place) for place in range(len(column.codes))]
    return column.values.tolist()


def test_both_forms_of_a_cohort_hold_the_same_facts(in_columns, imported):
    assert in_columns.patients.tolist() == imported.patients.tolist()
    assert in_columns.tables.keys() == imported.tables.keys()
    for kind, table in imported.tables.items():
        generated = in_columns.tables[kind]
        for name in ("patient", "day", "row", "recorded", "superseded"):
            assert np.array_equal(getattr(generated, name), getattr(table, name)), (kind, name)
        assert generated.columns.keys() == table.columns.keys()
        for name, column in table.columns.items():
            assert values(generated.columns[name]) == values(column), (kind, name)


def test_both_forms_of_a_cohort_have_the_same_replay(in_columns, imported):
    generated, stored = (
        engine.findings(engine.replay(log_of({"cohort": item}, 1), LOCKED))
        for item in (in_columns, imported)
    )

    for name, found in stored.items():
        assert np.array_equal(generated[name], found), name


def test_a_larger_cohort_begins_with_the_smaller(in_columns):
    larger = segment(PATIENTS + 30)
    first = larger.tables["death"].patient < PATIENTS

    assert larger.patients[:PATIENTS].tolist() == in_columns.patients.tolist()
    assert larger.tables["death"].day[first].tolist() == in_columns.tables["death"].day.tolist()


def test_a_cohort_is_told_with_corrections_retractions_and_late_records(in_columns):
    marrows = in_columns.tables["marrow_blasts"]
    lines = list(event_lines(PATIENTS))

    assert (marrows.recorded // 86_400_000_000 - marrows.day > 59).any()
    assert any('"kind": "corrected"' in line for line in lines)
    assert any('"kind": "retracted"' in line for line in lines)
    assert all('"provenance": "synthetic"' in line for line in lines)
