import sqlite3
import subprocess
import sys
from contextlib import closing
from threading import Barrier, Thread

import pytest
from hypothesis import HealthCheck, given, settings

from tests.strategies import records
from tests.timeline.examples import (
    FIRST,
    PAYLOADS,
    SECOND,
    contact,
    corrected,
    raw,
    retracted,
)
from timeline.errors import (
    PatientNotFound,
    Refused,
    StoreBusy,
    StoreNotFound,
    StoreUnreadable,
    TimelineError,
)
from timeline.store import Store
from timeline.vocabulary import CORE


@pytest.fixture
def path(tmp_path):
    return tmp_path / "timeline.db"


@pytest.fixture
def store(path):
    with Store.open(path, create=True) as store:
        yield store


def insert(store, *events, after=0):
    store.insert([store.prepared(event, after + n) for n, event in enumerate(events, start=1)])


# Opening


def test_a_store_is_created_only_where_one_is_asked_for(path):
    with pytest.raises(StoreNotFound, match="no store at"):
        Store.open(path)

    assert not path.exists()
    Store.open(path, create=True).close()
    Store.open(path).close()


def test_a_store_is_not_created_in_a_folder_that_is_not_there(path):
    with pytest.raises(StoreNotFound, match="no folder"):
        Store.open(path / "timeline.db", create=True)


def test_a_new_store_is_empty(store):
    assert store.position == 0
    assert list(store.read()) == []
    assert store.stream("P1") == []


@pytest.mark.parametrize("content", [b"", b"kind,patient\ncontact,P1\n", bytes(5000)])
def test_a_file_that_is_no_store_is_left_as_it_is(path, content):
    path.write_bytes(content)
    with pytest.raises(StoreUnreadable):
        Store.open(path)

    assert path.read_bytes() == content


def test_a_folder_is_no_store(tmp_path):
    with pytest.raises(StoreUnreadable):
        Store.open(tmp_path)


@pytest.mark.parametrize("create", [False, True])
def test_the_database_of_another_program_is_left_as_it_is(path, create):
    with closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TABLE patients (name TEXT)")
    before = path.read_bytes()
    with pytest.raises(StoreUnreadable, match="is not a store"):
        Store.open(path, create=create)

    assert path.read_bytes() == before


def test_a_store_whose_creation_was_interrupted_can_be_created_again(path):
    path.touch()
    with Store.open(path, create=True) as store:
        assert store.position == 0


def test_a_damaged_store_is_named(path):
    with Store.open(path, create=True) as store:
        insert(store, *(contact(f"r{n}") for n in range(200)))
    content = path.read_bytes()
    path.write_bytes(content[:4096] + bytes(len(content) - 4096))

    with pytest.raises(StoreUnreadable, match=r"timeline\.db"), Store.open(path) as store:
        list(store.read())


@pytest.mark.parametrize(
    ("topic", "state"), [("5/contact", b"{"), ("contact", b"{}"), ("aggregate:Event", b"x")]
)
def test_a_store_of_what_are_no_events_is_named(path, topic, state):
    Store.open(path, create=True).close()
    with closing(sqlite3.connect(path)) as other, other:
        other.execute("INSERT INTO stored_events VALUES ('P1', 1, ?, ?)", (topic, state))

    with Store.open(path) as store, pytest.raises(StoreUnreadable):
        store.stream("P1")


def test_a_closed_store_cannot_be_read(path):
    with Store.open(path, create=True) as store:
        insert(store, contact())
    with pytest.raises(StoreUnreadable, match="has been closed"):
        store.stream("P1")


# Reading and writing


@pytest.mark.parametrize("kind", sorted(PAYLOADS))
def test_every_kind_of_event_comes_back_from_the_store_as_it_went_in(store, kind):
    event = CORE.parse(raw(kind))
    insert(store, event)

    assert store.history("P1").events == (event,)


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(records())
def test_the_history_of_a_patient_is_what_was_written_in_that_order(tmp_path_factory, events):
    folder = tmp_path_factory.mktemp("store")
    with Store.open(folder / "timeline.db", create=True) as store:
        for patient in ("P1", "P2", "P3"):
            insert(store, *(event for event in events if event.patient == patient))

        for patient in {event.patient for event in events}:
            written = [event for event in events if event.patient == patient]
            assert list(store.history(patient).events) == written


def test_positions_count_in_the_store_and_versions_in_the_stream(store):
    insert(store, contact("r1"), contact("r2"))
    insert(store, contact("r3", patient="P2"))
    insert(store, contact("r4"), after=2)

    assert [(item.position, item.fields["patient"], item.version) for item in store.read()] == [
        (1, "P1", 1),
        (2, "P1", 2),
        (3, "P2", 1),
        (4, "P1", 3),
    ]
    assert store.position == 4


def test_what_was_written_after_a_position_is_read_page_by_page(store, monkeypatch):
    monkeypatch.setattr("timeline.store.store.READ_SIZE", 3)
    insert(store, *(contact(f"r{n}") for n in range(10)))

    for after in range(12):
        assert [item.position for item in store.read(after)] == list(range(after + 1, 11))


def test_a_stream_holds_the_events_of_one_patient(store):
    insert(store, contact("r1"), contact("r2"))
    insert(store, contact("r1", patient="P2"))

    assert [item.fields["source_record"] for item in store.stream("P1")] == ["r1", "r2"]
    assert [item.fields["source_record"] for item in store.stream("P2")] == ["r1"]


def test_the_place_on_the_day_of_a_correction_is_that_of_the_fact_it_puts_in(store):
    insert(
        store,
        CORE.parse(raw("death")),
        corrected("r2", "r1", {"kind": "marrow_blasts", "percent": 3}),
    )

    assert [item.day_order for item in store.stream("P1")] == [6, 1]


def test_a_patient_without_events_is_not_found(store):
    with pytest.raises(PatientNotFound) as missing:
        store.history("John Smith")

    assert "Smith" not in str(missing.value)


def test_events_outlast_the_program(path):
    with Store.open(path, create=True) as store:
        insert(store, contact())
    with Store.open(path) as store:
        assert store.history("P1").events == (contact(),)


def test_a_patient_may_have_any_name(store):
    names = ["Zoë", "'; DROP TABLE stored_events; --", "1%_", "患者", "a/b", "P1 "]
    for name in names:
        insert(store, contact(patient=name))

    for name in names:
        assert [event.patient for event in store.history(name.strip()).events] == [name.strip()]


def test_what_the_store_holds_is_known_by_identity_and_digest(store):
    insert(store, contact("r1"), contact("r2"))
    insert(store, contact("r1", patient="P2"))
    known = store.digests(["P1", "P2", "P3"])

    assert set(known["P1"]) == {contact("r1").identity, contact("r2").identity}
    assert known["P1"][contact("r1").identity] != known["P1"][contact("r2").identity]
    assert known["P3"] == {}


def test_a_store_holds_a_fact_however_old_its_schema_version(path):
    old, new = raw("performance", karnofsky=80), raw("performance", ecog=1, schema_version=2)
    with Store.open(path, FIRST, create=True) as store:
        insert(store, FIRST.parse(old))
    other, elsewhere = {**new, "ecog": 2}, {**new, "source_record": "r2"}
    with Store.open(path, SECOND) as store:
        held = [
            store.holds(store.prepared(SECOND.parse(item), 0))
            for item in (old, new, other, elsewhere)
        ]

    assert held == [True, True, False, False]


def test_the_history_of_an_older_schema_version_is_told_in_the_current_one(path):
    with Store.open(path, FIRST, create=True) as store:
        insert(store, FIRST.parse(raw("performance", karnofsky=80)))
    with Store.open(path, SECOND) as store:
        assert [event.payload for event in store.history("P1").events] == [{"ecog": 1}]


def test_a_history_shows_an_event_of_a_kind_that_is_not_known_as_it_is_stored(path):
    with Store.open(path, FIRST, create=True) as store:
        insert(store, FIRST.parse(raw("performance", karnofsky=80)))
    with Store.open(path) as store:
        assert [event.payload for event in store.history("P1").events] == [{"karnofsky": 80}]


# Single writes


def test_a_single_write_is_kept_and_returns_the_findings_that_it_raises(store):
    first = CORE.parse(raw("marrow_blasts"))
    again = CORE.parse(raw("marrow_blasts", source_record="r2"))

    assert store.record(first) == []
    assert [(found.name, {*found.events}) for found in store.record(again)] == [
        ("duplicate", {first.id, again.id})
    ]
    assert store.record(contact("r3")) == []
    assert store.history("P1").events == (first, again, contact("r3"))


def test_writing_an_event_again_changes_nothing(store):
    store.record(contact())
    store.record(contact())

    assert store.position == 1


def test_writing_a_correction_again_changes_nothing_even_if_it_was_not_written_out(store):
    said = corrected("r2", "r1", {"kind": "contact"})
    short = said.model_copy(update={"replacement": {"kind": "contact"}})
    store.record(contact("r1"))
    for item in (short, said, short):
        store.record(item)

    assert store.history("P1").events == (contact("r1"), said)


def test_a_refused_write_leaves_the_store_as_it_is(store):
    store.record(contact())
    for refused in (contact(means="visit"), contact(revision=2), retracted("r3", "r2")):
        with pytest.raises(Refused):
            store.record(refused)

    assert store.position == 1


def test_of_two_writers_of_the_same_version_the_second_is_told_to_repeat(path):
    with Store.open(path, create=True) as one, Store.open(path) as other:
        insert(one, contact("r1"))
        with pytest.raises(StoreBusy, match="repeat the command"):
            insert(other, contact("r2"))

        other.record(contact("r2"))
        assert one.history("P1").events == (contact("r1"), contact("r2"))


def test_a_batch_is_written_as_a_whole_or_not_at_all(store):
    insert(store, contact("r1"))
    new, taken = contact("r1", patient="P2"), contact("r2")
    with pytest.raises(StoreBusy):
        store.insert([store.prepared(new, 1), store.prepared(taken, 1)])

    assert store.position == 1


def test_writers_of_one_patient_at_a_time_lose_nothing_that_they_were_not_told_of(path):
    Store.open(path, create=True).close()
    written, busy = [], []
    start = Barrier(4)

    def write(writer):
        with Store.open(path) as store:
            start.wait()
            for number in range(25):
                event = contact(f"{writer}-{number}")
                try:
                    store.record(event)
                    written.append(event.id)
                except StoreBusy:
                    busy.append(event.id)

    threads = [Thread(target=write, args=(writer,)) for writer in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    with Store.open(path) as store:
        stream = store.stream("P1")
        assert sorted(event.id for event in store.history("P1").events) == sorted(written)
        assert [item.version for item in stream] == list(range(1, len(stream) + 1))
    assert len(written) + len(busy) == 100


def test_a_store_that_another_program_locks_is_busy(path, monkeypatch):
    monkeypatch.setattr("timeline.store.opening.LOCK_TIMEOUT_SECONDS", 1)
    with Store.open(path, create=True) as store, closing(sqlite3.connect(path)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreBusy, match="locked by another program"):
            store.record(contact())
        other.rollback()

        store.record(contact())


# Fingerprints


def test_a_fingerprint_is_of_one_store_up_to_one_position(tmp_path):
    with (
        Store.open(tmp_path / "one.db", create=True) as one,
        Store.open(tmp_path / "other.db", create=True) as other,
    ):
        insert(one, contact("r1"))
        insert(other, contact("r1"))
        before = one.fingerprint(1)
        insert(one, contact("r2"), after=1)

        assert one.fingerprint(1) == before
        assert len({one.fingerprint(0), one.fingerprint(1), one.fingerprint(2)}) == 3
        assert other.fingerprint(1) != one.fingerprint(1)


# Errors


def test_no_error_repeats_what_is_known_of_a_patient(store):
    store.record(contact("secret-record", patient="secret-name"))
    attempts = [
        lambda: store.record(contact("secret-record", patient="secret-name", means="visit")),
        lambda: insert(store, contact("secret-other", patient="secret-name")),
        lambda: store.history("secret-stranger"),
        lambda: CORE.parse(raw("death", cause="secret-cause")),
    ]
    for attempt in attempts:
        with pytest.raises(TimelineError) as raised:
            attempt()
        chain = [raised.value, raised.value.__cause__]
        assert not any("secret" in str(error) for error in chain)
        assert raised.value.__suppress_context__ or raised.value.__context__ is None


# Created by several programs at once

CREATE_AT_ONCE = """
import sys
from pathlib import Path
from timeline.store import Store
sys.stdin.readline()
with Store.open(Path(sys.argv[1]), create=True) as store:
    print(store.fingerprint(0))
"""


@pytest.mark.parametrize("attempt", range(3))
def test_programs_that_create_one_store_at_the_same_moment_open_the_same_store(path, attempt):
    programs = [
        subprocess.Popen(
            [sys.executable, "-c", CREATE_AT_ONCE, path],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(4)
    ]
    for program in programs:
        program.stdin.write("now\n")
        program.stdin.flush()
    fingerprints = {program.communicate(timeout=60)[0] for program in programs}

    assert [program.returncode for program in programs] == [0, 0, 0, 0]
    assert len(fingerprints) == 1
