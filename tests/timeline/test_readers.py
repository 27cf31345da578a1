import json
from contextlib import suppress

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.timeline.examples import FIRST, PAYLOADS, raw
from tests.timeline.files import jsonl, table
from timeline.errors import InvalidEvent
from timeline.ingest.readers import FileUnreadable, SourceFile, read_lines
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
    expected = [CORE.parse(raw) for raw in raws]

    assert parsed(jsonl(json_lines, raws)) == expected
    assert parsed(table(csv, raws)) == expected


def test_absent_values_read_the_same_from_json_lines_and_from_csv(csv, json_lines):
    raws = [raw("laboratory", lower=None), raw("contact", document=None)]

    assert parsed(jsonl(json_lines, raws)) == parsed(table(csv, raws))


def test_a_studys_own_kind_is_read_from_csv(csv):
    (event,) = parsed(table(csv, [raw("performance", karnofsky=80)]), FIRST)

    assert event.payload == {"karnofsky": 80}


@pytest.mark.parametrize("name", ["a.jsonl", "a.ndjson", "a.JSONL", "a.csv", "a.CSV", "a.tsv"])
def test_the_suffix_says_what_a_file_is(tmp_path, name):
    content = HEADER + ROW if name.lower().endswith("sv") else OBJECT

    assert [line.raw["patient"] for line in lines(tmp_path / name, content)] == ["P1"]


@pytest.mark.parametrize("name", ["a.txt", "a.json", "a.xlsx", "a", "jsonl", "a.csv.gz"])
def test_another_suffix_is_refused_with_the_remedy(tmp_path, name):
    with pytest.raises(FileUnreadable, match=r"not \.jsonl, \.ndjson, \.csv or \.tsv; convert it"):
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


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (b'{"kind": "contact", "kind": "death"}', "a key appears twice in one object"),
        (b'{"kind" : "contact", "a": "\\"", "kind" : "contact"}', "a key appears twice"),
        (b'{"replacement": {"percent": 1, "percent": 2}}', "a key appears twice"),
        (b'{"percent": NaN}', "NaN and Infinity are no numbers in JSON"),
        (b'{"percent": -Infinity}', "NaN and Infinity are no numbers in JSON"),
    ],
)
def test_json_that_leaves_open_what_is_meant_is_a_fault(json_lines, text, reason):
    (line,) = lines(json_lines, text)

    assert line.fault.reason.startswith(reason)


@pytest.mark.parametrize("text", ['"', "\\", "a:b", '{"a": 1}', "ë", "\u20ac"])
def test_a_key_is_not_taken_for_two_whatever_the_texts_hold(json_lines, text):
    said = {"kind": "contact", "document": text, "replacement": {"kind": text, "drugs": [text]}}

    assert lines(json_lines, json.dumps(said).encode())[0] == (1, said, None)


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
        (HEADER + ROW * 2).replace(b",", b";"),
        (HEADER + ROW * 2).replace(b",", b"\t"),
        (HEADER + ROW * 2).replace(b",", b"|"),
        b"sep=;\n" + (HEADER + ROW * 2).replace(b",", b";"),
        b"SEP=,\r\n" + HEADER + ROW * 2,
        (HEADER + ROW * 2).replace(b"\n", b"\r"),
        (HEADER + ROW * 2).replace(b"\n", b",,\n"),
        HEADER + ROW.replace(b"\n", b",,\n") * 2,
        (HEADER + ROW * 2).decode().encode("utf-16"),
        b"\xfe\xff" + (HEADER + ROW * 2).decode().encode("utf-16-be"),
        HEADER.replace(b",", b" , ") + ROW * 2,
        HEADER.upper().replace(b",", b" ;") + ROW.replace(b",", b";") * 2,
        HEADER + ROW.replace(b"P1", b'"P1"') + ROW,
    ],
    ids=[
        *["plain", "blank end", "no end", "CRLF", "BOM", "blanks", "semicolons", "tabs", "bars"],
        *["hint", "other hint", "CR", "blank headings", "blank cells", "UTF-16 LE", "UTF-16 BE"],
        *["spaces", "capitals", "quotes"],
    ],
)
def test_csv_may_be_written_in_any_usual_way(csv, content):
    found = [line for line in lines(csv, content) if line.raw]

    assert [line.raw["patient"] for line in found] == ["P1", "P1"]
    assert [line.fault for line in found] == [None, None]


def test_a_heading_is_a_field_also_in_capitals_and_else_stays_as_it_is_written(csv):
    (line,) = lines(csv, b"Kind;PATIENT;Source_Record;Phone No\ncontact;P1;r1;5\n")

    assert list(line.raw) == ["kind", "patient", "source_record", "Phone No"]


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
        (HEADER.replace(b",", b":"), "no column 'kind' in line 1"),
        (b"sep=;\n" + ROW, "no column 'kind' in line 2"),
        (HEADER.replace(b"recorder", b"patient"), "columns 2 and 5 have the same name in line 1"),
        (HEADER.replace(b"recorder", b"PATIENT "), "columns 2 and 5 have the same name in line 1"),
        (b'"kind,patient\n', "no column 'kind' in line 1"),
    ],
    ids=[
        "empty",
        "blank",
        "no heading",
        "colons",
        "hint",
        "twice",
        "twice in capitals",
        "open quote",
    ],
)
def test_csv_without_a_usable_heading_is_refused(csv, content, message):
    with pytest.raises(FileUnreadable, match=message):
        lines(csv, content)


@pytest.mark.parametrize("rows", [1, 50_000], ids=["at once", "late in the file"])
def test_csv_that_is_not_utf_8_is_read_as_windows_text_with_a_notice(csv, rows):
    csv.write_bytes(HEADER + ROW * rows + ROW.replace(b"dm", "Zoë €".encode("cp1252")))
    source = SourceFile.at(csv, CORE)

    assert [line.raw["recorder"] for line in source.lines()][-1] == "Zoë €"
    assert source.notices == ["not UTF-8, so it is read as Windows-1252; check names with accents"]


def test_utf_8_is_read_without_a_notice(csv):
    csv.write_bytes(HEADER + ROW.replace(b"dm", "Zoë".encode()))
    source = SourceFile.at(csv, CORE)

    assert [line.raw["recorder"] for line in source.lines()] == ["Zoë"]
    assert source.notices == []


def test_bytes_that_are_no_text_are_refused(csv):
    with pytest.raises(FileUnreadable, match="neither UTF-8 nor Windows text; save it as UTF-8"):
        lines(csv, HEADER + ROW + b"\x81\x8d\n")


def blasts(path, delimiter, number):
    """What is read of a file of one marrow, parted by a delimiter."""
    header = HEADER.strip() + b",percent\n"
    row = ROW.replace(b"contact", b"marrow_blasts").strip().replace(b",", delimiter)
    content = header.replace(b",", delimiter) + row + delimiter + number + b"\n"
    return lines(path, content)


def blasts_in(path, delimiter, number):
    """The percent that such a file gives."""
    return blasts(path, delimiter, number)[0].raw["percent"]


def faults_of_blasts(path, delimiter, number):
    """Fields at fault in such a file."""
    return [line.fault.field for line in blasts(path, delimiter, number) if line.fault]


@pytest.mark.parametrize("number", [b"12,5", b"-12,25", b"0,1234", b"0,125", b"1234,567", b"<0,3"])
def test_a_decimal_comma_is_read_where_semicolons_part_the_cells(csv, number):
    assert blasts_in(csv, b";", number) == number.decode().replace(",", ".")


@pytest.mark.parametrize("number", [b"1.234,5", b"1,2,3", b"12.5", b"0.125", b"1234.567", b",5"])
def test_what_has_no_decimal_comma_alone_is_left_as_it_is(csv, number):
    assert blasts_in(csv, b";", number) == number.decode()


@pytest.mark.parametrize("number", [b"1.234", b"-12.345", b"<1.234", b"123,456"])
def test_what_may_be_a_thousand_is_a_fault_where_semicolons_part_the_cells(csv, number):
    assert faults_of_blasts(csv, b";", number) == ["percent"]


def test_a_point_parts_decimals_where_commas_part_the_cells(csv):
    assert faults_of_blasts(csv, b",", b"1.234") == []


def test_a_comma_in_a_quoted_number_of_a_comma_separated_file_is_left_as_it_is(csv):
    assert blasts_in(csv, b",", b'"12,5"') == "12,5"


def test_a_text_with_a_comma_is_no_number(csv):
    content = (HEADER.replace(b",", b";") + ROW.replace(b",", b";")).replace(b"dm", b"1,5")

    assert lines(csv, content)[0].raw["recorder"] == "1,5"


def test_a_row_without_any_value_is_an_empty_record(csv):
    assert [line.raw for line in lines(csv, HEADER + b",,,,,,\n")] == [{}]


# Anything


@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=200), st.sampled_from(["a.jsonl", "a.csv", "a.tsv"]), st.booleans())
def test_no_file_brings_the_reader_down(tmp_path, content, name, headed):
    path = tmp_path / name
    with suppress(FileUnreadable):
        for line in lines(path, (HEADER if headed else b"") + content):
            with suppress(InvalidEvent):
                CORE.parse(line.raw)
