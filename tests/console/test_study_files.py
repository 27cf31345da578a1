"""A study of a user's own that cannot be used is refused with its file, its line and a remedy."""

import json
from pathlib import Path

import pytest

from console.application.errors import InvalidStudy
from tests.console.conftest import Timeline

ROOT = Path(__file__).parents[2]
STUDY = """
from projections.language import EPISODE_START, Endpoint, Episodes, Source
from projections.language import events, first, last, reached
from projections.study import Study, definitions_of

accepted = first(events("registered", study="stanford"))
death = first(events("death"))
line = Episodes((events("transplant"),), on_or_after=accepted)
OS = Endpoint(accepted, (Source("death", death),), (Source("seen", last(events())),))
ENDS_HERE
STUDY = Study(
    name="own",
    title="a study of one's own",
    enrolment=accepted,
    definitions=definitions_of(globals()),
    inside={"line": {"death_in_line": first(events("death"), after=EPISODE_START)}},
    populations={"accepted": reached(accepted)},
    endpoints=("OS",),
)
"""
CUTOFF = ("--cutoff", "1974-04-01")


def written(name: str, statement: str = "", study: str = STUDY) -> Path:
    """A study module with a statement of its own in line 10."""
    path = Path(name)
    path.write_text(study.replace("ENDS_HERE", statement))
    return path


@pytest.mark.parametrize(
    "command",
    [
        ("replay", *CUTOFF),
        ("patient", "STAN-004", *CUTOFF),
        ("audit", "STAN-004", "OS", *CUTOFF),
        ("audit", "STAN-004", "line/1/death_in_line", *CUTOFF),
        ("export", "--out", "out", *CUTOFF),
        ("quality", *CUTOFF),
        ("definitions",),
    ],
)
def test_constants_of_the_language_beside_the_definitions_are_not_asked_for(
    stanford: Timeline, command: tuple[str, ...]
) -> None:
    outcome = stanford(*command, "--study", written("own.py"))

    assert "internal error" not in outcome.err
    assert "EPISODE_START" not in outcome.out
    assert outcome.code == (1 if command[0] == "quality" else 0)


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("x = (", "own.py, line 10: '(' was never closed; correct it there"),
        ("  x = 1", "own.py, line 10: unexpected indent"),
        ("x = '\\xe9'.decode()", "own.py, line 10: 'str' object has no attribute 'decode'"),
        ("x = frist(events('death'))", "own.py, line 10: name 'frist' is not defined"),
        ("x = first(events('death'), afterr=death)", "line 10: first() got an unexpected keyword"),
        ("x = first(death)", "line 10: a condition is needed here, not First"),
        ("x = first(events('death'), n=0)", "line 10: events are counted from the first"),
        (
            "from .others import x",
            "line 10: attempted relative import with no known parent package",
        ),
        ("import others_beside", "line 10: No module named 'others_beside'; a study module stands"),
        ("exit()", "own.py, line 10: it ends the program; declare only"),
        ("1 / 0", "own.py, line 10: ZeroDivisionError; set TIMELINE_DEBUG=1"),
        ("dead = death", "own.py, line 10: in study 'own' 'death' and 'dead' are one definition"),
        ("x = first(events('deth'))", "no kind of event named 'deth'; did you mean 'death'?"),
        (
            "death = first(events('death'), n=2)",
            "line 10: 'death' already has a meaning since line 7",
        ),
        ("groups = {'a': 1, 'a': 2}", "own.py, line 10: 'a' already has a meaning since line 10"),
    ],
)
def test_a_fault_in_a_study_is_told_with_its_line(
    stanford: Timeline, statement: str, said: str
) -> None:
    outcome = stanford("replay", *CUTOFF, "--study", written("own.py", statement))

    assert (outcome.code, outcome.out) == (1, "")
    assert outcome.err.startswith("timeline: own.py, line ")
    assert said in outcome.err
    assert len(outcome.err.splitlines()) == 1


def test_an_error_that_may_quote_data_is_named_without_its_text(
    stanford: Timeline, monkeypatch: pytest.MonkeyPatch
) -> None:
    study = written("own.py", "raise RuntimeError('Jane Roe')")
    outcome = stanford("replay", *CUTOFF, "--study", study)

    assert outcome.code == 1
    assert "own.py, line 10: RuntimeError; set TIMELINE_DEBUG=1" in outcome.err
    assert "Jane" not in outcome.err
    monkeypatch.setenv("TIMELINE_DEBUG", "1")
    with pytest.raises(InvalidStudy) as shown:
        stanford("replay", *CUTOFF, "--study", study)
    assert str(shown.value.__cause__) == "Jane Roe"


def test_a_module_without_a_study_is_told_so(stanford: Timeline) -> None:
    assert stanford("replay", *CUTOFF, "--study", written("own.py", study="")).code == 3
    outcome = stanford("replay", *CUTOFF, "--study", written("own.py", study="STUDY = {}"))
    assert (outcome.code, outcome.err) == (
        1,
        "timeline: own.py: STUDY is of type dict; make it a Study\n",
    )


def test_two_studies_in_one_module_are_refused(stanford: Timeline) -> None:
    study = written("own.py", study=STUDY + STUDY[STUDY.index("STUDY =") :])

    outcome = stanford("replay", *CUTOFF, "--study", study)
    assert outcome.code == 1
    assert "'STUDY' already has a meaning since line 11, which would be lost" in outcome.err


def test_a_file_in_another_encoding_or_with_null_bytes_is_no_study(stanford: Timeline) -> None:
    for content in (b"name = '\xe9'\n", b"name = 1\0\n"):
        Path("own.py").write_bytes(content)
        outcome = stanford("replay", *CUTOFF, "--study", "own.py")
        assert outcome.code == 1
        assert outcome.err.startswith("timeline: own.py, line 1: ")


def test_what_a_study_prints_is_no_part_of_the_result(stanford: Timeline) -> None:
    outcome = stanford("replay", *CUTOFF, "--json", "--study", written("own.py", "print('hello')"))

    assert json.loads(outcome.out)["populations"] == {"accepted": 103}
    assert outcome.err == "hello\n"


def test_a_study_may_import_a_name_twice_and_use_other_libraries(stanford: Timeline) -> None:
    statement = "import pandas; from projections.language import reached; f = lambda x: {1: x}"

    assert stanford("replay", *CUTOFF, "--study", written("own.py", statement)).code == 0


def test_a_misspelt_study_is_answered_with_the_one_meant(stanford: Timeline) -> None:
    outcome = stanford("replay", *CUTOFF, "--study", "stanfrod")
    assert (outcome.code, outcome.err) == (
        3,
        "timeline: no study 'stanfrod'; did you mean 'stanford'?\n",
    )


KIND = """
from __future__ import annotations

from typing import ClassVar, Literal

from projections.language import events, first
from projections.study import Study
from timeline.vocabulary import DayOrder, Event


class PriorHeartSurgery(Event):
    day_order: ClassVar[DayOrder] = DayOrder.BACKGROUND
    kind: Literal["prior_heart_surgery"] = "prior_heart_surgery"


entered = first(events("prior_heart_surgery"))
STUDY = Study("own", "own", entered, {"entered": entered}, {}, (), kinds=(PriorHeartSurgery,))
"""


def test_a_study_may_declare_a_kind_that_a_shipped_one_declares(stanford: Timeline) -> None:
    outcome = stanford("patient", "--list", *CUTOFF, "--study", written("own.py", study=KIND))

    assert outcome.code == 0, outcome.err
    assert len(outcome.out.split()) == 16


def test_a_study_declares_no_kind_of_the_core_vocabulary_again(stanford: Timeline) -> None:
    study = written("own.py", study=KIND.replace('"prior_heart_surgery"', '"death"'))

    outcome = stanford("replay", *CUTOFF, "--study", study)
    assert outcome.code == 1
    assert "own.py, line 17: kind: 'death' is already a kind; choose another name" in outcome.err


def test_the_first_study_takes_a_patient_of_unknown_sex_for_no_man(timeline: Timeline) -> None:
    entered = {"recorder": "dm1", "source_system": "edc", "recorded": "2020-01-01T00:00Z"}
    events = []
    for number, sex in enumerate(({"sex": "female"}, {"sex": "male"}, {}), start=1):
        about = {**entered, "patient": f"P{number}", "occurred": "2019-01-01"}
        kinds = ({"kind": "registered", "study": "first"}, {"kind": "demographics", **sex})
        events += [{**about, **kind, "source_record": f"{number}:{kind['kind']}"} for kind in kinds]
    Path("events.jsonl").write_text("".join(json.dumps(event) + "\n" for event in events))
    assert timeline("import", "events.jsonl").code == 0

    study = ROOT / "docs/examples/first_study.py"
    replay = timeline("replay", "--study", study, "--cutoff", "2019-12-31")
    assert "sex: female 1; male 1; unknown 1" in replay.out
