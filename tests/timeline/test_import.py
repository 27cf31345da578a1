import json
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from tests.timeline.examples import FIRST, PAYLOADS, SECOND, contact, raw
from tests.timeline.files import contents, events, imported, jsonl, table
from timeline.errors import StoreBusy
from timeline.ingest import BulkLoad
from timeline.ingest.readers import FileUnreadable
from timeline.store import Store

ROOT = Path(__file__).parents[2]
PATIENTS, RECORDS, BATCH = 40, 250, 100


def contacts(records=6, patients=2):
    """Contacts of patients in turn, so that every batch touches everybody."""
    return [
        raw("contact", patient=f"P{number % patients}", source_record=f"r{number}")
        for number in range(records)
    ]


@pytest.fixture
def path(tmp_path):
    return tmp_path / "timeline.db"


@pytest.fixture
def store(path):
    with Store.open(path, create=True) as store:
        yield store


@pytest.fixture
def small_batches(monkeypatch):
    monkeypatch.setattr("timeline.ingest.bulk.BATCH_SIZE", 2)


def told(report):
    return report.read, report.added, report.unchanged, len(report.rejects)


# What an import does


def test_json_lines_and_csv_of_the_same_events_make_the_same_store(tmp_path):
    raws = [raw(kind, source_record=f"r{n}") for n, kind in enumerate(PAYLOADS)]
    files = jsonl(tmp_path / "a.jsonl", raws), table(tmp_path / "a.csv", raws)
    for file in files:
        with Store.open(tmp_path / f"{file.name}.db", create=True) as store:
            assert [told(report) for report in imported(store, file)] == [
                (len(raws), len(raws), 0, 0)
            ]

    assert contents(tmp_path / "a.jsonl.db") == contents(tmp_path / "a.csv.db")


def test_an_import_and_single_writes_of_the_same_events_make_the_same_store(tmp_path):
    with Store.open(tmp_path / "bulk.db", create=True) as store:
        imported(store, jsonl(tmp_path / "a.jsonl", contacts()))
    with Store.open(tmp_path / "single.db", create=True) as store:
        for contact in contacts():
            store.record(store.vocabulary.parse(contact))

    assert contents(tmp_path / "bulk.db") == contents(tmp_path / "single.db")


def test_a_report_grows_with_every_batch(store, tmp_path, small_batches):
    file = jsonl(tmp_path / "a.jsonl", contacts(5))
    seen = [(item.read, item.added) for item in BulkLoad(store).load(file)]

    assert seen == [(2, 2), (4, 4), (5, 5), (5, 5)]


def test_a_report_says_which_patients_were_touched(store, tmp_path):
    (first,) = imported(store, jsonl(tmp_path / "a.jsonl", contacts(2)))
    (second,) = imported(store, jsonl(tmp_path / "b.jsonl", contacts(3)))

    assert (first.file, first.patients) == ("a.jsonl", {"P0", "P1"})
    assert second.patients == {"P0"}


def test_an_empty_file_is_imported_without_a_trace(store, tmp_path):
    (report,) = imported(store, jsonl(tmp_path / "a.jsonl", []))

    assert told(report) == (0, 0, 0, 0)
    assert store.position == 0


def test_every_line_becomes_an_event_or_a_reject(store, tmp_path, small_batches):
    changed, wrong = {**contacts(1)[0], "means": "visit"}, raw("contact", means="vist")
    lines = [*contacts(4), changed, {"kind": "contact"}, changed, wrong, *contacts(5)[4:]]
    (report,) = imported(store, jsonl(tmp_path / "a.jsonl", lines))

    assert told(report) == (9, 5, 0, 4)
    assert [reject.line for reject in report.rejects] == [5, 6, 7, 8]
    assert store.position == 5


def test_a_line_that_cannot_be_read_is_a_reject_and_the_rest_is_taken_up(store, tmp_path):
    file = jsonl(tmp_path / "a.jsonl", contacts())
    file.write_bytes(b"{\n" + file.read_bytes() + b"\xff\n")
    (report,) = imported(store, file)

    assert told(report) == (8, 6, 0, 2)
    assert [str(reject) for reject in report.rejects] == [
        "a.jsonl, line 1: not a JSON object; write one event as {...} per line",
        "a.jsonl, line 8: not UTF-8 text; save the file as UTF-8",
    ]


def test_an_amendment_may_come_before_its_target(store, tmp_path):
    amends = {"target_record": "r1", "target_revision": 1, "target_system": "edc"}
    lines = [raw("retracted", source_record="r2", **amends), raw("contact", source_record="r1")]
    imported(store, jsonl(tmp_path / "a.jsonl", lines))

    assert store.history("P1").current_facts() == []


# Twice


def test_a_second_import_adds_nothing(path, tmp_path, small_batches):
    file = jsonl(tmp_path / "a.jsonl", contacts())
    with Store.open(path, create=True) as store:
        imported(store, file)
    before = contents(path)
    with Store.open(path) as store:
        assert [told(item) for item in imported(store, file, file)] == [(6, 0, 6, 0), (6, 0, 6, 0)]

    assert contents(path) == before


def test_the_same_line_twice_in_a_file_is_one_event(store, tmp_path):
    (report,) = imported(store, jsonl(tmp_path / "a.jsonl", contacts() * 2))

    assert told(report) == (12, 6, 6, 0)


def test_the_same_events_otherwise_written_are_unchanged(store, tmp_path):
    file = jsonl(tmp_path / "a.jsonl", contacts())
    shuffled = [dict(reversed(contact.items())) for contact in reversed(contacts())]
    for item in shuffled:
        item["recorded"] = "2021-01-05T09:00:00+01:00"
        del item["revision"]
    imported(store, file)
    (report,) = imported(store, table(tmp_path / "b.csv", shuffled))

    assert told(report) == (6, 0, 6, 0)


@pytest.mark.parametrize(
    "telling",
    [
        {"recorded": "2022-01-05T10:00:00Z"},
        {"recorder": "registry"},
        {"document": None},
        {"provenance": "reported", "provenance_note": None},
    ],
    ids=str,
)
def test_a_fact_told_again_otherwise_is_known_already_and_the_first_telling_holds(
    store, tmp_path, telling
):
    imported(store, jsonl(tmp_path / "a.jsonl", contacts(2)))
    again = [{**contacts(1)[0], **telling}, contacts(2)[1]]
    (report,) = imported(store, jsonl(tmp_path / "b.jsonl", again))

    assert told(report) == (2, 0, 2, 0)
    assert report.recorded_otherwise == 1
    assert store.history("P0").events == (contact("r0", patient="P0"),)


@pytest.mark.parametrize("change", [{"occurred": "2019-04"}, {"imputation": "earliest"}])
def test_another_date_of_the_same_record_is_another_fact(store, tmp_path, change):
    lines = [contacts(1)[0], {**contacts(1)[0], **change}]
    (report,) = imported(store, jsonl(tmp_path / "a.jsonl", lines))

    assert told(report) == (2, 1, 0, 1)


def test_other_content_under_the_same_record_is_rejected_and_the_rest_taken_up(store, tmp_path):
    imported(store, jsonl(tmp_path / "a.jsonl", contacts(4)))
    changed = [{**contact, "means": "visit"} for contact in contacts(2)]
    (report,) = imported(store, jsonl(tmp_path / "b.jsonl", [*changed, *contacts()]))

    assert told(report) == (8, 2, 4, 2)
    assert [(reject.line, reject.field) for reject in report.rejects] == [
        (1, "source_record"),
        (2, "source_record"),
    ]
    assert store.history("P0").events[0] == contact("r0", patient="P0")


def test_an_import_after_single_writes_adds_only_what_is_new(store, tmp_path):
    store.record(contact("r0", patient="P0"))
    (report,) = imported(store, jsonl(tmp_path / "a.jsonl", contacts()))

    assert told(report) == (6, 5, 1, 0)


def test_a_file_imported_before_its_kind_changed_is_unchanged_after(path, tmp_path):
    file = jsonl(tmp_path / "a.jsonl", [raw("performance", karnofsky=80)])
    with Store.open(path, FIRST, create=True) as store:
        imported(store, file)
    with Store.open(path, SECOND) as store:
        assert [told(item) for item in imported(store, file)] == [(1, 0, 1, 0)]


def test_a_record_that_holds_a_kind_not_known_is_rejected(path, tmp_path):
    with Store.open(path, FIRST, create=True) as store:
        imported(store, jsonl(tmp_path / "a.jsonl", [raw("performance", karnofsky=80)]))
    with Store.open(path) as store:
        (report,) = imported(store, jsonl(tmp_path / "b.jsonl", [raw("contact")]))

    assert told(report) == (1, 0, 0, 1)


def test_an_import_that_forgets_patients_adds_each_event_once(
    store, tmp_path, small_batches, monkeypatch
):
    monkeypatch.setattr("timeline.ingest.bulk.MOST_REMEMBERED", 1)
    (report,) = imported(store, jsonl(tmp_path / "a.jsonl", contacts(12, patients=5) * 2))

    assert told(report) == (24, 12, 12, 0)


# Dry run


def test_a_dry_run_reports_the_same_and_writes_nothing(path, tmp_path, small_batches):
    lines = [*contacts(), *contacts(2), {"kind": "contact"}, {**contacts(1)[0], "means": "visit"}]
    file = jsonl(tmp_path / "a.jsonl", lines)
    with Store.open(path, create=True) as store:
        (dry,) = imported(store, file, dry_run=True)
        assert store.position == 0
        (real,) = imported(store, file)

    assert told(dry) == (10, 6, 2, 2)
    assert dry == real
    assert len(contents(path)) == 6


# Killed, and side by side


@pytest.fixture(scope="module")
def file(tmp_path_factory):
    lines = contacts(PATIENTS * RECORDS, PATIENTS)
    return jsonl(tmp_path_factory.mktemp("import") / "events.jsonl", lines)


@pytest.fixture(scope="module")
def uninterrupted(file):
    path = file.with_name("uninterrupted.db")
    finish(start(path, file))
    return contents(path)


def start(path, file, batch=BATCH):
    command = [sys.executable, "-m", "tests.timeline.importing", path, file, str(batch)]
    return subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def finish(process):
    """Added, unchanged and rejected, once the process has ended well."""
    output, errors = process.communicate(timeout=120)
    assert process.returncode == 0, errors
    return [int(number) for number in output.splitlines()[-1].split()]


@pytest.mark.parametrize("batches", [1, 30, 75])
@pytest.mark.parametrize("delay", [0, 0.001])
def test_a_killed_import_leaves_whole_batches_and_a_second_run_completes_it(
    path, file, uninterrupted, batches, delay
):
    process = start(path, file)
    for _ in range(batches):
        process.stdout.readline()
    time.sleep(delay)
    process.kill()
    process.communicate()

    left = len(contents(path))
    assert left % BATCH == 0
    assert batches * BATCH <= left < PATIENTS * RECORDS

    assert finish(start(path, file)) == [PATIENTS * RECORDS - left, left, 0]
    assert contents(path) == uninterrupted


KILLED_WHILE_IT_WRITES = """
import resource, signal, sys
from tests.timeline.importing import main

signal.signal(signal.SIGXFSZ, signal.SIG_DFL)
resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
resource.setrlimit(resource.RLIMIT_FSIZE, (500_000, 500_000))
main(*sys.argv[1:])
"""
"""The system kills the import at the write that would make a file, its journal, longer."""


def test_an_import_killed_while_it_writes_leaves_nothing_of_the_batch(path, file, uninterrupted):
    everything = PATIENTS * RECORDS
    command = [sys.executable, "-c", KILLED_WHILE_IT_WRITES, path, file, str(everything)]
    killed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert killed.returncode == -signal.SIGXFSZ, killed.stderr
    assert path.with_name(path.name + "-wal").stat().st_size == 500_000

    assert contents(path) == []
    assert finish(start(path, file)) == [everything, 0, 0]
    assert contents(path) == uninterrupted


def test_two_imports_side_by_side_end_with_each_event_once(path, file, uninterrupted):
    outcomes = [finish(process) for process in [start(path, file), start(path, file)]]

    assert sum(added for added, _, _ in outcomes) == PATIENTS * RECORDS
    assert sum(unchanged for _, unchanged, _ in outcomes) == PATIENTS * RECORDS
    assert contents(path) == uninterrupted


def test_two_imports_of_the_same_patients_side_by_side_end_with_all_events(path, tmp_path):
    halves = [
        jsonl(
            tmp_path / f"{half}.jsonl",
            [{**contact, "source_system": half} for contact in contacts(4_000, PATIENTS)],
        )
        for half in ("edc", "registry")
    ]
    outcomes = [finish(process) for process in [start(path, half) for half in halves]]

    assert outcomes == [[4_000, 0, 0], [4_000, 0, 0]]
    assert len({(event.patient, event.id) for event in events(path)}) == 8_000


def test_an_import_starts_afresh_when_another_writer_was_faster(store, path, tmp_path):
    load = BulkLoad(store)
    list(load.load(jsonl(tmp_path / "a.jsonl", contacts(2))))
    with Store.open(path) as other:
        imported(other, jsonl(tmp_path / "b.jsonl", contacts(4)))
    report = list(load.load(jsonl(tmp_path / "c.jsonl", contacts(6))))[-1]

    assert told(report) == (6, 2, 4, 0)


def test_an_import_gives_up_while_another_program_holds_the_store(tmp_path, path, monkeypatch):
    monkeypatch.setattr("timeline.store.opening.LOCK_TIMEOUT_SECONDS", 1)
    file = jsonl(tmp_path / "a.jsonl", contacts())
    with Store.open(path, create=True) as store, closing(sqlite3.connect(path)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreBusy):
            imported(store, file)
        other.rollback()
        assert [told(item) for item in imported(store, file)] == [(6, 6, 0, 0)]


def test_a_file_that_turns_out_unreadable_leaves_the_batches_before(store, tmp_path, monkeypatch):
    monkeypatch.setattr("timeline.ingest.bulk.BATCH_SIZE", 100)
    file = table(tmp_path / "a.csv", contacts(2_000))
    content = file.read_bytes()
    file.write_bytes(content[:-20] + b"\x81\x8d" + content[-20:])
    with pytest.raises(FileUnreadable, match="neither UTF-8 nor Windows text"):
        imported(store, file)
    kept = store.position
    assert 0 < kept < 2_000
    assert kept % 100 == 0

    file.write_bytes(content)
    assert [told(item) for item in imported(store, file)] == [(2_000, 2_000 - kept, kept, 0)]


def test_what_is_stored_is_json_in_the_current_schema(store, tmp_path):
    imported(store, jsonl(tmp_path / "a.jsonl", [raw("contact", schema_version=1)]))
    (row,) = contents(store.path)

    assert row[:2] == ("P1", 1)
    assert row[2].startswith("5/contact/")
    assert json.loads(row[3])["schema_version"] == 1
