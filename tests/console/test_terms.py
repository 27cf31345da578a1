"""How free text is understood, as a user meets it: terms, findings, events."""

import json
from pathlib import Path

from tests.console.conftest import Timeline

EVENT = {
    "kind": "therapy_started",
    "occurred": "2020-02-01",
    "recorded": "2020-02-02T09:00:00Z",
    "recorder": "dm1",
    "source_system": "edc",
    "setting": "salvage",
}
STUDY = """
from projections.language import events, first
from projections.study import Study
from timeline.vocabulary.terms import Term

given = first(events("therapy_started"))
OWN = {"drugs": (Term("XYZ-101", ("antibody",), source="protocol"),)}
STUDY = Study("own", "own terms", given, {"given": given}, {}, (), terms=OWN)
"""


def imported(timeline: Timeline, tmp_path: Path, *drugs: str) -> str:
    lines = [
        json.dumps({**EVENT, "patient": f"P{n}", "source_record": f"P{n}:1", "drugs": [drug]})
        for n, drug in enumerate(drugs, start=1)
    ]
    file = tmp_path / "given.jsonl"
    file.write_text("\n".join(lines))
    return timeline("import", str(file), "--store", str(tmp_path / "words.db")).out


def test_the_terminologies_are_listed_with_the_fields_that_they_read(timeline: Timeline) -> None:
    rows = {row["terminology"]: row for row in json.loads(timeline("terms", "--json").out)}

    assert list(rows) == ["drugs", "sites", "causes", "abnormalities"]
    assert rows["sites"]["reads"] == ["extramedullary.site"]
    assert "therapy_started.drugs" in rows["drugs"]["reads"]


def test_the_terms_of_a_terminology_are_listed(timeline: Timeline) -> None:
    rows = json.loads(timeline("terms", "drugs", "--json").out)
    (blinatumomab,) = [row for row in rows if row["term"] == "blinatumomab"]

    assert "Blincyto" in blinatumomab["also written"]
    assert "blinatumomab" in timeline("terms", "drugs").out


def test_a_word_is_shown_as_it_is_understood(timeline: Timeline) -> None:
    (row,) = json.loads(timeline("terms", "drugs", "blina/ino", "--json").out)

    assert row["understood as"] == ["blinatumomab", "inotuzumab ozogamicin"]


def test_a_word_that_is_not_understood_is_said_with_the_closest_term(timeline: Timeline) -> None:
    done = timeline("terms", "drugs", "Blinatumomabb", "--json")
    (row,) = json.loads(done.out)

    assert done.code == 1
    assert row["not understood"] == ["Blinatumomabb"]
    assert row["closest term"] == "blinatumomab"


def test_another_terminology_is_not_found(timeline: Timeline) -> None:
    done = timeline("terms", "drug")

    assert done.code == 3
    assert "there are: drugs, sites, causes, abnormalities" in done.err


def test_the_terms_of_a_study_count_for_it_alone(timeline: Timeline, tmp_path: Path) -> None:
    (tmp_path / "own.py").write_text(STUDY)

    assert timeline("terms", "drugs", "xyz101").code == 1
    assert timeline("terms", "drugs", "xyz101", "--study", str(tmp_path / "own.py")).code == 0


def test_an_import_counts_words_that_no_term_knows_and_shows_none(
    timeline: Timeline, tmp_path: Path
) -> None:
    out = imported(timeline, tmp_path, "XYZ-101", "XYZ-101", "Blinatumomab")

    assert "findings: 2 unknown word (see 'timeline quality')" in out
    assert "XYZ" not in out


def test_quality_counts_each_unknown_word_over_all_patients(
    timeline: Timeline, tmp_path: Path
) -> None:
    imported(timeline, tmp_path, "XYZ-101", "XYZ-101", "Imatinibb")
    store = ("--store", str(tmp_path / "words.db"))
    lines = timeline("quality", *store).out.splitlines()
    counted = lines[next(n for n, line in enumerate(lines) if line.startswith("unknown words")) :]

    assert counted[1].startswith("no term knows 'XYZ-101', drugs of therapy started")
    assert counted[1].split()[-2:] == ["2", "2"]
    assert "did you mean 'imatinib'?" in counted[2]


def test_quality_reads_by_the_terms_of_the_study_that_is_named(
    timeline: Timeline, tmp_path: Path
) -> None:
    imported(timeline, tmp_path, "XYZ-101")
    (tmp_path / "own.py").write_text(STUDY)
    store = ("--store", str(tmp_path / "words.db"))

    assert timeline("quality", *store).code == 1
    assert timeline("quality", *store, "--study", str(tmp_path / "own.py")).code == 0


def test_an_event_shows_what_was_written_and_what_it_is_understood_as(
    timeline: Timeline, tmp_path: Path
) -> None:
    imported(timeline, tmp_path, "Blincyto", "XYZ-101", "blinatumomab")
    store = ("--store", str(tmp_path / "words.db"))
    cutoff = ("--cutoff", "2020-12-31", "--study", "wudhikarn2021")
    shown = [" ".join(timeline("patient", f"P{n}", *store, *cutoff).out.split()) for n in (1, 2, 3)]

    assert "Blincyto (understood as blinatumomab)" in shown[0]
    assert "XYZ-101 (not understood)" in shown[1]
    assert "(understood" not in shown[2]
