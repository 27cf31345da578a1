import json
import re
from pathlib import Path

import pytest

import patient_timeline as pt
from tests.console.conftest import STORE, Timeline

CUTOFF = ("--cutoff", "2019-12-31")
APPLIED = ("--adjudications", "applied")
BY = ("--recorder", "panel 1", "--record", "J-1", "--recorded", "2021-05-01T12:00Z")


def decided(timeline: Timeline, *fields: str) -> None:
    """A decision of the panel on a value of patient MSK7."""
    said = ("study=wudhikarn2021", "reason=reviewed by two readers", *fields)
    assert timeline("record", "adjudicated", "MSK7", "2016-01-01", *said, *BY).code == 0


def replayed(timeline: Timeline, *arguments: str) -> dict[str, object]:
    found = json.loads(timeline("replay", *CUTOFF, *arguments, "--json").out)
    assert isinstance(found, dict)
    return found


def population(timeline: Timeline, name: str, *arguments: str) -> int:
    populations = replayed(timeline, *arguments)["populations"]
    assert isinstance(populations, dict)
    return int(populations[name])


def test_decisions_count_where_they_are_applied_and_the_stamp_says_so(published: Timeline) -> None:
    before = population(published, "progressed")
    decided(published, "definition=progression", "decision=not reached")

    assert population(published, "progressed") == before
    assert population(published, "progressed", *APPLIED) == before - 1
    assert replayed(published)["stamp"]["adjudications"] == "none"  # type: ignore[index]
    assert replayed(published, *APPLIED)["stamp"]["adjudications"] == "applied"  # type: ignore[index]


def test_the_text_says_that_adjudications_are_applied(published: Timeline) -> None:
    decided(published, "definition=progression", "decision=not reached")

    assert "adjudications applied" in " ".join(published("replay", *CUTOFF, *APPLIED).out.split())
    assert "adjudications" not in published("replay", *CUTOFF).out
    sweep = ("sweep", "--from", "2018-01-01", "--to", "2018-01-01")
    assert "adjudications applied" in " ".join(published(*sweep, *APPLIED).out.split())


def test_a_decision_is_not_seen_before_it_was_recorded(published: Timeline) -> None:
    before = population(published, "progressed")
    decided(published, "definition=progression", "decision=not reached")

    locked = ("--known-by", "2021-04-30T00:00Z", *APPLIED)
    assert population(published, "progressed", *locked) == before


def test_the_audit_shows_author_and_reason_and_what_the_rule_says(published: Timeline) -> None:
    decided(published, "definition=progression", "decision=not reached")

    out = published("audit", "MSK7", "progression", *CUTOFF, *APPLIED).out
    flat = " ".join(out.replace("│", " ").split())
    assert "progression: not reached" in flat
    assert "adjudicated, applied" in flat
    assert "reason reviewed by two readers" in flat
    assert "panel 1 2021-05-01" in flat
    assert "the rule says reached on" in flat


def test_quality_names_a_decision_of_no_use(published: Timeline) -> None:
    said = {"definition": "progresion", "decision": "not reached", "reason": "panel"}
    told = {"recorded": "2021-05-01T12:00:00Z", "recorder": "panel 1", "source_system": "panel"}
    about = {"patient": "MSK7", "occurred": "2016-01-01", "source_record": "J-1"}
    event = {"kind": "adjudicated", "study": "wudhikarn2021", **said, **told, **about}
    Path("decisions.jsonl").write_text(json.dumps(event))
    published("import", "decisions.jsonl")

    out = published("quality", *CUTOFF).out

    assert "MSK7  error  adjudication of no use: 'not reached' is decided of «progresion»" in out


def test_a_decision_is_corrected_and_retracted_like_any_event(published: Timeline) -> None:
    before = population(published, "progressed")
    decided(published, "definition=progression", "decision=not reached")
    target = ("target_record=J-1", "reason=taken back")
    later = ("--recorder", "panel 1", "--record", "J-2")
    assert published("record", "retracted", "MSK7", "2016-01-01", *target, *later).code == 0

    assert population(published, "progressed", *APPLIED) == before


def test_a_decision_that_names_half_an_episode_is_refused(published: Timeline) -> None:
    said = ("study=wudhikarn2021", "definition=x", "decision=reached", "reason=r", "episode=2")
    done = published("record", "adjudicated", "MSK7", "2016-01-01", *said, *BY)

    assert done.code == 1
    assert "name both the episodes and the number of the episode" in done.err


LABELLED = {
    "replay": ("replay", *CUTOFF),
    "analyse": ("analyse", "incidence of progression", *CUTOFF),
    "patient": ("patient", "MSK7", *CUTOFF),
    "patient, chart": ("patient", "MSK7", "--format", "svg", *CUTOFF),
    "audit": ("audit", "MSK7", "progression", *CUTOFF),
    "states": ("states", *CUTOFF),
    "swimmer": ("swimmer", *CUTOFF),
    "graph": ("graph", *CUTOFF),
    "graph, drawn": ("graph", "--format", "svg", *CUTOFF),
    "export": ("export", "--out", "tables", "--force", *CUTOFF),
}


@pytest.mark.parametrize("command", LABELLED.values(), ids=LABELLED)
def test_every_result_is_labelled_with_whether_adjudications_are_applied(
    published: Timeline, command: tuple[str, ...]
) -> None:
    with_them, without = published(*command, *APPLIED), published(*command)
    assert with_them.code == without.code == 0, with_them.err
    assert "adjudications applied" in words_of(with_them.out)
    assert "adjudications applied" not in words_of(without.out)


def words_of(shown: str) -> str:
    """What is shown, without marks of drawing and breaks of lines."""
    return " ".join(re.sub(r"<[^>]*>|│", " ", shown).split())


def test_python_labels_its_results_alike(published: Timeline) -> None:
    cohort = pt.open(STORE, study="wudhikarn2021")
    at = cohort.as_of("2019-12-31", adjudications="applied")
    line = published("replay", *CUTOFF, *APPLIED).out
    assert at.caption == " ".join(line.split("\n  ")[0].split())
    assert at.caption.endswith("administrative censoring, adjudications applied")
    assert "adjudications" not in cohort.as_of("2019-12-31").caption
