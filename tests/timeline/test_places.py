"""Stores in places where little can be written, or nothing: what can be read is read."""

import os
import shutil
import subprocess
from contextlib import contextmanager

import pytest

from tests.timeline.examples import contact
from tests.timeline.layouts import layout
from timeline.errors import StoreUnreadable, StoreUnwritable
from timeline.log import followed
from timeline.store import Store


@contextmanager
def mounted(folder, options):
    """A small file system of its own; skipped where none may be mounted."""
    folder.mkdir(exist_ok=True)
    mount = ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(folder)]
    if os.geteuid() or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("no file system may be mounted here")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


@pytest.fixture
def small(tmp_path):
    """A disk of half a megabyte."""
    with mounted(tmp_path / "disk", "size=512k") as folder:
        yield folder


@contextmanager
def read_only(folder):
    """The same disk when nothing more may be written."""
    subprocess.run(["mount", "-o", "remount,ro", str(folder)], check=True)
    try:
        yield
    finally:
        subprocess.run(["mount", "-o", "remount,rw", str(folder)], check=True)


def fill(folder):
    """Leave no room."""
    with (folder / "filler").open("wb", buffering=0) as file:
        while True:
            try:
                file.write(bytes(4096))
            except OSError:
                return


def rows(store, count, patient="P1"):
    before = len(store.stream(patient))
    return [
        store.prepared(contact(f"r{before + n}", patient=patient), before + n)
        for n in range(1, count + 1)
    ]


# Read-only


@pytest.mark.parametrize("logged", [True, False])
def test_a_store_in_a_read_only_place_is_read_as_anywhere(small, logged):
    path = small / "timeline.db"
    with Store.open(path, create=True) as store:
        store.insert(rows(store, 5))
        expected = layout(followed(store))
    if not logged:
        shutil.rmtree(small / "timeline.db.log")

    before = sorted(small.iterdir())
    with read_only(small), Store.open(path) as store:
        log = followed(store)
        assert (layout(log), log.notice) == (expected, "")
        assert len(store.history("P1").events) == 5
    assert sorted(small.iterdir()) == before


def test_a_store_in_a_read_only_place_says_so_when_it_is_written(small):
    path = small / "timeline.db"
    with Store.open(path, create=True) as store:
        store.insert(rows(store, 5))

    with read_only(small), Store.open(path) as store:
        with pytest.raises(StoreUnwritable, match="is read-only here"):
            store.record(contact("new"))
        assert store.position == 5


def test_no_store_is_made_in_a_read_only_place(small):
    with read_only(small), pytest.raises(StoreUnwritable, match="read-only"):
        Store.open(small / "timeline.db", create=True)


def test_events_in_a_write_ahead_file_in_a_read_only_place_are_not_overlooked(small):
    path, copied = small / "timeline.db", small / "copied.db"
    with Store.open(path, create=True) as store:
        store.insert(rows(store, 5))
        for end in ("", "-wal"):
            shutil.copy(f"{path}{end}", f"{copied}{end}")

    with read_only(small), pytest.raises(StoreUnreadable, match=r"copied\.db-wal"):
        Store.open(copied)
    with Store.open(copied) as store:
        assert store.position == 5


# A full disk


def test_no_store_is_made_on_a_full_disk_and_nothing_of_it_stays(small):
    fill(small)
    with pytest.raises(StoreUnwritable, match="no space left on its disk"):
        Store.open(small / "timeline.db", create=True)

    assert [path.name for path in small.iterdir()] == ["filler"]


def test_a_disk_that_is_full_in_the_middle_of_a_batch_keeps_none_of_it(small):
    path = small / "timeline.db"
    with Store.open(path, create=True) as store:
        store.insert(rows(store, 5))
        with pytest.raises(StoreUnwritable, match="no space left on its disk"):
            store.insert(rows(store, 2000))
        assert store.position == len(store.stream("P1")) == 5

    with Store.open(path) as store:
        assert store.position == 5
        store.insert(rows(store, 5))


def test_a_log_on_a_full_disk_is_built_in_memory_and_leaves_no_empty_file(small):
    with Store.open(small / "timeline.db", create=True) as store:
        store.insert(rows(store, 5))
        followed(store)
        store.insert(rows(store, 5))
        fill(small)
        log = followed(store)

        assert len(layout(log)["P1"]) == 10
        assert "no space left on device" in log.notice
        assert len(layout(followed(store))["P1"]) == 10
    empty = [item.name for item in small.rglob("*") if item.is_file() and not item.stat().st_size]
    assert empty == [".lock"]
