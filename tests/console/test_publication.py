"""``timeline publication``: the paper's numbers held against the replayed cohort."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.console.conftest import FIXTURES, Timeline


def result(published: Timeline, *arguments: str) -> dict[str, Any]:
    outcome = published("publication", "--json", *arguments)
    assert outcome.code == 0, outcome.err
    found: dict[str, Any] = json.loads(outcome.out)
    return found


def test_every_claim_has_a_status_and_what_is_published_and_replayed(published: Timeline) -> None:
    found = result(published)
    statuses = [item["status"] for item in found["claims"]]

    assert len(statuses) == 689
    for status in ("reproduced", "contradicted", "missed"):
        assert found[status] == statuses.count(status)
    (infused,) = [item for item in found["claims"] if item["id"] == "text.treated_n"]
    assert infused["status"] == "reproduced"
    assert infused["published"] == infused["shown"] == {"n": "56"}
    assert infused["replayed"] == {"n": 56}
    assert infused["implied"] == {}
    assert (infused["note"], infused["measures"]) == ("", ["infused"])


def test_it_says_its_conventions_its_stamp_and_what_each_measure_is(published: Timeline) -> None:
    found = result(published)

    assert found["as_of"]["cutoff"] == "2019-12-31"
    assert found["stamp"]["study"] == "wudhikarn2021"
    assert "a month is 365/12 days" in found["conventions"]
    assert found["measures"]["infused"] == (
        "Number of patients in the group 'infused', of all patients."
    )
    assert found["not_replayed"]["methods.r_version"]
    assert len(found["not_replayed"]) == found["not_replayable"] == 31
    assert len(found["claims"]) + found["not_replayable"] == 720


def test_a_cohort_of_whom_nothing_is_known_reproduces_nothing_printed_of_it(
    timeline: Timeline,
) -> None:
    cohort = (FIXTURES / "wudhikarn2021/cohort.jsonl").read_text().splitlines()
    registered = [line for line in cohort if json.loads(line)["kind"] == "registered"]
    Path("registered.jsonl").write_text("\n".join(registered))
    timeline("import", "registered.jsonl")
    found = result(timeline, "--study", "wudhikarn2021")
    held = {
        item["place"].partition(",")[0] for item in found["claims"] if item["status"] != "missed"
    }

    assert len(registered) == 56
    assert held == {"Methods"}, "claims about rules, which made-up patients show"


def test_a_contradicted_claim_names_the_side_that_the_cohort_takes(published: Timeline) -> None:
    found = result(published, "--status", "contradicted", "--section", "Table 5")
    (claim,) = found["claims"]

    assert claim["id"] == "table5.msk29.cause_of_death"
    assert claim["published"] == {"value": "unknown"}
    assert claim["replayed"] == {"value": "disease"}
    assert claim["implied"] == {"value": "disease"}
    assert claim["note"] == (
        "C16: one death, two causes; the cohort takes: MSK29 died of disease; "
        "implied: value disease"
    )


def test_a_value_is_told_unrounded_beside_its_printed_form(published: Timeline) -> None:
    (survival,) = (
        item for item in result(published)["claims"] if item["id"] == "fig3.os_pp_median"
    )

    assert survival["shown"]["ci_lo"] == "4.14"
    assert survival["replayed"]["ci_lo"] == pytest.approx(126 / (365 / 12))


def test_at_an_earlier_cutoff_a_contradiction_needs_the_implied_value(published: Timeline) -> None:
    found = result(published, "--cutoff", "2014-12-31", "--status", "contradicted")["claims"]

    assert len(found) < 5
    assert all(item["implied"].keys() >= _failing(item) for item in found)


def _failing(one: dict[str, Any]) -> set[str]:
    return {name for name, text in one["published"].items() if one["shown"][name] != text}


def test_conflicts_are_told_side_by_side(published: Timeline) -> None:
    found = result(published)["conflicts"]
    sides = {item["id"]: [side["taken"] for side in item["sides"]] for item in found}

    assert len(found) == 47
    assert sides["C16"] == [True, False]
    out = published("publication", "--conflicts").out
    assert "- MSK29 died of disease" in out
    assert "so table5.msk29.cause_of_death/value is disease: one death has one cause" in " ".join(
        out.split()
    )


def test_at_an_earlier_cutoff_the_paper_would_have_said_less(published: Timeline) -> None:
    found = result(published, "--cutoff", "2012-12-31")
    by_id = {item["id"]: item for item in found["claims"]}

    assert by_id["text.treated_n"]["replayed"]["n"] < 56
    assert found["reproduced"] < result(published)["reproduced"]
    nothing = result(published, "--cutoff", "2009-12-31")
    (survival,) = [item for item in nothing["claims"] if item["id"] == "text.os_median"]
    assert survival["replayed"] == {"median": None, "ci_lo": None, "ci_hi": None}
    assert survival["note"] == "There are no rows to analyse."


def test_text_lists_what_is_not_reproduced_or_what_was_asked_for(published: Timeline) -> None:
    out = published("publication").out
    assert out.startswith("wudhikarn2021, data cutoff 2019-12-31")
    assert out.splitlines()[1].startswith("720 claims: ")
    assert out.splitlines()[1].endswith(", 31 not replayable")
    assert "text.treated_n" not in out
    assert "table5.msk29.cause_of_death" in out
    methods = published("publication", "--section", "Methods", "--status", "reproduced").out
    assert "Number of those followed" in methods
    assert "methods.mrd_sensitivity" in methods
    assert "table5" not in methods


def test_a_section_that_is_none_is_not_found(published: Timeline) -> None:
    outcome = published("publication", "--section", "Table 9")
    assert outcome.code == 3
    assert "no claims in 'Table 9'; there are: Abstract, Methods" in outcome.err


def test_a_study_without_claims_or_cutoff_says_so(stanford: Timeline) -> None:
    outcome = stanford("publication", "--study", "stanford")
    assert outcome.code == 2
    assert "The study states no data cutoff" in outcome.err
    outcome = stanford("publication", "--study", "stanford", "--cutoff", "1974-04-01")
    assert outcome.code == 3
    assert "there are no printed claims in" in outcome.err


def test_a_store_without_the_cohort_says_what_to_import(stanford: Timeline) -> None:
    outcome = stanford("publication")
    assert outcome.code == 3
    assert "the store holds no patient of study 'wudhikarn2021'; import the cohort" in outcome.err
    assert "wudhikarn2021/cohort.jsonl" in outcome.err


def test_another_report_is_held_against_its_own_cutoff(published: Timeline) -> None:
    path = FIXTURES / "wudhikarn2021/park2018.csv"
    outcome = published("publication", "--claims", path, "--cutoff", "2016-06-30")

    assert outcome.code == 0, outcome.err
    assert "8 claims: " in outcome.out
    assert "park.treated" in outcome.out
    missing = published("publication", "--claims", "nothing.csv")
    assert missing.code == 3
    assert "there are no printed claims in nothing.csv" in missing.err
