import json
from pathlib import Path

from tests.console.conftest import Timeline


def test_definitions_are_printed_as_sentences_with_their_source(timeline):
    outcome = timeline("definitions", "--study", "stanford")

    assert outcome.code == 0
    assert "Stanford heart transplant programme" in outcome.out
    assert "time from «acceptance» to «death»; else censored at «last seen»" in outcome.out


def test_as_json_every_definition_stands_under_its_study(timeline):
    outcome = timeline("definitions", "--json")

    told = json.loads(outcome.out)
    named = {entry["name"]: entry for entry in told["wudhikarn2021"]}
    assert named["EFS"]["place"] == "Endpoints"
    assert named["line_class"]["place"] == "In each salvage line"
    assert named["response_to_infusion"]["says"][0] == "not given if «infusion» is not reached"


def test_one_form_at_a_time(timeline):
    outcome = timeline("definitions", "--json", "--markdown")

    assert outcome.code == 2
    assert "not both" in outcome.err


OWN = """
from projections.language import Endpoint, Source, events, first, last, reached, signal
from projections.study import Study, definitions_of

enrolment = first(events("registered", study="wudhikarn2021"))
infusion = first(events("cell_infusion"))
relapse = first(signal("marrow_blasts", "percent") >= PERCENT, after=infusion)

STUDY = Study(
    name="own",
    title="a study of one's own",
    enrolment=enrolment,
    definitions=definitions_of(globals()),
    populations={"relapsed": reached(relapse)},
    endpoints=(),
)
"""


def own_study(folder: Path, name: str, percent: int) -> str:
    (folder / name).write_text(OWN.replace("PERCENT", str(percent)))
    return name


def test_definitions_that_were_pinned_and_not_changed_differ_in_nothing(
    timeline: Timeline, tmp_path: Path
) -> None:
    own = own_study(tmp_path, "own.py", 5)
    assert timeline("definitions", "--study", own, "--pin").out == (
        "pinned own in own.definitions.lock\n"
    )

    done = timeline("definitions", "--study", own, "--changes")

    assert (done.code, done.out) == (0, "0 definitions differ from own.definitions.lock\n")


def test_a_changed_definition_shows_its_old_and_its_new_sentence(
    timeline: Timeline, tmp_path: Path
) -> None:
    own = own_study(tmp_path, "own.py", 5)
    timeline("definitions", "--study", own, "--pin")
    own_study(tmp_path, "own.py", 20)

    done = timeline("definitions", "--study", own, "--changes")

    assert done.code == 1
    assert "was the first time that marrow blasts percent >= 5" in done.out
    assert "is  the first time that marrow blasts percent >= 20" in done.out
    assert "population relapsed in the same words: rests on relapse" in done.out


def test_whose_values_would_change_is_said_before_a_change_is_accepted(
    published: Timeline, tmp_path: Path
) -> None:
    old, new = own_study(tmp_path, "old.py", 5), own_study(tmp_path, "new.py", 101)
    asked = ("--study", new, "--changes", "--against", old, "--cutoff", "2019-12-31", "--json")

    found = json.loads(published("definitions", *asked).out)
    dates = json.loads(published("replay", "--study", old, *asked[-3:]).out)

    assert [item["name"] for item in found["definitions"]] == ["relapse", "population relapsed"]
    assert {item["now"]["value"] for item in found["patients"]} <= {"not reached", "unknown"}
    assert len(found["patients"]) == dates["populations"]["relapsed"] > 0


def test_a_pin_alone_cannot_say_whose_values_would_change(
    published: Timeline, tmp_path: Path
) -> None:
    own = own_study(tmp_path, "own.py", 5)
    published("definitions", "--study", own, "--pin")

    done = published("definitions", "--study", own, "--changes", "--cutoff", "2019-12-31")

    assert done.code == 2
    assert "A pin holds words" in done.err


def test_a_study_that_was_never_pinned_says_how_to_pin_it(
    timeline: Timeline, tmp_path: Path
) -> None:
    done = timeline("definitions", "--study", own_study(tmp_path, "own.py", 5), "--changes")

    assert done.code == 3
    assert "timeline definitions --pin" in done.err


def test_a_damaged_pin_is_refused_with_its_line(timeline: Timeline, tmp_path: Path) -> None:
    (tmp_path / "own.definitions.lock").write_text("no pin\n")

    done = timeline("definitions", "--study", own_study(tmp_path, "own.py", 5), "--changes")

    assert done.code == 1
    assert "line 1 is no part of a pin" in done.err


def test_pinning_and_asking_for_changes_are_two_things(timeline: Timeline) -> None:
    assert timeline("definitions", "--pin", "--changes").code == 2
    assert timeline("definitions", "--against", "stanford").code == 2
    assert "--study NAME" in timeline("definitions", "--changes").err
