import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

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
from tests.timeline.layouts import laid_out, layout, naive_layout
from timeline.errors import InvalidEvent, StoreUnreadable
from timeline.history import History
from timeline.log import followed, rebuilt
from timeline.log.compare import differing_patients
from timeline.log.manifest import read_manifest
from timeline.log.segment_file import load_segment
from timeline.store import Store
from timeline.vocabulary import CORE

ROOT = Path(__file__).parents[2]


@pytest.fixture
def path(tmp_path):
    return tmp_path / "timeline.db"


@pytest.fixture
def store(path):
    with Store.open(path, create=True) as store:
        yield store


def append(store, events):
    for event in events:
        store.insert([store.prepared(event, len(store.stream(event.patient)) + 1)])


def of(events, vocabulary=CORE):
    """The history of each patient of some events."""
    patients = sorted({event.patient for event in events})
    return [
        History(tuple(event for event in events if event.patient == patient), vocabulary)
        for patient in patients
    ]


def folder(store):
    return store.path.with_name(store.path.name + ".log")


def segments(store):
    return sorted(path.name for path in folder(store).glob("*.segment"))


# The layout


@pytest.mark.parametrize("kind", sorted(PAYLOADS.keys() - {"corrected", "retracted"}))
def test_every_kind_is_laid_out_with_every_field(store, kind):
    event = CORE.parse(raw(kind))
    append(store, [event])

    assert layout(rebuilt(store)) == naive_layout(of([event]))


@given(records(), st.randoms(use_true_random=False))
def test_the_log_is_what_the_histories_say_whatever_the_order_of_arrival(events, chance):
    chance.shuffle(events)

    assert layout(laid_out(events)) == naive_layout(of(events))


@given(records())
def test_rows_are_in_the_order_of_patient_day_and_place_on_it(events):
    (part,) = laid_out(events).parts
    keys = {
        int(table.row[place]): (table.patient[place], table.day[place], CORE.kinds[kind].day_order)
        for kind, table in part.segment.tables.items()
        for place in range(len(table))
    }

    assert sorted(keys) == list(range(part.segment.events))
    assert [keys[row] for row in sorted(keys)] == sorted(keys.values())
    assert all((np.diff(table.row) > 0).all() for table in part.segment.tables.values())
    assert list(part.segment.patients) == sorted(part.segment.patients)


def test_a_patient_of_whom_nothing_holds_is_still_there(store):
    append(store, [contact("r1"), retracted("r2", "r1"), retracted("r9", "r0", patient="P2")])
    log = rebuilt(store)

    assert log.patients == ["P1", "P2"]
    assert [row["superseded"] - row["recorded"] for row in layout(log)["P1"]] == []
    assert layout(log)["P2"] == []


def test_the_same_record_of_two_patients_is_amended_for_the_one_only(store):
    events = [
        contact("r1"),
        contact("r1", patient="P2"),
        corrected("r2", "r1", {"kind": "contact", "means": "letter"}),
        retracted("r2", "r1", patient="P2", recorded="2022-01-01T00:00:00Z"),
    ]
    append(store, events)

    assert layout(rebuilt(store)) == naive_layout(of(events))


def test_a_corrected_fact_takes_the_defaults_of_its_kind(store):
    append(
        store, [contact("r1"), corrected("r2", "r1", {"kind": "transplant", "donor": "autologous"})]
    )
    (row,) = [row for row in layout(rebuilt(store))["P1"] if row["kind"] == "transplant"]

    assert (row["number"], row["graft"]) == (1.0, "haematopoietic")


def test_patients_are_sorted_by_the_bytes_of_their_names(store):
    names = ["b", "B", "ä", "a", "aa", "P10", "P9", "患者"]
    append(store, [contact(patient=name) for name in names])
    log = rebuilt(store)

    assert log.patients == sorted(names)
    assert all(log.part_of(name) is not None for name in names)
    assert log.part_of("c") is None


def test_an_event_is_found_by_its_row(store):
    events = [contact("r1"), CORE.parse(raw("death", source_record="r2"))]
    append(store, events)
    (part,) = rebuilt(store).parts

    assert [part.segment.event_id(row) for row in (0, 1)] == [event.id for event in events]
    assert part.segment.locate(1) == ("death", 0)
    with pytest.raises(IndexError):
        part.segment.event_id(2)


def test_the_log_of_an_empty_store_is_empty(store):
    for log in (rebuilt(store), followed(store), followed(store)):
        assert (log.patients, log.position) == ([], 0)


# Kept up to date


@settings(max_examples=25, deadline=None)
@given(records(), st.randoms(use_true_random=False), st.data())
def test_a_log_kept_up_to_date_equals_one_built_afresh_after_any_split(
    tmp_path_factory, events, chance, data
):
    chance.shuffle(events)
    said = naive_layout(of(events))
    with Store.open(tmp_path_factory.mktemp("log") / "timeline.db", create=True) as store:
        previous = None
        while events:
            taken = data.draw(st.integers(1, len(events)))
            append(store, events[:taken])
            del events[:taken]
            previous = followed(store, previous)
            afresh = rebuilt(store)

            assert previous.position == afresh.position == store.position
            assert layout(previous) == layout(afresh)
            assert layout(followed(store)) == layout(afresh)
            assert differing_patients(previous, afresh) == []
        assert previous is None or layout(previous) == said


def test_only_the_patients_of_new_events_are_laid_out_again(store):
    append(store, [contact(patient=f"P{n:02d}") for n in range(40)])
    first = followed(store)
    append(store, [contact("r2", patient="P07")])
    second = followed(store, first)

    assert [len(part.segment.patients) for part in second.parts] == [40, 1]
    assert second.parts[0].segment is first.parts[0].segment
    assert second.parts[0].current.sum() == 39
    assert second.patients == first.patients
    assert differing_patients(second, rebuilt(store)) == []
    assert differing_patients(second, first) == ["P07"]
    assert [row["kind"] for row in layout(second)["P07"]] == ["contact", "contact"]


def test_segments_are_joined_before_they_grow_many(store):
    append(store, [contact(patient=f"P{n:03d}") for n in range(100)])
    for number in range(30):
        append(store, [contact(f"x{number}", patient="P007")])
        log = followed(store)

        assert len(log.parts) == len(segments(store)) <= 8
        assert layout(log) == layout(rebuilt(store))


def test_a_log_that_is_up_to_date_is_not_written_again(store):
    append(store, [contact()])
    followed(store)
    before = {path.name: path.stat().st_mtime_ns for path in folder(store).iterdir()}
    followed(store)

    after = {path.name: path.stat().st_mtime_ns for path in folder(store).iterdir()}
    assert {name: after[name] for name in before if name != ".lock"} == {
        name: time for name, time in before.items() if name != ".lock"
    }


def test_a_log_opened_from_its_files_says_what_was_written(store):
    events = [CORE.parse(raw(kind, source_record=f"r{n}")) for n, kind in enumerate(PAYLOADS)]
    append(store, events)
    written = followed(store)

    assert layout(followed(store)) == layout(written) == naive_layout(of(events))
    assert followed(store).parts[0].segment is not written.parts[0].segment


def test_logs_that_differ_are_told_apart_by_patient(tmp_path):
    logs = []
    for number, means in enumerate(["visit", "letter"]):
        with Store.open(tmp_path / f"{number}.db", create=True) as store:
            append(store, [contact(), contact(patient="P2", means=means)])
            append(store, [contact(patient=f"Q{number}")])
            logs.append(rebuilt(store))

    assert differing_patients(*logs) == ["P2", "Q0", "Q1"]
    assert differing_patients(logs[0], logs[0]) == []


# Damage, other stores, other versions


def damage(path, content):
    path.write_bytes(content(path.read_bytes()))


@pytest.mark.parametrize(
    "content",
    [
        lambda _: b"",
        lambda _: b"x" * 500,
        lambda _: bytes(500),
        lambda old: old[:100],
        lambda old: old[:-64],
        lambda old: old[: len(old) // 2],
        lambda old: old.replace(b"PTLSEG02", b"PTLSEG03"),
        lambda old: old.replace(b'"offset"', b'"offsat"'),
        lambda old: old[:16] + b"[" + old[17:],
    ],
    ids=["empty", "text", "zeros", "start", "one column short", "half", "magic", "names", "header"],
)
def test_a_damaged_segment_is_laid_out_afresh(store, content):
    append(store, [contact(), CORE.parse(raw("therapy_started", source_record="r2"))])
    expected = layout(followed(store))
    (name,) = segments(store)
    damage(folder(store) / name, content)
    with pytest.raises(StoreUnreadable, match="no log segment"):
        load_segment(folder(store) / name)

    assert_built_again(store, expected)


def assert_built_again(store, expected):
    """The damage is said once, and then gone."""
    again = followed(store)
    assert (layout(again), again.notice) == (expected, NOTICE)
    after = followed(store)
    assert (layout(after), after.notice) == (expected, "")


NOTICE = "timeline.db.log was damaged, and has been built again from the store"


def flipped(content, place):
    """The same bytes but for one bit."""
    bit = 1 << (place % 8)
    return content[:place] + bytes([content[place] ^ bit]) + content[place + 1 :]


@pytest.fixture
def written(store):
    """A store whose log is on disk, and what the log holds."""
    append(store, [contact(), CORE.parse(raw("therapy_started", source_record="r2"))])
    return layout(followed(store))


def test_no_bit_of_a_segment_changes_unnoticed(store, written):
    (name,) = segments(store)
    path = folder(store) / name
    content = path.read_bytes()
    for place in {*range(64), *range(64, len(content), 5)}:
        path.write_bytes(flipped(content, place))
        with pytest.raises(StoreUnreadable):
            load_segment(path)

    path.write_bytes(flipped(content, len(content) // 2))
    assert_built_again(store, written)


def test_no_bit_of_a_manifest_changes_unnoticed(store, written):
    path = folder(store) / "manifest.json"
    content = path.read_bytes()
    whole = read_manifest(folder(store))
    for place in range(len(content)):
        path.write_bytes(flipped(content, place))
        try:
            assert read_manifest(folder(store)) == whole  # a blank for another
        except StoreUnreadable:
            continue
        assert content[place : place + 1].isspace()

    path.write_bytes(flipped(content, len(content) // 2))
    assert_built_again(store, written)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[]",
        b"{}",
        b"3",
        b"null",
        b'{"format": 6}',
        b'{"format": 6, "position": 0, "segments": []}',
        b"\xff\xfe",
    ],
)
def test_a_damaged_manifest_is_written_afresh(store, content):
    append(store, [contact()])
    expected = layout(followed(store))
    damage(folder(store) / "manifest.json", lambda _: content)

    assert_built_again(store, expected)
    assert json.loads((folder(store) / "manifest.json").read_text())["position"] == 1


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("position", -1),
        ("position", 0),
        ("position", 3),
        ("position", "2"),
        ("position", None),
        ("segments", []),
        ("segments", None),
        ("segments", ["missing.segment"]),
        ("segments", [3]),
        ("versions", None),
        ("versions", []),
        ("format", 0),
        ("store", "another"),
    ],
)
def test_a_manifest_that_does_not_fit_is_written_afresh(store, key, value):
    append(store, [contact(), contact("r2")])
    expected = layout(followed(store))
    path = folder(store) / "manifest.json"
    path.write_text(json.dumps({**json.loads(path.read_text()), key: value}))

    assert_built_again(store, expected)


def test_a_log_of_an_earlier_format_is_built_again_without_a_word(store):
    append(store, [contact()])
    expected = layout(followed(store))
    path = folder(store) / "manifest.json"
    earlier = {**json.loads(path.read_text()), "format": 2}
    earlier.pop("checksum")
    path.write_text(json.dumps(earlier))

    again = followed(store)
    assert (layout(again), again.notice) == (expected, "")


def test_a_missing_segment_is_laid_out_afresh(store):
    append(store, [contact()])
    expected = layout(followed(store))
    (folder(store) / segments(store)[0]).unlink()

    assert_built_again(store, expected)


def test_what_a_killed_program_left_half_written_is_cleared_away(store):
    append(store, [contact()])
    followed(store)
    for left in (".000000000009.segment.4711", "000000000009.segment"):
        (folder(store) / left).write_bytes(b"half")
    append(store, [contact("r2")])
    followed(store)

    assert len([path for path in folder(store).iterdir() if "segment" in path.name]) == len(
        followed(store).parts
    )


def test_a_store_made_anew_in_the_same_place_does_not_get_the_old_log(path):
    for means in ("visit", "letter"):
        with Store.open(path, create=True) as store:
            append(store, [contact("r1", means=means), contact("r2")])
            assert layout(followed(store)) == layout(rebuilt(store))
        path.unlink()


def test_a_store_put_back_from_a_copy_does_not_get_the_log_of_what_was_lost(path, tmp_path):
    with Store.open(path, create=True) as store:
        append(store, [contact("r1")])
    shutil.copy(path, tmp_path / "copy.db")
    with Store.open(path) as store:
        append(store, [contact("r2", means="visit")])
        followed(store)
    shutil.copy(tmp_path / "copy.db", path)
    path.with_name("timeline.db.position").unlink()
    with Store.open(path) as store:
        assert layout(followed(store)) == layout(rebuilt(store))
        append(store, [contact("r2", means="letter")])
        assert layout(followed(store)) == layout(rebuilt(store))


def measured(path, vocabulary):
    """How the patient is said to be, in whatever words, row by row."""
    with Store.open(path, vocabulary) as store:
        log = followed(store)
        assert layout(log) == layout(rebuilt(store))
        return [
            (name, row[name])
            for row in layout(log)["P1"]
            for name in ("karnofsky", "ecog")
            if name in row
        ]


@pytest.fixture
def changed(path):
    """A store of a kind that has changed since, once as a fact and once in a correction."""
    said = {"kind": "performance", "occurred": "2019-05", "karnofsky": 60}
    amends = {"target_record": "r2", "target_revision": 1, "target_system": "edc"}
    with Store.open(path, FIRST, create=True) as store:
        append(store, [FIRST.parse(raw("performance", karnofsky=80)), contact("r2")])
        append(
            store, [FIRST.parse(raw("corrected", source_record="r3", replacement=said, **amends))]
        )
    return path


def test_a_kind_that_has_changed_is_laid_out_in_its_current_version(changed):
    assert measured(changed, FIRST) == [("karnofsky", 80), ("karnofsky", 60)]
    assert measured(changed, SECOND) == [("ecog", 1), ("ecog", 2)]


def test_a_kind_laid_out_before_it_was_known_is_laid_out_again_once_it_is(changed):
    assert measured(changed, CORE) == [("karnofsky", 80), ("karnofsky", 60)]
    assert measured(changed, SECOND) == [("ecog", 1), ("ecog", 2)]


def test_a_kind_that_is_not_known_keeps_its_place_on_its_day(path):
    with Store.open(path, FIRST, create=True) as store:
        append(store, [CORE.parse(raw("death", source_record="r2")), contact("r3")])
        append(store, [FIRST.parse(raw("performance", karnofsky=80))])
    with Store.open(path) as store:
        assert [row["kind"] for row in layout(followed(store))["P1"]] == [
            "performance",
            "contact",
            "death",
        ]


def test_a_store_newer_than_the_software_is_not_laid_out(path):
    with Store.open(path, SECOND, create=True) as store:
        append(store, [SECOND.parse(raw("performance", ecog=1, schema_version=2))])
    with Store.open(path, FIRST) as store, pytest.raises(InvalidEvent, match="update the software"):
        followed(store)


# Where nothing can be written, and where others write


def test_where_there_is_no_room_for_a_folder_the_log_is_laid_out_in_memory(store):
    append(store, [contact()])
    folder(store).write_text("in the way")

    log = followed(store)
    assert layout(log) == naive_layout(of([contact()]))
    assert log.notice.endswith("cannot be written (file exists); the log was built in memory")
    assert folder(store).read_text() == "in the way"


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may write anywhere")
def test_in_a_read_only_folder_the_log_is_laid_out_in_memory(store):
    append(store, [contact()])
    folder(store).mkdir()
    folder(store).chmod(0o500)

    assert layout(followed(store)) == naive_layout(of([contact()]))
    assert list(folder(store).iterdir()) == []


FULL_DISK = """
import resource, sys
from pathlib import Path
from timeline.log import followed
from timeline.store import Store

with Store.open(Path(sys.argv[1])) as store:
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    print(followed(store).patients)
"""


def test_where_no_more_can_be_written_the_log_is_laid_out_in_memory(store):
    append(store, [contact()])
    command = [sys.executable, "-c", FULL_DISK, str(store.path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)

    assert done.stdout == "['P1']\n"
    assert segments(store) == []


FOLLOW = """
import sys
from pathlib import Path
from timeline.log import followed
from timeline.store import Store

with Store.open(Path(sys.argv[1])) as store:
    log = None
    while log is None or log.position < int(sys.argv[2]):
        log = followed(store, log)
    print(len(log.patients), sum(part.segment.events for part in log.parts))
"""


def test_processes_that_follow_at_once_while_another_writes_all_see_everything(store):
    patients, visits = 60, 20
    command = [sys.executable, "-c", FOLLOW, str(store.path), str(patients * visits)]
    followers = [
        subprocess.Popen(
            command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        for _ in range(2)
    ]
    for visit in range(visits):
        store.insert(
            store.prepared(contact(f"r{visit}", patient=f"P{number:02d}"), visit + 1)
            for number in range(patients)
        )
        followed(store)
    for follower in followers:
        output, errors = follower.communicate(timeout=60)
        assert follower.returncode == 0, errors
        assert output.split()[0] == str(patients)

    assert layout(followed(store)) == layout(rebuilt(store))
    assert len(segments(store)) == len(followed(store).parts)
