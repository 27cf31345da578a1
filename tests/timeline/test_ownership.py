"""A source record belongs to one patient, and moves to another by being retracted first."""

import pytest

from tests.timeline.examples import contact, corrected, raw, retracted
from tests.timeline.files import imported, jsonl
from timeline.errors import Refused
from timeline.store import Store

EARLIER, LATER, LATEST = (f"20{year}-01-05T10:00:00Z" for year in (21, 22, 23))


@pytest.fixture
def store(tmp_path):
    with Store.open(tmp_path / "timeline.db", create=True) as store:
        yield store


def record(patient, **fields):
    return raw("contact", patient=patient, **{"recorded": EARLIER, **fields})


AMENDS = {"target_record": "r1", "target_revision": 1, "target_system": None}


def retraction(patient, **fields):
    said = {"patient": patient, "source_record": "q1", "recorded": LATER}
    return raw("retracted", **{**AMENDS, **said, **fields})


@pytest.fixture(params=["one file", "two files"])
def outcome(request, store, tmp_path):
    """What becomes of the last line, imported with or after the others: None if it is added."""

    def fault(*lines, dry_run=False):
        parts = [lines] if request.param == "one file" else [lines[:-1], lines[-1:]]
        files = [jsonl(tmp_path / f"{n}.jsonl", part) for n, part in enumerate(parts)]
        rejects = imported(store, *files, dry_run=dry_run)[-1].rejects
        return (rejects[-1].field, rejects[-1].reason) if rejects else None

    return fault


OF_ANOTHER = ("source_record", "another patient has this record")
BEFORE_THE_MOVE = ("recorded", "this record still was another patient's then")


@pytest.mark.parametrize("dry_run", [False, True])
def test_a_record_of_another_patient_is_refused(outcome, dry_run):
    assert outcome(record("P1"), record("P2"), dry_run=dry_run) == OF_ANOTHER


def test_whatever_the_other_patient_is_told_under_it(outcome):
    assert outcome(record("P1"), raw("death", patient="P2")) == OF_ANOTHER


def test_a_later_revision_of_another_patients_record_is_refused(outcome):
    revision = raw("retracted", patient="P2", revision=2, **AMENDS)

    assert outcome(record("P1"), revision) == OF_ANOTHER


def test_the_same_name_in_another_system_is_another_record(outcome):
    assert outcome(record("P1"), record("P2", source_system="lab")) is None


@pytest.mark.parametrize("dry_run", [False, True])
def test_a_record_that_was_retracted_may_be_told_of_another_patient(outcome, dry_run):
    moved = record("P2", recorded=LATEST)

    assert outcome(record("P1"), retraction("P1"), moved, dry_run=dry_run) is None


def test_a_moved_record_is_of_one_patient_at_any_state_of_knowledge(outcome):
    moved = record("P2", recorded=LATER)
    assert outcome(record("P1"), retraction("P1"), moved) is None


def test_a_moved_record_may_not_be_told_as_known_before_the_move(outcome):
    assert outcome(record("P1"), retraction("P1"), record("P2")) == BEFORE_THE_MOVE


def test_a_corrected_record_is_still_the_patients(outcome):
    said = {"patient": "P1", "source_record": "q1", "recorded": LATER}
    correction = raw("corrected", **said, **AMENDS)

    assert outcome(record("P1"), correction, record("P2", recorded=LATEST)) == OF_ANOTHER


def test_a_record_whose_retraction_was_retracted_is_the_patients_again(outcome):
    undone = retraction("P1", source_record="q2", target_record="q1", recorded=LATEST)

    moved = record("P2", recorded=LATEST)
    assert outcome(record("P1"), retraction("P1"), undone, moved) == OF_ANOTHER


def test_once_moved_both_patients_lines_are_known_already(store, tmp_path):
    moved = record("P2", recorded=LATEST)
    lines = [record("P1"), retraction("P1"), moved]
    imported(store, jsonl(tmp_path / "a.jsonl", lines))
    (report,) = imported(store, jsonl(tmp_path / "b.jsonl", [*lines, record("P2")]))

    assert (report.added, report.unchanged, report.recorded_otherwise, report.rejects) == (
        0,
        4,
        1,
        [],
    )


def test_a_single_write_of_another_patients_record_is_refused_with_the_remedy(store):
    store.record(contact("r1", patient="P1"))

    with pytest.raises(Refused, match="another patient has this record; retract it there first"):
        store.record(contact("r1", patient="P2"))
    assert store.position == 1


def test_a_single_write_may_move_a_record(store):
    store.record(contact("r1", patient="P1"))
    store.record(retracted("q1", "r1", patient="P1", recorded=LATER))
    store.record(contact("r1", patient="P2", recorded=LATEST))

    assert store.history("P1").current_facts() == []
    assert len(store.history("P2").current_facts()) == 1


def test_records_of_a_store_from_before_are_found(store):
    store.insert([store.prepared(contact("r1", patient="P1"), 1)])
    correction = corrected("q1", "r1", {"kind": "contact"}, patient="P1", recorded=LATER)
    store.record(correction)

    assert store.holders([("edc", "r1"), ("edc", "q1"), ("lab", "r1"), ("edc", "r9")]) == {
        ("edc", "r1"): {"P1"},
        ("edc", "q1"): {"P1"},
        ("lab", "r1"): set(),
        ("edc", "r9"): set(),
    }
