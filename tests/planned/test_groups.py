"""The groups of an analysis: their order, those unknown, and those learnt by looking ahead."""

from dataclasses import replace
from datetime import date

import pytest

from analyses.errors import InvalidInputError
from analyses.plan import PlanResults
from projections.cohort.replay import Replay
from projections.language import (
    Case,
    Classes,
    Endpoint,
    Source,
    elapsed,
    events,
    field_of,
    first,
    judged,
    last,
    reached,
    signal,
)
from projections.study import Study, definitions_of
from projections.study.plan import Baseline, Curves, Fixed, Forest, Incidence, Regression
from tests.projections.logs import laid_out
from tests.spec.tables import read_events
from timeline.log import AsOf

infusion = first(events("cell_infusion"))
death = first(events("death"))
remission = first(signal("marrow_blasts", "percent") < 5, after=infusion)
OS = Endpoint(infusion, (Source("death", death),), (Source("seen", last(events())),))
ph = Classes(
    (
        Case("positive", reached(first(events("philadelphia_status", status="positive")))),
        Case("negative", reached(first(events("philadelphia_status", status="negative")))),
    )
)
grade = field_of(first(events("diagnosis")), "disease")
responder = Classes((Case("responder", reached(remission)),), otherwise="non-responder")
later_first = Classes((Case("responder", reached(remission)), Case("other", reached(infusion))))
as_the_default = Classes((Case("non-responder", ~reached(remission)),), otherwise="responder")
late_deadline = judged(~reached(remission), at=elapsed(20, since=infusion))
refractory = Classes((Case("refractory", reached(late_deadline)),), otherwise="other")
diagnosed = first(events("diagnosis"))
sampled = reached(first(events("philadelphia_status")))

PATIENTS = [
    # days to death (0: alive), days to remission (0: none), Philadelphia chromosome, disease
    ("A", 30, 0, "positive", "stage 10"),
    ("B", 60, 25, "negative", "stage 2"),
    ("C", 90, 40, "positive", "stage 2"),
    ("D", 120, 0, "negative", "stage 10"),
    ("E", 45, 40, "", "stage 2"),
    ("F", 0, 60, "", "stage 10"),
]
STUDY = Study(
    name="spec",
    title="",
    enrolment=infusion,
    definitions=definitions_of(globals()),
    populations={"responders": reached(remission), "sampled": sampled},
    endpoints=("OS",),
    report_at=(50,),
)


def record():
    rows = ["patient | occurred | kind | fields"]
    for who, died, remitted, chromosome, disease in PATIENTS:
        rows.append(f"{who} | 2019-12-01 | diagnosis | disease='{disease}'")
        if chromosome:
            rows.append(f"{who} | 2019-12-02 | philadelphia_status | status={chromosome}")
        rows.append(f"{who} | 2020-01-01 | cell_infusion | product=x infusion=1")
        if who != "A":
            rows.append(f"{who} | {day(5)} | marrow_blasts | percent=60")
        if remitted:
            rows.append(f"{who} | {day(remitted)} | marrow_blasts | percent=1")
        rows.append(f"{who} | {day(died or 200)} | {'death' if died else 'contact'} |")
    return "\n".join(rows)


def day(number):
    return date.fromordinal(date(2020, 1, 1).toordinal() + number).isoformat()


def done(analysis, **study):
    asked = replace(STUDY, plan={"asked": analysis}, **study)
    replay = Replay(asked, laid_out(read_events(record())), AsOf(date(2020, 12, 31)))
    return PlanResults(replay).of_name("asked").as_json()


def test_groups_stand_in_the_order_of_their_cases_and_the_unknown_last():
    assert list(done(Curves("OS", by="ph"))["groups"]) == ["positive", "negative", "unknown"]


def test_labels_of_a_field_are_ordered_by_the_numbers_in_them():
    assert list(done(Curves("OS", by="grade"))["groups"]) == ["stage 2", "stage 10"]


def test_the_unknown_have_a_curve_and_are_no_group_of_the_test():
    found = done(Curves("OS", by="ph"))

    assert found["groups"]["unknown"]["n"] == 2
    assert found["test"]["degrees_of_freedom"] == 1


def test_one_group_that_is_known_is_shown_and_not_tested():
    one = Classes((Case("known", sampled),))
    found = done(Curves("OS", by="one"), definitions={**STUDY.definitions, "one": one})

    assert list(found["groups"]) == ["known", "unknown"]
    assert "only one group" in found["test"]["refused"]


def test_unknown_is_a_row_of_a_table_and_no_level_of_its_test():
    found = done(Baseline(by="grade", rows=("ph",)))["rows"]["ph"]

    assert found["groups"]["stage 2"] == {"counts": {"positive": 1, "negative": 1}, "missing": 1}
    assert found["test"]["p_value"] == pytest.approx(1)


def test_unknown_is_a_level_where_the_plan_asks():
    found = done(Baseline(by="grade", rows=("ph",), unknown_as_level=("ph",)))["rows"]["ph"]

    assert found["groups"]["stage 2"]["counts"] == {"positive": 1, "negative": 1, "unknown": 1}


def test_whose_group_is_unknown_is_a_column_of_a_table_and_in_no_test():
    found = done(Baseline(by="ph", rows=("grade",)))["rows"]["grade"]

    assert list(found["groups"]) == ["positive", "negative", "unknown"]
    assert found["test"]["p_value"] == pytest.approx(1)


def test_the_unknown_are_left_out_of_a_model_unless_the_plan_takes_them_as_a_level():
    left_out = done(Regression("OS", (Fixed("ph"),)))["model"]
    level = done(Regression("OS", (Fixed("ph", unknown_as_level=True),)))["model"]

    assert (left_out["rows"], left_out["left_out"]) == (4, 2)
    assert [item["column"] for item in left_out["coefficients"]] == ["ph: positive"]
    assert (level["rows"], len(level["coefficients"])) == (6, 2)


def test_the_unknown_are_no_subgroup():
    found = done(Forest("OS", "sampled", within=("ph",)))

    assert list(found["within"]["ph"]["groups"]) == ["positive", "negative"]
    assert found["within"]["ph"]["missing"] == 2


@pytest.mark.parametrize("effect", ["diagnosed", "sampled"])
def test_an_effect_may_be_a_milestone_or_a_condition(effect):
    found = done(Forest("OS", effect, within=("grade",)))

    assert list(found["within"]["grade"]["groups"]) == ["stage 2", "stage 10"]
    assert found["left_out"] == 0


def test_an_effect_that_is_a_word_is_refused_by_its_name():
    with pytest.raises(InvalidInputError, match="'grade' is neither a number"):
        done(Forest("OS", "grade", within=("ph",)))


IMMORTAL = "became known only after the origin of time in {} of 6 patients"


@pytest.mark.parametrize(
    ("by", "late"),
    [("responder", 5), ("later_first", 4), ("as_the_default", 5), ("refractory", 6)],
)
@pytest.mark.parametrize("analysis", [Curves, Incidence])
def test_groups_that_are_settled_after_the_origin_are_warned_of_however_they_are_written(
    by, late, analysis
):
    (warning,) = done(analysis("OS", by=by))["warnings"]

    assert warning.startswith(f"'{by}' {IMMORTAL.format(late)}")


@pytest.mark.parametrize("by", ["ph", "grade"])
def test_groups_known_at_the_origin_are_not_warned_of(by):
    assert "warnings" not in done(Curves("OS", by=by))


def test_a_population_that_was_joined_after_the_origin_is_warned_of():
    (warning,) = done(Curves("OS", among="responders"))["warnings"]

    assert warning.startswith("'responders' became known only after the origin of time in 4 of 4")
    assert "warnings" not in done(Curves("OS", among="sampled"))


def test_a_baseline_table_by_what_came_later_says_that_it_looks_ahead():
    (warning,) = done(Baseline(by="responder", rows=("grade",)))["warnings"]

    assert warning.startswith("'responder' became known only after enrolment in 5 of 6 patients")
