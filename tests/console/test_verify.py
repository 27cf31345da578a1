"""Whether the log beside a store equals the store, and what is said where it does not."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

from tests.console.conftest import Timeline
from timeline.log import Log, rebuilt

STUDY = """
from typing import ClassVar, Literal

from projections.language import events, first
from projections.study import Study
from timeline.vocabulary import DayOrder, Event


class Visit(Event):
    day_order: ClassVar[DayOrder] = DayOrder.CONTACT
    kind: Literal["visit"] = "visit"
    weight: float


entered = first(events("visit"))
STUDY = Study("visits", "visits", entered, {"entered": entered}, {}, (), kinds=(Visit,))
"""
RAISED = STUDY.replace(
    "    weight: float",
    """    current_version = 2
    upcasts = {1: lambda old: {"kilograms": old.pop("weight"), **old}}
    kilograms: float""",
)
VISIT = {
    "kind": "visit",
    "patient": "STAN-004",
    "occurred": "1968-05-01",
    "recorded": "1968-05-02T12:00:00Z",
    "recorder": "dm1",
    "source_system": "edc",
    "source_record": "visit:1",
    "weight": 70.5,
}


def with_a_visit(timeline: Timeline) -> None:
    """An event of a kind of a study's own, in a store and the log beside it."""
    Path("visits.jsonl").write_text(json.dumps(VISIT))
    Path("visits.py").write_text(STUDY)
    assert timeline("import", "visits.jsonl", "--study", "visits.py").code == 0


def cut_off(events: int) -> None:
    """Take the last events of the store away."""
    with closing(sqlite3.connect("timeline.db")) as store, store:
        last = "(SELECT rowid FROM stored_events ORDER BY rowid DESC LIMIT ?)"
        store.execute(f"DELETE FROM stored_events WHERE rowid IN {last}", (events,))


def test_the_log_of_an_untouched_store_equals_it(stanford: Timeline) -> None:
    outcome = stanford("verify")

    assert (outcome.code, outcome.err) == (0, "")
    assert outcome.out == (
        "394 events in the store: 394 facts\n"
        "103 patients, 394 event versions: the log equals the store\n"
    )


def test_events_that_are_no_facts_are_counted_too(stanford: Timeline) -> None:
    why = ("--reason", "of another patient", "--recorder", "dm1")
    for name, patient in (("5:death", "STAN-005"), ("15:death", "STAN-015")):
        assert stanford("retract", patient, name, *why).code == 0
    changed = ("occurred=1970-01-31", *why)
    assert stanford("correct", "STAN-035", "35:death", *changed).code == 0
    decided = ("transplantation", "not reached", "--on", "1970-01-30", "--record", "J-1", *why)
    assert stanford("adjudicate", "STAN-035", *decided).code == 0

    lines = stanford("verify").out.splitlines()
    assert lines[0] == (
        "398 events in the store: 394 facts, 1 correction, 2 retractions, 1 adjudication"
    )
    assert lines[1].endswith("the log equals the store")


def test_kinds_of_a_study_are_compared_when_it_is_named(stanford: Timeline) -> None:
    with_a_visit(stanford)

    assert (stanford("verify", "--study", "visits.py").err) == ""
    outcome = stanford("verify")
    assert outcome.code == 0
    assert "1 event of a kind that no study here declares: visit (1)" in outcome.err


def test_a_new_version_of_a_kind_is_no_difference(stanford: Timeline) -> None:
    with_a_visit(stanford)
    Path("visits.py").write_text(RAISED)
    told = stanford("patient", "STAN-004", "--cutoff", "1974-04-01", "--study", "visits.py")

    assert "visit: kilograms 70.5" in told.out
    assert stanford("verify", "--study", "visits.py").code == 0
    without = stanford("verify")
    assert (without.code, without.out) == (
        0,
        "395 events in the store: 395 facts\n"
        "103 patients, 395 event versions: the log equals the store\n",
    )


def test_a_store_that_is_behind_its_note_is_opened_by_no_command(stanford: Timeline) -> None:
    cut_off(3)

    for command in (["verify"], ["replay", "--cutoff", "1974-04-01"], ["quality"]):
        outcome = stanford(*command)
        assert (outcome.code, outcome.out) == (1, "")
        assert "timeline.db holds 391 events and held 394: timeline.db-wal is" in outcome.err


def test_a_store_without_its_note_that_has_lost_events_is_no_stale_log(
    stanford: Timeline,
) -> None:
    assert stanford("verify").code == 0
    cut_off(3)
    Path("timeline.db.position").unlink()

    for _ in range(2):  # what tells of the loss is kept
        outcome = stanford("verify")
        assert outcome.code == 1
        assert outcome.out.endswith("in the store: the log holds 3 events more\n")
        assert "holds 3 more events than the store, which was cut off" in outcome.err
        assert "put the whole store back" in outcome.err
        assert "delet" not in outcome.out + outcome.err


def test_a_cut_off_store_without_its_note_is_replayed_with_a_warning_and_never_built_over(
    stanford: Timeline,
) -> None:
    whole = Path("timeline.db").read_bytes()
    assert stanford("verify").code == 0
    cut_off(3)
    Path("timeline.db.position").unlink()

    outcome = stanford("replay", "--cutoff", "1974-04-01")
    assert outcome.code == 0
    assert "timeline: timeline.db.log holds 3 more events than the store" in outcome.err
    assert "holds 3 more events" in stanford("verify", "--rebuild").err
    Path("timeline.db").write_bytes(whole)
    assert stanford("verify").code == 0


def test_a_log_that_differs_is_built_again_on_request(stanford: Timeline, monkeypatch) -> None:
    def without_a_patient(store: object) -> Log:
        log = rebuilt(store)
        (part,) = log.parts
        part.current[0] = False
        return log

    with monkeypatch.context() as changed:
        changed.setattr("console.cli.commands.verify.rebuilt", without_a_patient)
        outcome = stanford("verify")
    assert outcome.code == 1
    assert "1 of them differ between the log and the store; the store is the record" in outcome.out
    assert "'timeline verify --rebuild'" in outcome.out
    before = Path("timeline.db.log/manifest.json").stat().st_mtime_ns
    assert stanford("verify", "--rebuild").code == 0
    assert Path("timeline.db.log/manifest.json").stat().st_mtime_ns > before
