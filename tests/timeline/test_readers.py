import json
from contextlib import suppress

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.timeline.examples import FIRST, PAYLOADS, raw
from tests.timeline.files import jsonl, table
from timeline.errors import InvalidEvent
from timeline.intake.readers import FileUnreadable, read_lines
from timeline.vocabulary import CORE

HEADER = b"kind,patient,occurred,recorded,recorder,source_system,source_record\n"
ROW = b"contact,P1,2019-03-01,2021-01-05T10:00:00Z,dm,edc,r1\n"
OBJECT = json.dumps(raw("contact")).encode() + b"\n"


def lines(path, content, vocabulary=CORE):
    path.write_bytes(content)
    return list(read_lines(path, vocabulary))


@pytest.fixture
def csv(tmp_path):
    return tmp_path / "events.csv"


@pytest.fixture
def json_lines(tmp_path):
    return tmp_path / "events.jsonl"


def parsed(path, vocabulary=CORE):
    return [vocabulary.parse(line.raw) for line in read_lines(path, vocabulary)]


def test_every_kind_of_event_reads_the_same_from_json_lines_and_from_csv(csv, json_lines):
    raws = [raw(kind, source_record=f"r{n}") for n, kind in enumerate(PAYLOADS)]
    expected = [CORE.parse(one) for one in raws]

    assert parsed(jsonl(json_lines, raws)) == expected
    assert parsed(table(csv, raws)) == expected


def test_absent_values_read_the_same_from_json_lines_and_from_csv(csv, json_lines):
    raws = [raw("laboratory", lower=None), raw("contact", document=None)]

    assert parsed(jsonl(json_lines, raws)) == parsed(table(csv, raws))


def test_a_studys_own_kind_is_read_from_csv(csv):
    (event,) = parsed(table(csv, [raw("performance", karnofsky=80)]), FIRST)

    assert event.payload == {"karnofsky": 80}


@pytest.mark.parametrize("name", ["a.jsonl", "a.ndjson", "a.JSONL", "a.csv", "a.CSV"])
def test_the_suffix_says_what_a_file_is(tmp_path, name):
    content = HEADER + ROW if name.lower().endswith("csv") else OBJECT

    assert [line.raw["patient"] for line in lines(tmp_path / name, content)] == ["P1"]


@pytest.mark.parametrize("name", ["a.txt", "a.json", "a.xlsx", "a", "jsonl", "a.csv.gz"])
def test_another_suffix_is_refused_with_the_remedy(tmp_path, name):
    with pytest.raises(FileUnreadable, match=r"not \.jsonl, \.ndjson or \.csv; convert it"):
        lines(tmp_path / name, OBJECT)


def test_a_missing_file_is_named(json_lines):
    with pytest.raises(FileUnreadable, match=r"events\.jsonl: no such file"):
        list(read_lines(json_lines, CORE))


def test_a_folder_is_no_file(tmp_path):
    folder = tmp_path / "folder.csv"
    folder.mkdir()
    with pytest.raises(FileUnreadable, match=r"folder\.csv: is a directory"):
        list(read_lines(folder, CORE))


# JSON Lines


@pytest.mark.parametrize(
    "content",
    [
        OBJECT * 2,
        OBJECT * 2 + b"\n\n",
        (OBJECT * 2).rstrip(),
        (OBJECT * 2).replace(b"\n", b"\r\n"),
        b"\xef\xbb\xbf" + OBJECT * 2,
        OBJECT + b"  \t\n\r\n" + b"  " + OBJECT,
    ],
    ids=["plain", "blank end", "no end", "CRLF", "byte order mark", "blanks"],
)
def test_json_lines_may_end_and_begin_in_any_usual_way(json_lines, content):
    found = lines(json_lines, content)

    assert [line.raw for line in found] == [raw("contact")] * 2
    assert [line.fault for line in found] == [None, None]


def test_lines_are_counted_as_an_editor_counts_them(json_lines):
    assert [line.number for line in lines(json_lines, OBJECT + b"\n\n" + OBJECT)] == [1, 4]


@pytest.mark.parametrize("text", [b"{", b"[]", b"3", b"null", b'"kind"', b"{'kind': 1}", b"x"])
def test_a_line_that_is_no_object_is_a_fault_and_the_others_are_read(json_lines, text):
    first, fault, last = lines(json_lines, OBJECT + text + b"\n" + OBJECT)

    assert first.fault is None
    assert last.fault is None
    assert fault.number == 2
    assert str(fault.fault) == "not a JSON object; write one event as {...} per line"


def test_a_line_that_is_not_utf_8_is_a_fault_and_the_others_are_read(json_lines):
    first, fault, last = lines(json_lines, OBJECT + '{"kind": "Zoë"}\n'.encode("latin-1") + OBJECT)

    assert (first.fault, last.fault) == (None, None)
    assert str(fault.fault) == "not UTF-8 text; save the file as UTF-8"


# CSV


@pytest.mark.parametrize(
    "content",
    [
        HEADER + ROW * 2,
        HEADER + ROW * 2 + b"\n\n",
        (HEADER + ROW * 2).rstrip(),
        (HEADER + ROW * 2).replace(b"\n", b"\r\n"),
        b"\xef\xbb\xbf" + HEADER + ROW * 2,
        b"\n" + HEADER + ROW + b"\n,,,,,,\n" + ROW,
        HEADER.replace(b",", b" , ") + ROW * 2,
        HEADER + ROW.replace(b"P1", b'"P1"') + ROW,
    ],
    ids=["plain", "blank end", "no end", "CRLF", "BOM", "blanks", "spaces", "quotes"],
)
def test_csv_may_be_written_in_any_usual_way(csv, content):
    found = lines(csv, content)

    assert [line.raw["patient"] for line in found] == ["P1", "P1"]
    assert [line.fault for line in found] == [None, None]


def test_rows_are_counted_as_an_editor_counts_lines(csv):
    two_lines = ROW.replace(b"dm", b'"d\nm"')
    found = lines(csv, HEADER + ROW + b"\n" + two_lines + ROW)

    assert [line.number for line in found] == [2, 4, 6]


def test_a_row_with_too_few_or_too_many_cells_is_a_fault_and_the_others_are_read(csv):
    first, short, long, last = lines(csv, HEADER + ROW + b"contact,P1\n" + b"a," + ROW + ROW)

    assert (first.fault, last.fault) == (None, None)
    assert (short.number, long.number) == (3, 4)
    assert short.fault.reason == "2 cells under 7 headings"
    assert long.fault.reason == "8 cells under 7 headings"


def test_a_quote_that_does_not_match_is_a_fault_and_the_others_are_read(csv):
    first, fault, last = lines(csv, HEADER + ROW + ROW.replace(b"P1", b'"P"1') + ROW)

    assert (first.fault, last.fault) == (None, None)
    assert fault.number == 3
    assert "quotes of a cell do not match" in fault.fault.reason


def test_a_quote_that_is_never_closed_is_a_fault_whatever_it_swallows(csv):
    for swallowed in (2, 5000):
        content = HEADER + ROW + ROW.replace(b"dm", b'"dm') + ROW * swallowed
        first, fault, *_ = lines(csv, content)

        assert first.fault is None
        assert fault.number == 3
        assert "lines below" in fault.fault.reason


def test_a_replacement_that_is_no_json_is_a_fault(csv):
    (line,) = lines(csv, b"kind,replacement\ncorrected,{percent: 4}\n")

    assert str(line.fault) == "replacement: not a JSON object; write it as {...}"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "no column 'kind' in line 1"),
        (b"\n", "no column 'kind' in line 1"),
        (ROW, "no column 'kind' in line 1"),
        (HEADER.replace(b",", b";"), "no column 'kind' in line 1"),
        (HEADER.replace(b"recorder", b"patient"), "column 'patient' stands twice in line 1"),
        (b'"kind,patient\n', "no column 'kind' in line 1"),
    ],
    ids=["empty", "blank", "no heading", "semicolons", "twice", "open quote"],
)
def test_csv_without_a_usable_heading_is_refused(csv, content, message):
    with pytest.raises(FileUnreadable, match=message):
        lines(csv, content)


def test_csv_that_is_not_utf_8_is_refused(csv):
    with pytest.raises(FileUnreadable, match="not UTF-8 text; save it as UTF-8"):
        lines(csv, HEADER + ROW.replace(b"dm", "Zoë".encode("latin-1")))


# Anything


@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=200), st.sampled_from(["a.jsonl", "a.csv"]), st.booleans())
def test_no_file_brings_the_reader_down(tmp_path, content, name, headed):
    path = tmp_path / name
    with suppress(FileUnreadable):
        for line in lines(path, (HEADER if headed else b"") + content):
            with suppress(InvalidEvent):
                CORE.parse(line.raw)
