import json
from typing import Any

from tests.console.conftest import FIXTURES, Timeline

CUTOFF = ("--study", "wudhikarn2021", "--cutoff", "2019-12-31")


def found(timeline: Timeline, *arguments: str) -> list[dict[str, Any]]:
    listed: list[dict[str, Any]] = json.loads(timeline("quality", "--json", *arguments).out)
    return listed


def test_the_printed_patients_state_what_follows_from_their_events(published: Timeline) -> None:
    assert found(published, *CUTOFF) == []


def test_a_response_stated_otherwise_is_found_as_of_the_cutoff(published: Timeline) -> None:
    published(
        *("record", "corrected", "MSK50", "2016-03-15", "target_system=edc"),
        *("target_record=MSK50:marrow_blasts:4", "reason=recount"),
        'replacement={"kind": "marrow_blasts", "occurred": "2016-03-15", "percent": 40}',
        *("--recorder", "dm9", "--record", "Q-1", "--recorded", "2020-02-01T09:00:00Z"),
    )
    listed = found(published, "MSK50", *CUTOFF)
    assert [(one["name"], one["statement"]) for one in listed] == [
        ("response stated otherwise", "stated complete remission, derived no response")
    ]
    assert len(listed[0]["events"]) == 2
    assert found(published, "MSK50", *CUTOFF, "--known-by", "2020-01-31T00:00:00Z") == []
    assert found(published, "MSK50", *CUTOFF[:2], "--cutoff", "2016-03-01") == []


def test_a_grade_given_otherwise_than_its_signs_is_found(published: Timeline) -> None:
    published(
        *("record", "cytokine_release_signs", "MSK17", "2012-06-16"),
        *("temperature_celsius=39", "vasopressors=several"),
        *("--recorder", "dm9", "--record", "S-1"),
    )
    listed = found(published, "MSK17", *CUTOFF)
    assert [(one["name"], one["statement"]) for one in listed] == [
        (
            "grade given otherwise than signs",
            "crs after reinfusion agreement: graded higher by signs",
        )
    ]


def test_findings_of_the_record_follow_the_cutoff(timeline: Timeline) -> None:
    timeline("import", FIXTURES / "stanford/events.csv")
    early = found(timeline, "--study", "stanford", "--cutoff", "1969-01-01")
    late = found(timeline, "--study", "stanford", "--cutoff", "1974-04-01")
    assert len(early) < len(late) == 25
