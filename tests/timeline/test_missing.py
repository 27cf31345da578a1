"""Codes for missing values are declared, refused or found, and never are values."""

import pytest

from tests.timeline.examples import raw
from tests.timeline.files import jsonl, table
from timeline.ingest import BulkLoad, MissingCodes, UndeclarableCode
from timeline.quality import findings
from timeline.store import Store

CODE = "a code for a missing value"
MISSING = "missing in the source"


@pytest.fixture
def store(tmp_path):
    with Store.open(tmp_path / "timeline.db", create=True) as store:
        yield store


def outcome(store, folder, *raws, missing=(), write=jsonl):
    path = write(folder / ("events.csv" if write is table else "events.jsonl"), raws)
    load = BulkLoad(store, missing=MissingCodes.declared(missing))
    return list(load.load(path))[-1]


def refused(store, folder, said, missing=()):
    (reject,) = outcome(store, folder, said, missing=missing).rejects
    return reject.field, reject.reason


def taken_up(store, folder, said, missing=()):
    report = outcome(store, folder, said, missing=missing)
    assert report.rejects == []
    (event,) = store.history("P1").events
    return event


def blasts(**fields):
    return raw("marrow_blasts", **fields)


@pytest.mark.parametrize(
    "code", [-99, "-99", 999, "NA", "N/A", "n/a", "NASK", "UNK", ".", "unknown"]
)
def test_a_code_in_the_place_of_a_number_is_refused_as_one(store, tmp_path, code):
    assert refused(store, tmp_path, blasts(percent=code)) == ("percent", CODE)


@pytest.mark.parametrize("date", ["UNK", "1900-01-01", "9999-09-09", "9999-12-31", "NA"])
def test_a_code_in_the_place_of_a_date_is_refused_as_one(store, tmp_path, date):
    assert refused(store, tmp_path, blasts(occurred=date)) == ("occurred", CODE)


@pytest.mark.parametrize("drugs", [["NA"], ["UNK", "blinatumomab"], ["n/a "]])
def test_a_code_among_texts_is_refused_as_one(store, tmp_path, drugs):
    said = raw("therapy_started", drugs=drugs)

    assert refused(store, tmp_path, said)[1] == CODE


def test_a_code_in_a_column_of_another_kind_is_refused_as_one(store, tmp_path):
    assert refused(store, tmp_path, {**raw("contact"), "percent": "NA"}) == ("percent", CODE)


def test_a_code_in_a_replacement_is_refused_as_one(store, tmp_path):
    said = raw("corrected", replacement={"kind": "drug_given", "drug": "NA"})

    assert refused(store, tmp_path, said) == ("replacement.drug", CODE)


def test_unknown_is_a_value_where_the_kind_allows_it(store, tmp_path):
    assert taken_up(store, tmp_path, raw("death", cause="unknown")).cause == "unknown"


@pytest.mark.parametrize("code", ["-99", "-99.0", -99, -99.0])
def test_a_declared_code_is_as_if_the_field_were_empty(store, tmp_path, code):
    said = raw("laboratory", lower=code)

    assert taken_up(store, tmp_path, said, missing=["-99"]).lower is None


def test_a_code_may_be_declared_for_one_field_alone(store, tmp_path):
    said = raw("laboratory", value=9999, upper=9999)
    event = taken_up(store, tmp_path, said, missing=["upper=9999"])

    assert (event.value, event.upper) == (9999, None)


def test_a_declared_code_in_a_needed_field_is_missing_in_the_source_and_counted(store, tmp_path):
    report = outcome(store, tmp_path, blasts(percent="NA"), blasts(percent=400), missing=["NA"])

    assert [reject.reason == MISSING for reject in report.rejects] == [True, False]
    assert report.missing == 1


@pytest.mark.parametrize(
    ("code", "finding"), [("-9", "unknown_word"), ("xx", "unknown_word"), ("NA", "may_be_missing")]
)
def test_a_declared_code_among_items_of_a_list_is_an_item_not_known_and_found(
    store, tmp_path, code, finding
):
    said = raw("therapy_started", drugs=["blinatumomab", code])

    assert taken_up(store, tmp_path, said, missing=[code]).drugs == ("blinatumomab", code)
    assert finding in {finding.name for finding in findings(store.history("P1"))}


def test_a_code_that_is_a_term_for_what_is_not_known_reads_as_that_term(store, tmp_path):
    said = raw("therapy_started", drugs=["blinatumomab", "NA"])
    event = taken_up(store, tmp_path, said, missing=["NA"])

    assert store.vocabulary.readings(event)["drugs"].terms == ("blinatumomab", "drugs not known")


def test_a_declared_code_among_the_items_of_a_list_in_a_replacement_stays(store, tmp_path):
    drugs = ["blinatumomab", "NA"]
    replacement = {"kind": "therapy_stopped", "setting": "salvage", "drugs": drugs}
    event = taken_up(store, tmp_path, raw("corrected", replacement=replacement), missing=["NA"])

    assert event.replacement["drugs"] == ["blinatumomab", "NA"]


@pytest.mark.parametrize("drugs", [["NA"], ["NA", "UNK"], ["NA", "NA"]])
def test_a_list_of_nothing_but_declared_codes_is_missing(store, tmp_path, drugs):
    said = raw("therapy_started", drugs=drugs)

    assert refused(store, tmp_path, said, missing=["NA", "UNK"]) == ("drugs", MISSING)


def test_a_table_from_r_is_read_once_its_code_is_declared(store, tmp_path):
    rows = [{**raw("contact"), "percent": None}, {**blasts(source_record="r2"), "means": None}]
    rows = [{name: "NA" if value is None else value for name, value in row.items()} for row in rows]
    report = outcome(store, tmp_path, *rows, missing=["NA"], write=table)

    assert (report.added, report.rejects) == (2, [])


def test_empty_rows_are_skipped_and_counted(store, tmp_path):
    empty = dict.fromkeys(raw("contact"), "NA")
    report = outcome(store, tmp_path, raw("contact"), empty, missing=["NA"], write=table)

    assert (report.read, report.added, report.empty, report.rejects) == (2, 1, 1, [])


@pytest.mark.parametrize(
    "said",
    [
        raw("laboratory", value=-99),
        raw("laboratory", value=9999, lower=None, upper=None),
        raw("demographics", born="1900-01-01", age_years=None),
        raw("drug_given", drug="unknown"),
        raw("extramedullary", site="not known"),
    ],
    ids=["-99", "9999", "1900", "unknown", "not known"],
)
def test_a_possible_value_that_may_be_a_code_is_taken_up_and_found(store, tmp_path, said):
    taken_up(store, tmp_path, said)
    (finding,) = findings(store.history("P1"))

    assert finding.name == "may_be_missing"
    assert "may be a missing code" in finding.statement


@pytest.mark.parametrize("kind", ["laboratory", "death", "demographics", "therapy_started"])
def test_an_ordinary_value_is_no_finding(store, tmp_path, kind):
    taken_up(store, tmp_path, raw(kind))

    assert findings(store.history("P1")) == []


# Reasons


def reason(store, folder, **fields):
    (reject,) = outcome(store, folder, blasts(**fields)).rejects
    return reject.reason, reject.remedy


SWAPPED = "a date whose day and month may be taken for each other"
SHORT = "a date that is not written as YYYY-MM-DD"


@pytest.mark.parametrize(
    ("date", "said"),
    [
        (
            "01/05/2020",
            (SWAPPED, "write YYYY-MM-DD"),
        ),
        ("5.1.20", (SWAPPED, "write YYYY-MM-DD")),
        ("2020-1-5", (SHORT, "write month and day with two")),
        (
            "2020/01/05",
            (SHORT, "write month and day with two"),
        ),
        ("43835", ("a spreadsheet's number of a day", "format the column as YYYY-MM-DD")),
        ("2020-01-UN", ("a date whose day is not known", "write YYYY-MM")),
        ("2020-01-99", ("a date whose day is not known", "write YYYY-MM")),
        ("2020-UNK-UNK", ("a date whose month is not known", "write YYYY")),
        ("2020---", ("a date whose month is not known", "write YYYY")),
        ("soon", ("not a date in the form YYYY-MM-DD, YYYY-MM or YYYY", "correct it")),
    ],
)
def test_a_date_in_another_spelling_is_refused_with_the_remedy(store, tmp_path, date, said):
    found = reason(store, tmp_path, occurred=date)

    assert found[0] == said[0]
    assert found[1].startswith(said[1])


SEPARATED = ("a number with separators of thousands", "write no separator of thousands")
OPEN = (
    "a number whose point or comma may separate thousands",
    "write 1234 or 1.2340, whichever is meant",
)


@pytest.mark.parametrize(
    ("number", "said"),
    [
        ("12,5", ("a number with a comma", "write a point for decimals")),
        ("1,234", OPEN),
        *[(number, SEPARATED) for number in ("1.234,5", "1,234.5", "1.234.567", "1'234", "1 234")],
        ("~5", ("a bound, not a number", "correct it at the source")),
        ("5 %", ("a number with a unit", "write the number alone")),
    ],
)
def test_a_number_in_another_spelling_is_refused_with_the_remedy(store, tmp_path, number, said):
    assert reason(store, tmp_path, percent=number) == said


@pytest.mark.parametrize("number", ["1.234", "12.345", "1,234"])
def test_a_number_that_may_be_a_thousand_is_refused_where_commas_part_decimals(
    store, tmp_path, number
):
    fields = raw("laboratory", value=number)
    path = tmp_path / "events.csv"
    path.write_text("\n".join(";".join(map(str, row)) for row in (fields, fields.values())))
    (reject,) = list(BulkLoad(store).load(path))[-1].rejects

    assert (reject.field, reject.reason, reject.remedy) == ("value", *OPEN)


def test_a_bound_is_refused_where_no_measured_number_stands(store, tmp_path):
    said = ("a bound, not a number", "correct it at the source")

    assert reason(store, tmp_path, revision="<5") == said


@pytest.mark.parametrize("age", ["<5", ">= 5"])
def test_a_bound_in_a_field_without_qualifier_is_refused_as_one(store, tmp_path, age):
    assert refused(store, tmp_path, raw("demographics", age_years=age)) == (
        "age_years",
        "a bound, not a number",
    )


@pytest.mark.parametrize("value", [True, False])
@pytest.mark.parametrize("field", ["percent", "document", "occurred", "revision"])
def test_true_is_no_number_and_no_text(store, tmp_path, field, value):
    assert reason(store, tmp_path, **{field: value})[0] == "true or false is no value here"


def test_true_is_a_value_where_the_kind_asks_for_one(store, tmp_path):
    assert taken_up(store, tmp_path, raw("cytogenetic_finding", found=True)).found is True


@pytest.mark.parametrize(
    ("drugs", "why"),
    [(["a", "", "b"], "an empty item in a list"), (["a", "a"], "an item appears twice in a list")],
)
def test_a_list_with_an_empty_or_repeated_item_is_refused(store, tmp_path, drugs, why):
    assert refused(store, tmp_path, raw("therapy_started", drugs=drugs))[1] == why


def test_an_initial_is_answered_with_the_word_that_it_begins(store, tmp_path):
    (reject,) = outcome(store, tmp_path, raw("demographics", sex="F")).rejects

    assert reject.remedy == "did you mean 'female'?"


@pytest.mark.parametrize(
    ("kind", "field"),
    [("cytogenetic_finding", "found"), ("transplant", "graft")],
)
def test_what_is_missing_is_not_read_as_what_its_kind_takes_for_granted(
    store, tmp_path, kind, field
):
    said = raw(kind, **{field: "UNK"})

    assert refused(store, tmp_path, said, missing=["UNK"]) == (field, MISSING)


@pytest.mark.parametrize("bound", [">100", "<0"])
def test_a_bound_beyond_which_no_value_lies_is_refused(store, tmp_path, bound):
    said = {**blasts(percent=bound)}
    said.pop("qualifier", None)

    assert refused(store, tmp_path, said)[1] == "no value lies there"


@pytest.mark.parametrize(
    ("declared", "said"),
    [
        ("perent=-99", "no kind of event has a field 'perent'; did you mean 'percent'?"),
        ("hgb_zzq=NA", "no kind of event has a field 'hgb_zzq'"),
        ("", "a missing code is empty; an empty cell is missing as it is"),
        ("percent=", "a missing code is empty; an empty cell is missing as it is"),
    ],
)
def test_a_code_that_would_do_nothing_is_refused(store, tmp_path, declared, said):
    with pytest.raises(UndeclarableCode) as refusal:
        outcome(store, tmp_path, blasts(percent=3), missing=[declared])
    assert str(refusal.value) == said


def test_rejects_are_counted_by_field_and_reason(store, tmp_path):
    rows = [blasts(percent=value, source_record=f"B-{value}") for value in (-99, 130, "NA", 3)]
    report = outcome(store, tmp_path, *rows)
    assert report.added == 1
    assert [(field, lines) for (field, _), lines in report.reasons.items()] == [
        ("percent", 2),
        ("percent", 1),
    ]
