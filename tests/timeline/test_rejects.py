import csv
import json

import pytest

from tests.timeline.examples import raw
from tests.timeline.files import imported, jsonl
from timeline.ingest import RejectsFile
from timeline.ingest.rejects_file import RejectsInTheWay
from timeline.store import Store

SECRET = {
    "patient": "secret-name",
    "recorder": "secret-recorder",
    "source_system": "secret-system",
    "source_record": "secret-record",
    "document": "secret-letter",
    "provenance_note": "secret-note",
}


@pytest.fixture
def store(tmp_path):
    with Store.open(tmp_path / "timeline.db", create=True) as store:
        yield store


def rejected(store, folder, *raws):
    (report,) = imported(store, jsonl(folder / "events.jsonl", raws))
    return report.rejects


def only(store, folder, one):
    (reject,) = rejected(store, folder, one)
    return reject


def blasts(**fields):
    return raw("marrow_blasts", **fields)


def test_a_reject_names_file_line_field_reason_and_remedy(store, tmp_path):
    good = raw("contact")
    (reject,) = rejected(store, tmp_path, good, blasts(percent=400, source_record="r2"))

    assert (reject.file, reject.line, reject.field) == ("events.jsonl", 2, "percent")
    assert reject.value == "400"
    assert reject.reason == "input should be less than or equal to 100"
    assert reject.remedy == "correct it at the source"
    assert str(reject) == (
        "events.jsonl, line 2, field 'percent': "
        "input should be less than or equal to 100; correct it at the source"
    )


@pytest.mark.parametrize(
    ("fields", "field", "remedy"),
    [
        ({"kind": "marow_blasts"}, "kind", "did you mean 'marrow_blasts'?"),
        ({"kind": "deaths"}, "kind", "did you mean 'death'?"),
        ({"kind": "john"}, "kind", "see 'timeline schema', or name the study"),
        ({"kind": "death", "cause": "diseas"}, "cause", "did you mean 'disease'?"),
        ({"imputation": "earlyest"}, "imputation", "did you mean 'earliest'?"),
        ({"provenance": "publshed"}, "provenance", "did you mean 'published'?"),
        ({"kind": "death", "cause": "John Smith"}, "cause", "use one of the values"),
    ],
)
def test_the_remedy_names_the_word_that_was_probably_meant(store, tmp_path, fields, field, remedy):
    reject = only(store, tmp_path, {**raw("contact"), **fields})

    assert reject.field == field
    assert reject.remedy.startswith(remedy)


@pytest.mark.parametrize(
    ("replacement", "field", "value", "remedy"),
    [
        (
            {"kind": "marow_blasts"},
            "replacement.kind",
            "(withheld)",
            "did you mean 'marrow_blasts'",
        ),
        ({"kind": "death", "cause": "diseas"}, "replacement.cause", "(withheld)", "did you mean"),
        ({"kind": "marrow_blasts", "percent": 400}, "replacement.percent", "400", "correct it"),
        (
            {"kind": "marrow_blasts", "patient": "4711"},
            "replacement.patient",
            "(withheld)",
            "leave",
        ),
        (
            {"kind": "contact", "phone": 4711},
            "replacement.(withheld)",
            "(withheld)",
            "remove it",
        ),
        ({}, "replacement.kind", "", "name the kind of event"),
    ],
)
def test_a_fault_in_a_replacement_is_looked_up_there(
    store, tmp_path, replacement, field, value, remedy
):
    said = raw("corrected", percent=1, replacement=replacement)
    del said["percent"]
    reject = only(store, tmp_path, said)

    assert (reject.field, reject.value) == (field, value)
    assert reject.remedy.startswith(remedy)


@pytest.mark.parametrize(
    ("fields", "value"),
    [
        ({"percent": 400}, "400"),
        ({"percent": "400"}, "400"),
        ({"percent": "John Smith"}, "(withheld)"),
        ({"percent": None}, ""),
        ({"schema_version": 7}, "7"),
        ({"revision": 0}, "0"),
        ({"patient": 4711}, "(withheld)"),
        ({"source_record": 4711}, "(withheld)"),
        ({"phone": 4711}, "(withheld)"),
        ({"occurred": "1961" * 9}, "(withheld)"),
        ({"recorded": 4711}, "(withheld)"),
        ({"percent": [4711]}, "(withheld)"),
    ],
)
def test_only_numbers_of_fields_that_hold_numbers_are_shown(store, tmp_path, fields, value):
    assert only(store, tmp_path, blasts(**fields)).value == value


def test_rejects_are_written_as_a_table(store, tmp_path):
    rejects = rejected(store, tmp_path, blasts(percent=400), {"kind": "contact", "patient": "a,b"})
    RejectsFile.beside(tmp_path / "events.csv").tell(rejects)
    with (tmp_path / "events.csv.rejects.csv").open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))

    assert list(rows[0]) == ["file", "line", "field", "value", "reason", "remedy"]
    assert [row["field"] for row in rows] == ["percent", "occurred"]
    assert rows[0]["value"] == "400"


def test_a_list_of_rejects_goes_once_nothing_is_rejected(store, tmp_path):
    list_ = RejectsFile.beside(tmp_path / "events.jsonl")
    list_.tell(rejected(store, tmp_path, blasts(percent=400)))
    assert list_.path.exists()
    list_.tell(rejected(store, tmp_path, blasts(percent=40)))

    assert not list_.path.exists()


@pytest.mark.parametrize("content", ["", "kind,patient\n", "file,line,field,value\n"])
def test_what_is_no_list_of_rejects_is_never_replaced_or_removed(store, tmp_path, content):
    list_ = RejectsFile.beside(tmp_path / "events.jsonl")
    list_.path.write_text(content)
    for rejects in rejected(store, tmp_path, blasts(percent=400)), []:
        with pytest.raises(RejectsInTheWay, match="is no list of rejects; move it elsewhere"):
            list_.tell(rejects)

    assert list_.path.read_text() == content


@pytest.mark.parametrize("column", ["secret", "Secret Name", "kind of secret"])
def test_the_name_of_an_unknown_column_is_withheld(store, tmp_path, column):
    reject = only(store, tmp_path, {**raw("contact"), column: 1})

    assert (reject.field, reject.value) == ("(withheld)", "(withheld)")
    assert "ecret" not in str(reject)


@pytest.mark.parametrize("value", [4711, "secret"])
def test_a_column_that_another_kind_has_is_named_and_its_value_withheld(store, tmp_path, value):
    reject = only(store, tmp_path, {**raw("contact"), "percent": value})

    assert (reject.field, reject.value) == ("percent", "(withheld)")


def test_a_column_of_another_kind_in_a_replacement_is_named(store, tmp_path):
    said = raw("corrected", replacement={"kind": "contact", "percent": 1})

    assert only(store, tmp_path, said).field == "replacement.percent"


def test_the_name_of_an_unknown_column_in_a_replacement_is_withheld(store, tmp_path):
    said = raw("corrected", replacement={"kind": "contact", "secret": 1})

    assert only(store, tmp_path, said).field == "replacement.(withheld)"


def test_a_column_that_is_nearly_a_field_is_answered_with_that_field(store, tmp_path):
    said = {**raw("marrow_blasts"), "procent": 4}

    assert only(store, tmp_path, said).remedy == "did you mean 'percent'?"


FAULTS = [
    {"recorded": "secret"},
    {"occurred": "secret"},
    {"imputation": "secret"},
    {"patient": "secret\x00name"},
    {"patient": ["secret"]},
    {"percent": "secret"},
    {"percent": {"secret": 1}},
    {"kind": "secret"},
    {"kind": "death"},
    {"revision": "secret"},
    {"revision": 2},
    {"schema_version": "secret"},
    {"provenance": "secret"},
    {"occurred": "2031"},
    {"kind": "retracted", "percent": None},
    {"kind": "corrected", "target_record": "secret", "reason": "secret", "replacement": "secret"},
]


@pytest.mark.parametrize("fault", FAULTS, ids=json.dumps)
def test_nothing_that_a_patient_was_called_gets_into_a_reject(store, tmp_path, fault):
    reject = only(store, tmp_path, {**blasts(**SECRET), **fault})

    assert "secret" not in str(reject)
    assert "secret" not in json.dumps([reject.value, reject.reason, reject.remedy])


def test_a_changed_record_is_rejected_without_saying_what_changed(store, tmp_path):
    rejects = rejected(store, tmp_path, blasts(**SECRET), blasts(**SECRET, percent=17))

    assert [(reject.line, reject.field, reject.value) for reject in rejects] == [
        (2, "source_record", "(withheld)")
    ]
    assert "already hold another fact" in rejects[0].reason
    assert "'corrected' event" in rejects[0].remedy


def test_only_corrections_may_raise_the_revision(store, tmp_path):
    assert only(store, tmp_path, blasts(revision=2)).reason == (
        "only corrections raise the revision of a record"
    )
