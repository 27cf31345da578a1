"""What a tired person enters: each gives the right value, or a finding that says what is wrong."""

import pytest

from tests.projections.logs import histories
from tests.spec.clinical.asked import _events, day, value
from tests.spec.clinical.test_doubts import findings as of_study
from timeline.errors import InvalidEvent
from timeline.quality import findings

FIRST = """
    record | day | kind            | fields
    1      | 0   | cell_infusion   | product=x infusion=1
"""


def suspected(text):
    return {name for name, *_ in of_study(text)}


def quality(text):
    return {finding.name for finding in findings(histories(_events(text))["A"])}


def test_a_second_infusion_under_another_number_is_one_and_the_gap_is_a_finding():
    record = f"{FIRST}    2 | 100 | cell_infusion | product=x infusion=3\n"

    assert day("reinfusion", record) == "100"
    assert value("infusions_on_record", record) == "second infusion not on record"
    assert "infusion missing" in suspected(record)


def test_a_first_infusion_in_two_parts_is_one_treatment_and_its_number_is_a_finding():
    record = f"""{FIRST}
        2      | 1   | cell_infusion   | product=x infusion=1
        3      | 28  | marrow_blasts   | percent=2
    """

    assert day("infusion", record) == "0"
    assert day("reinfusion", record) == day("next_treatment_after_infusion", record) == ""
    assert value("response_to_infusion", record) == "CR with MRD unknown"
    assert "numbered_out_of_order" in quality(record)


def test_an_infusion_numbered_2_alone_is_not_the_first_and_the_gap_is_a_finding():
    record = FIRST.replace("infusion=1", "infusion=2")

    assert value("response_to_infusion", record) == "not given"
    assert value("infusions_on_record", record) == "first infusion not on record"
    assert "infusion missing" in suspected(record)


@pytest.mark.parametrize(
    ("kind", "fields"), [("cell_infusion", "product=x"), ("marrow_blasts", "")]
)
def test_without_a_number_nothing_is_taken_up(kind, fields):
    with pytest.raises(InvalidEvent):
        _events(f"{FIRST}    2 | 100 | {kind} | {fields}\n")


def test_salvage_before_any_progression_ends_the_response_and_is_a_finding():
    record = f"""{FIRST}
        2      | 0   | registered      | study=wudhikarn2021
        3      | 20  | therapy_started | drugs=vincristine setting=salvage
        4      | 30  | marrow_blasts   | percent=60
    """

    assert value("response_to_infusion", record) == "not evaluable: not assessed"
    assert day("refractory", record) == ""
    assert day("progression", record) == "30"
    assert value("start_of_salvage", record) == "before any progression"
    assert "salvage without progression" in suspected(record)
    explained = record.replace("3      | 20", "5 | 19 | marrow_blasts | percent=60\n    3 | 20")
    assert value("start_of_salvage", explained) == "after progression"


@pytest.mark.parametrize(
    ("percent", "response"),
    [("'<5'", "CR with MRD unknown"), ("'<10'", "not evaluable: not assessed"),
     ("'>=5'", "no response"), ("'>1'", "not evaluable: not assessed")],
)  # fmt: skip
def test_of_a_marrow_of_which_a_bound_is_known_only_what_is_certain_counts(percent, response):
    record = f"{FIRST}    2 | 28 | marrow_blasts | percent={percent}\n    3 | 70 | contact |\n"

    assert value("response_to_infusion", record) == response


def test_two_marrows_of_one_day_count_as_the_worse_and_disagree():
    record = f"""{FIRST}
        2      | 28  | marrow_blasts   | percent=60
        3      | 28  | marrow_blasts   | percent=2
    """

    assert value("response_to_infusion", record) == "no response"
    assert "disagreement" in quality(record)


def test_marrow_or_blood_told_as_a_site_is_a_finding():
    record = f"{FIRST}    2 | 28 | extramedullary | site=BM status=present\n"

    assert (
        value("sites_recorded", record) == "marrow or blood recorded as a site outside the marrow"
    )
    assert "site is none" in suspected(record)
    assert "site is none" not in suspected(record.replace("BM", "bone"))
