"""What is damaged is not read: a changed bit is named with its place, and so are lost events."""

import shutil
import sqlite3
from contextlib import closing

import pytest

from tests.timeline.examples import contact
from timeline.errors import StoreUnreadable
from timeline.log import rebuilt
from timeline.store import Store

PATIENTS = ("P1", "P2", "P3")


@pytest.fixture
def path(tmp_path):
    """A store of three patients with twenty events each, closed."""
    path = tmp_path / "timeline.db"
    with Store.open(path, create=True) as store:
        for patient in PATIENTS:
            append(store, patient, *(f"r{n}" for n in range(20)))
    return path


def append(store, patient, *records):
    before = len(store.stream(patient))
    events = [contact(record, patient=patient) for record in records]
    store.insert(store.prepared(one, before + n) for n, one in enumerate(events, start=1))


def everything(path):
    """All that a store says, by position and by patient."""
    with Store.open(path) as store:
        return list(store.read()), [store.stream(patient) for patient in PATIENTS]


def check(path):
    with Store.open(path) as store:
        store.check()


def flipped(content, place):
    bit = 1 << (place % 8)
    return content[:place] + bytes([content[place] ^ bit]) + content[place + 1 :]


def test_no_bit_of_a_store_changes_what_is_read_of_it(path):
    whole, content = everything(path), path.read_bytes()
    named = 0
    for place in {*range(100), *range(100, len(content), 17)}:
        path.write_bytes(flipped(content, place))
        try:
            events, histories = everything(path)
            assert events == whole[0]
            if histories != whole[1]:  # what only a look through the index can tell
                check(path)
        except StoreUnreadable:
            named += 1
        else:
            assert histories == whole[1]

    assert named > len(content) / 17 / 4


def alter(path, statement):
    with closing(sqlite3.connect(path)) as other, other:
        other.execute(statement)


@pytest.mark.parametrize(
    ("statement", "place"),
    [
        (
            "UPDATE stored_events SET state = CAST(replace(state, '2', '3') AS BLOB) "
            "WHERE rowid = 7",
            "event 7 is",
        ),
        ("UPDATE stored_events SET topic = replace(topic, '5', '1') WHERE rowid = 8", "event 8 is"),
        ("UPDATE stored_events SET originator_id = 'P9' WHERE rowid = 20", "event 20 is"),
        ("UPDATE stored_events SET originator_version = 70 WHERE rowid = 20", "event 20 is"),
        ("UPDATE stored_events SET state = CAST('{}' AS BLOB) WHERE rowid = 21", "event 21 is"),
        ("UPDATE stored_events SET topic = NULL WHERE rowid = 21", "event 21 is"),
        ("DELETE FROM stored_events WHERE rowid = 3", "lacks 1 events"),
        ("UPDATE stored_events SET rowid = 61 WHERE rowid = 60", "lacks 1 events"),
    ],
)
def test_an_event_that_is_not_as_it_was_written_is_named(path, statement, place):
    alter(path, statement)
    with pytest.raises(StoreUnreadable) as raised:
        everything(path)

    assert str(raised.value).startswith(f"{path} is damaged (")
    assert place in str(raised.value)
    assert "P1" not in str(raised.value)


def test_a_torn_page_is_named(path):
    content = path.read_bytes()
    path.write_bytes(content[:4096] + bytes(4096) + content[8192:])

    with pytest.raises(StoreUnreadable, match=r"is damaged \(.*\); put it back from a copy"):
        everything(path)


def test_events_from_before_there_were_seals_are_read(path):
    whole = everything(path)
    alter(path, "UPDATE stored_events SET topic = substr(topic, 1, length(topic) - 9)")

    assert everything(path) == whole
    with Store.open(path) as store:
        append(store, "P1", "new")
        assert len(store.stream("P1")) == 21


# The write-ahead file


@pytest.fixture
def unmerged(path, tmp_path):
    """What a program left that was killed while events were in the write-ahead file."""
    left = tmp_path / "left"
    left.mkdir()
    with Store.open(path) as store:
        append(store, "P1", "last")
        append(store, "P2", "last")
        for end in ("", "-wal", ".position"):
            shutil.copy(f"{path}{end}", left)
    return left / path.name


def wal(path):
    return path.with_name(path.name + "-wal")


def test_what_is_in_the_write_ahead_file_is_read(unmerged):
    events, _ = everything(unmerged)

    assert len(events) == 62


def assert_said_lost(path, held):
    with pytest.raises(StoreUnreadable) as raised:
        Store.open(path)
    assert f"holds {held} events and held 62: timeline.db-wal is missing" in str(raised.value)
    renamed = path.with_name("another.db")
    shutil.copy(path, renamed)
    if wal(path).exists():
        shutil.copy(wal(path), wal(renamed))
    events, _ = everything(renamed)
    assert len(events) == held


def test_a_write_ahead_file_that_is_missing_is_said(unmerged):
    wal(unmerged).unlink()

    assert_said_lost(unmerged, 60)


def test_a_write_ahead_file_that_is_cut_off_is_said(unmerged):
    content = wal(unmerged).read_bytes()
    wal(unmerged).write_bytes(content[:-100])

    assert_said_lost(unmerged, 61)


def test_a_write_ahead_file_of_which_a_bit_changed_is_said(unmerged):
    wal(unmerged).write_bytes(flipped(wal(unmerged).read_bytes(), 200))

    assert_said_lost(unmerged, 60)


def test_a_store_whose_events_were_all_in_its_write_ahead_file_is_not_begun_anew(tmp_path):
    path, left = tmp_path / "timeline.db", tmp_path / "left.db"
    with Store.open(path, create=True) as store:
        append(store, "P1", "r1")
        shutil.copy(f"{path}.position", f"{left}.position")
    left.touch()

    for create in (True, False):
        with pytest.raises(StoreUnreadable, match="holds nothing and held 1 events"):
            Store.open(left, create=create)
    assert left.read_bytes() == b""


def test_a_write_ahead_file_without_its_store_is_left_alone(unmerged):
    content = wal(unmerged).read_bytes()
    unmerged.unlink()

    with pytest.raises(StoreUnreadable, match=r"put timeline\.db back"):
        Store.open(unmerged, create=True)
    assert wal(unmerged).read_bytes() == content
    assert not unmerged.exists()


def test_a_note_that_cannot_be_read_is_none(path):
    note = path.with_name("timeline.db.position")
    for content in (b"", b"[]", b"{}", b'{"store": 3, "position": "x"}', b"\xff"):
        note.write_bytes(content)
        assert len(everything(path)[0]) == 60


def test_a_store_made_anew_in_the_same_place_is_no_cut_off_one(path):
    path.unlink()
    with Store.open(path, create=True) as store:
        append(store, "P1", "r1")
        assert rebuilt(store).patients == ["P1"]
    assert Store.open(path).close() is None
