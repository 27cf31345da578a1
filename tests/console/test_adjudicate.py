"""``timeline adjudicate``: an expert's decision, named as an audit names the value."""

import json

import pytest

from tests.console.conftest import FIXTURES, Timeline

BY = ("--reason", "read again", "--recorder", "panel", "--record", "J-1")


def progression(timeline: Timeline, *options: str) -> str:
    told = timeline("audit", "MSK7", "progression", "--cutoff", "2019-12-31", "--json", *options)
    value: str = json.loads(told.out)["derivation"]["value"]
    return value


def test_a_decision_counts_where_it_is_asked_for(published: Timeline) -> None:
    decided = published(
        "adjudicate", "MSK7", "progression", "not reached", "--on", "2015-06-01", *BY
    )
    assert decided.code == 0
    assert progression(published) == "reached"
    assert progression(published, "--adjudications", "applied") == "not reached"


@pytest.mark.parametrize(
    ("named", "code", "said"),
    [
        (("MSK7", "progresion", "reached"), 3, "did you mean 'progression'?"),
        (("MSK7", "progression", "maybe"), 1, "'maybe' cannot be decided of 'progression'"),
        (("MSK7", "salvage_line/two/line_response", "no response"), 2, "names no value"),
        (
            ("MSK7", "salvage_line/9/line_response", "no response"),
            1,
            "has no salvage_line 9; there",
        ),
        (("MSK77", "progression", "reached"), 3, "the store holds no such patient"),
    ],
)
def test_a_decision_of_what_is_not_there_is_refused(
    published: Timeline, named: tuple[str, ...], code: int, said: str
) -> None:
    outcome = published("adjudicate", *named, "--on", "2015-06-01", *BY)
    assert outcome.code == code
    assert said in outcome.err


def test_a_milestone_is_decided_to_be_reached_in_the_lifetime_alone(timeline: Timeline) -> None:
    assert timeline("import", FIXTURES / "stanford/events.csv").code == 0
    about = ("adjudicate", "STAN-005", "transplantation")  # who died on 1968-05-27
    late = timeline(*about, "reached", "--on", "1968-05-28", *BY)
    assert (late.code, late.out) == (1, "")
    assert "the day of the decided value lies after the patient's death" in late.err
    assert timeline(*about, "reached", "--on", "1968-05-27", *BY).code == 0
    record = ("--reason", "read again", "--recorder", "panel", "--record", "J-2")
    assert timeline(*about, "not reached", "--on", "1968-05-28", *record).code == 0


def test_a_value_inside_an_episode_is_named_by_its_number(published: Timeline) -> None:
    value = "salvage_line/1/line_response"
    decided = published("adjudicate", "MSK7", value, "MRD-negative CR", "--on", "2011-04-20", *BY)
    assert decided.code == 0
    told = published(
        *("audit", "MSK7", value, "--cutoff", "2019-12-31", "--json", "--adjudications", "applied")
    )
    assert json.loads(told.out)["derivation"]["value"] == "MRD-negative CR"


def test_a_decision_on_a_patient_who_is_not_enrolled_is_refused(published: Timeline) -> None:
    assert published("record", "contact", "P9", "2015-01-02", "--record", "V-1", "--new-patient")
    about = ("adjudicate", "P9", "progression", "not reached", "--on", "2015-06-01", *BY)
    outcome = published(*about)
    assert (outcome.code, outcome.out) == (1, "")
    assert "the patient is not enrolled in study 'wudhikarn2021'" in outcome.err


def test_a_decision_dated_before_the_enrolment_is_recorded_with_a_warning(
    published: Timeline,
) -> None:
    decided = ("adjudicate", "MSK7", "progression", "not reached", *BY)
    early = published(*decided, "--on", "2001-01-01")
    assert (early.code, early.out.startswith("recorded ")) == (0, True)
    assert "dated before the patient's enrolment on 2010-" in early.err
    late = published(*decided[:-1], "J-2", "--on", "2015-06-01")
    assert (late.code, late.err) == (0, "")
