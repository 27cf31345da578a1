import csv
import json
from datetime import date
from pathlib import Path

CLOSING = ("--cutoff", "1974-04-01")
CUTOFF = ("--cutoff", "2019-12-31")


def table(name, folder="out"):
    with Path(folder, f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def contents(folder):
    return {path.name: path.read_bytes() for path in Path(folder).iterdir()}


def test_a_patient_has_one_row_with_every_date_class_and_number(stanford):
    exported = stanford("export", *CLOSING, "--out", "out")

    assert exported.code == 0
    patients = {row["patient"]: row for row in table("patients")}
    assert len(patients) == 103
    assert patients["STAN-004"] == {
        "patient": "STAN-004",
        "acceptance": "1968-03-28",
        "prior_surgery": "",
        "transplantation": "1968-05-02",
        "death": "1968-05-05",
        "last_seen": "1968-05-02",
        "born": "1927-12-23",
        "age": repr((date(1968, 3, 28) - date(1927, 12, 23)).days / 365.25),
        "surgery": "none",
    }


def test_follow_up_is_the_days_between_its_two_dates_and_in_the_unit_of_the_study(published):
    assert published("export", *CUTOFF, "--out", "out").code == 0

    rows = table("endpoint_OS")
    assert len(rows) == 56
    for row in rows:
        days = (date.fromisoformat(row["end"]) - date.fromisoformat(row["origin"])).days
        assert int(row["time_days"]) == days
        assert float(row["time"]) == days / (365 / 12)
        assert (row["cause"] == "1") == (row["reason"] == "death")


def test_a_regression_is_exported_as_the_rows_it_is_fitted_to(stanford):
    """Those of R's ``heart``, in which patient 3 waits for a day and then has a new heart."""
    assert stanford("export", *CLOSING, "--out", "out").code == 0

    rows = table("intervals_transplant_and_survival")
    assert len(rows) == 172
    third = [row for row in rows if row["patient"] == "STAN-003"]
    assert [(row["start"], row["stop"], row["event"], row["transplantation"]) for row in third] == [
        ("0", "1", "FALSE", "FALSE"),
        ("1", "16", "TRUE", "TRUE"),
    ]


def test_episodes_and_states_are_exported_row_by_row(published):
    assert published("export", *CUTOFF, "--out", "out").code == 0

    infused = {row["patient"]: row["infusion"] for row in table("patients")}["MSK26"]
    lines = [row for row in table("episodes_salvage_line") if row["patient"] == "MSK26"]
    assert [row["number"] for row in lines] == ["1", "2", "3"]
    inotuzumab = date.fromisoformat(lines[2]["start"]) - date.fromisoformat(infused)
    assert inotuzumab.days == 253  # Table 4
    states = [row for row in table("states") if row["patient"] == "MSK26"]
    assert states[-1]["to"] == "dead: treatment"
    assert [row["start"] for row in states[1:]] == [row["stop"] for row in states[:-1]]


def test_every_column_of_every_table_is_explained(published):
    assert published("export", *CUTOFF, "--out", "out").code == 0

    explained = {(row["table"], row["column"]): row for row in table("codebook")}
    headings = {
        (path.stem, heading)
        for path in Path("out").glob("*.csv")
        if path.stem != "codebook"
        for heading in path.read_text(encoding="utf-8").splitlines()[0].split(",")
    }
    assert headings == set(explained)
    assert all(row["meaning"] for row in explained.values())
    progression = explained["endpoint_OS_after_progression", "time"]
    assert progression["meaning"].startswith("time from «progression» to «death»")
    assert progression["unit"] == "months"
    assert progression["source"] == "Methods, assessments and outcomes"


def test_every_definition_of_the_study_is_in_some_table(published):
    told = json.loads(published("definitions", "--study", "wudhikarn2021", "--json").out)
    assert published("export", *CUTOFF, "--out", "out").code == 0

    of_a_patient = ("Moments", "Classes", "Quantities", "Conditions")
    scalars = [item["name"] for item in told["wudhikarn2021"] if item["place"] in of_a_patient]
    assert sorted(table("patients")[0]) == sorted(["patient", *scalars])
    endpoints = [item["name"] for item in told["wudhikarn2021"] if item["place"] == "Endpoints"]
    written = [path.stem for path in Path("out").glob("endpoint_*.csv")]
    assert sorted(written) == sorted(f"endpoint_{name}" for name in endpoints)


def test_whoever_is_left_out_of_a_table_is_counted_with_the_reason(published):
    assert published("export", *CUTOFF, "--out", "out").code == 0

    left_out = {row["table"]: int(row["patients"]) for row in table("attrition")}
    name = "endpoint_salvage_remission_duration"
    assert len(table(name)) + left_out[name] == 56


def test_the_folder_says_what_it_rests_on_and_whether_it_is_made_up(published, tmp_path):
    assert published("export", *CUTOFF, "--out", "out").code == 0

    page = Path("out/README.txt").read_text(encoding="utf-8")
    about = json.loads(Path("out/study.json").read_text(encoding="utf-8"))
    assert "SYNTHETIC" in page
    assert about["stamp"]["definitions"] in page
    assert about["as_of"] == {"cutoff": "2019-12-31", "known_by": None}
    assert about["unit"]["days"] == 365 / 12


def test_published_events_alone_are_not_called_synthetic(stanford):
    assert stanford("export", *CLOSING, "--out", "out").code == 0

    assert "SYNTHETIC" not in Path("out/README.txt").read_text(encoding="utf-8")


def test_the_same_as_of_gives_the_same_bytes(stanford):
    assert stanford("export", *CLOSING, "--out", "out").code == 0
    assert stanford("export", *CLOSING, "--out", "again").code == 0

    assert contents("again") == contents("out")


def test_what_was_not_yet_recorded_is_not_exported(published):
    known = ("--known-by", "2014-01-01T00:00:00Z")
    assert published("export", *CUTOFF, *known, "--out", "out").code == 0

    patients = table("patients")
    assert 0 < len(patients) < 56
    assert max(row["last_seen"] for row in patients) < "2014-01-01"


def test_before_the_first_patient_the_tables_have_headings_alone(published):
    exported = published(
        "export", "--study", "wudhikarn2021", "--cutoff", "1999-01-01", "--out", "out"
    )

    assert exported.code == 0
    rows = {path.stem: len(table(path.stem)) for path in Path("out").glob("*.csv")}
    assert rows.pop("codebook") > 0
    assert set(rows.values()) == {0}


def test_an_earlier_export_is_replaced_only_by_force_and_as_a_whole(stanford):
    assert stanford("export", *CLOSING, "--out", "out").code == 0
    earlier = contents("out")

    again = stanford("export", *CLOSING, "--known-by", "1970-01-01T00:00:00Z", "--out", "out")
    assert (again.code, contents("out")) == (1, earlier)
    assert "add --force to replace it" in again.err
    known = ("--known-by", "1970-01-01T00:00:00Z", "--force")
    assert stanford("export", *CLOSING, *known, "--out", "out").code == 0
    assert contents("out").keys() == earlier.keys()
    assert contents("out") != earlier
    assert [path.name for path in Path().iterdir() if path.name.startswith(".out")] == []


def test_a_folder_that_holds_something_else_is_left_alone(stanford):
    Path("thesis").mkdir()
    Path("thesis/chapter.txt").write_text("years of work")

    refused = stanford("export", *CLOSING, "--out", "thesis")
    assert refused.code == 1
    assert "holds other things" in refused.err
    assert contents("thesis") == {"chapter.txt": b"years of work"}


def test_a_folder_in_no_folder_is_not_made(stanford):
    refused = stanford("export", *CLOSING, "--out", "no/where")

    assert refused.code == 3
    assert "create it first" in refused.err


def test_no_cell_is_run_by_a_spreadsheet_that_opens_the_tables(stanford):
    name = "=HYPERLINK(1)"
    written = ("--recorder", "dm", "--record", "1", "--new-patient")
    about = ("registered", name, "1968-03-01", "study=stanford", *written)
    assert stanford("record", *about).code == 0
    assert stanford("export", *CLOSING, "--out", "out").code == 0

    for path in Path("out").glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            texts = [cell for row in csv.reader(file) for cell in row if cell[:1] in "=+-@\t\r"]
        assert all(not text or float(text) is not None for text in texts), path
    assert f"'{name}" in {row["patient"] for row in table("patients")}


def test_a_definition_may_not_be_called_as_the_column_of_patients_is(stanford, tmp_path):
    study = tmp_path / "named.py"
    study.write_text(NAMED_PATIENT, encoding="utf-8")

    refused = stanford("export", "--study", study, *CLOSING, "--out", "out")
    assert refused.code == 1
    assert "columns of 'patients' would be called 'patient'" in refused.err
    assert not Path("out").exists()


def test_a_regression_that_cannot_be_fitted_is_named_with_the_reason(stanford, tmp_path):
    study = tmp_path / "immortal.py"
    study.write_text(IMMORTAL, encoding="utf-8")

    assert stanford("export", "--study", study, *CLOSING, "--out", "out").code == 0
    assert not list(Path("out").glob("intervals_*"))
    page = Path("out/README.txt").read_text(encoding="utf-8")
    assert "- immortal: 'transplantation'" in page


NAMED_PATIENT = """
from projections.language import events, first
from projections.study import Study

patient = first(events("registered"))
STUDY = Study("named", "Named", patient, {"patient": patient}, {}, ())
"""

IMMORTAL = """
from dataclasses import replace
from projections.study.plan import Fixed, Regression
from projections.studies.stanford import STUDY as STANFORD

LATE = Regression("OS", (Fixed("transplantation"),))
STUDY = replace(STANFORD, plan={"immortal": LATE}, report=None)
"""


WITH_ENDPOINT_INSIDE = """
from projections.language import *
from projections.study import Study, definitions_of

accepted = first(events("registered", study="stanford"))
surgery = Episodes((events("transplant"),), on_or_after=accepted)
seen = Source("last seen", last(events()))
after_surgery = Endpoint(EPISODE_START, (Source("death", first(events("death"))),), (seen,))
inside = {"surgery": {"alive": after_surgery}}
STUDY = Study("own", "own", accepted, {"surgery": surgery}, {}, (), inside=inside)
"""


def test_an_endpoint_inside_episodes_is_exported_with_time_cause_reason_and_end(stanford):
    Path("own.py").write_text(WITH_ENDPOINT_INSIDE)

    exported = stanford("export", *CLOSING, "--study", "own.py", "--out", "out")
    assert exported.code == 0, exported.err
    fourth = next(row for row in table("episodes_surgery") if row["patient"] == "STAN-004")
    assert fourth == {
        "patient": "STAN-004",
        "number": "1",
        "start": "1968-05-02",
        "begun_by": fourth["begun_by"],
        "alive_days": "3",
        "alive_cause": "1",
        "alive_reason": "death",
        "alive_end": "1968-05-05",
    }
    explained = {
        row["column"]: row for row in table("codebook") if row["table"] == "episodes_surgery"
    }
    assert explained["alive_cause"]["meaning"] == "0 censored; 1 death"
