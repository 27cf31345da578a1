import json
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.console.conftest import FIXTURES, Timeline

YEARS = ("--from", "2012-06-30", "--to", "2018-06-30", "--every", "1y")


def swept(timeline: Timeline, *arguments: str) -> list[dict[str, object]]:
    rows = json.loads(timeline("sweep", *arguments, "--json").out)["cutoffs"]
    assert isinstance(rows, list)
    return rows


@pytest.mark.parametrize("censoring", ["administrative", "strict"])
def test_each_row_says_what_the_single_replay_as_known_now_says(
    published: Timeline, censoring: str
) -> None:
    rows = swept(published, *YEARS, "--censoring", censoring)

    assert len(rows) == 7
    for row in rows:
        as_of = row["as_of"]
        assert isinstance(as_of, dict)
        assert as_of["known_by"] is None
        when = ("--cutoff", as_of["cutoff"], "--censoring", censoring)
        assert_same(row, json.loads(published("replay", *when, "--json").out))


def test_each_row_says_what_the_single_replay_as_known_then_says(published: Timeline) -> None:
    for row in swept(published, *YEARS, "--known-by", "as-known-then"):
        as_of = row["as_of"]
        assert isinstance(as_of, dict)
        assert as_of["known_by"] == f"{as_of['cutoff']}T23:59:59.999999Z"
        when = ("--cutoff", as_of["cutoff"], "--known-by", as_of["known_by"])
        assert_same(row, json.loads(published("replay", *when, "--json").out))


def assert_same(row: dict[str, object], single: dict[str, object]) -> None:
    for name in ("as_of", "populations", "classes", "endpoints"):
        assert row[name] == single[name], name


def test_incidences_and_flows_are_those_of_the_plan_and_of_the_graph(published: Timeline) -> None:
    row = swept(published, "--from", "2016-06-30", "--to", "2016-06-30")[0]
    cutoff = ("--cutoff", "2016-06-30")
    analyses = json.loads(published("analyse", "incidence of progression", *cutoff, "--json").out)
    edges = json.loads(published("graph", *cutoff, "--format", "json").out)["edges"]

    assert row["incidences"] == analyses["analyses"]
    assert row["flows"] == [
        {name: edge[name] for name in ("source", "target", "patients")} for edge in edges
    ]


def test_what_was_not_yet_recorded_moves_the_past_only_as_known_now(timeline: Timeline) -> None:
    timeline("import", FIXTURES / "stanford/events.csv")
    late = (
        "cause=disease",
        "--recorder",
        "dm",
        "--record",
        "late",
        "--recorded",
        "2024-01-01T00:00Z",
    )
    patients = timeline("patient", "--list", "--cutoff", "1974-04-01").out.split()
    died = [timeline("record", "death", name, "1974-03-31", *late).code == 0 for name in patients]
    range_ = ("--from", "1974-03-31", "--to", "1974-04-01", "--every", "1d")

    now = swept(timeline, *range_)
    then = swept(timeline, *range_, "--known-by", "2023-12-31T00:00:00Z")

    assert any(died)
    assert [deaths(row) for row in now] == [deaths(row) + sum(died) for row in then]


def deaths(row: dict[str, object]) -> int:
    endpoints = row["endpoints"]
    assert isinstance(endpoints, dict)
    return int(endpoints["OS"]["events"])


def test_the_figure_is_the_same_bytes_for_the_same_sweep_and_says_that_it_is_synthetic(
    published: Timeline, tmp_path: Path
) -> None:
    for name in ("one.svg", "two.svg"):
        assert published("sweep", *YEARS, "--figure", name).code == 0
    figure = (tmp_path / "one.svg").read_text()

    assert figure == (tmp_path / "two.svg").read_text()
    assert ElementTree.fromstring(figure) is not None
    assert "SYNTHETIC" in figure
    assert "Median OS, months" in figure


def test_wide_tables_are_printed_in_parts_and_lose_no_column(
    published: Timeline, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = published("sweep", *YEARS).out
    monkeypatch.setenv("COLUMNS", "50")
    lines = published("sweep", *YEARS).out.splitlines()
    assert max(map(len, lines)) <= 50
    words = set(" ".join(lines).split())
    estimates = {word for word in whole.split() if word.startswith("(") and word.endswith(")")}
    assert estimates <= words
    assert "…" not in "".join(lines)


def test_main_flows_are_said_to_be_some_of_all(published: Timeline) -> None:
    flows = swept(published, *YEARS)[-1]["treatment_flows"]
    assert isinstance(flows, list)
    assert (
        f"main flows of treatment (6 of {len(flows)}), patients" in published("sweep", *YEARS).out
    )


def test_a_sweep_before_anyone_entered_has_rows_of_nobody(published: Timeline) -> None:
    done = published("sweep", "--from", "1999-01-01", "--to", "2000-01-01", "--figure", "f.svg")

    assert done.code == 0
    assert ["1999-01-01", "0", "0", "-", "-", "-"] in map(str.split, done.out.split("\n"))
    assert "response" not in done.out


def test_a_study_without_plan_or_sequence_is_swept_too(stanford: Timeline) -> None:
    done = stanford("sweep", "--from", "1968-01-01", "--to", "1974-04-01", "--figure", "f.svg")

    assert done.code == 0
    assert "main flows" not in done.out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--from", "2018-01-01", "--to", "2017-01-01"), "is before --from"),
        (("--from", "2018-01-01", "--to", "2018-02-01", "--every", "monthly"), "not a step"),
        (("--from", "2018-01-01", "--to", "2018-02-01", "--every", "0d"), "not a step"),
        (("--from", "1900-01-01", "--to", "2018-02-01", "--every", "1d"), "choose a longer step"),
        (("--from", "2018-01-01", "--to", "2018-02-01", "--known-by", "then"), "not an instant"),
        (("--from", "2018-01-01"), "Missing option '--to'"),
    ],
)
def test_a_range_that_cannot_be_meant_is_refused(
    published: Timeline, arguments: tuple[str, ...], said: str
) -> None:
    done = published("sweep", *arguments)

    assert (done.code, done.out) == (2, "")
    assert said in done.err
