"""A transplant has one of four roles, and after progression a disease status and a number."""

import pytest

from tests.spec.clinical.asked import day, in_lines, value
from tests.spec.tables import table

ALLO = "transplant | donor=allogeneic"
COURSE = """
    record | day | kind             | fields
    1      | -5  | extramedullary   | site=cns status=absent
    2      | 0   | cell_infusion    | product=x infusion=1
    3      | 28  | marrow_blasts    | percent=1
    4      | 90  | marrow_blasts    | percent=60
    5      | 95  | therapy_started  | drugs=blinatumomab setting=salvage
    6      | 123 | marrow_blasts    | percent=1
    7      | 123 | residual_disease | result=positive
    8      | 250 | cell_infusion    | product=x infusion=2
"""


@pytest.mark.parametrize(
    ("at", "role"),
    [
        (-300, "transplant_before_infusion"),
        (60, "consolidation"),
        (150, "transplant_after_progression"),
        (300, "transplant_after_reinfusion"),
    ],
)
def test_a_transplant_is_dated_under_its_role(at, role):
    record = f"{COURSE}    9 | {at} | {ALLO}\n"
    roles = ("transplant_before_infusion", "consolidation", "transplant_after_progression")

    assert day(role, record) == str(at)
    assert sum(day(each, record) != "" for each in roles) == 1


def test_a_transplant_after_progression_is_dated_from_it_and_counted_in_a_lifetime():
    once = f"{COURSE}    9 | 150 | {ALLO}\n"
    twice = f"{once}    10 | -300 | {ALLO}\n"

    assert value("days_from_progression_to_transplant", once) == "60"
    assert value("transplant_number", once) == "first"
    assert value("transplant_number", twice) == "second"
    assert value("transplant_number", COURSE) == "none"


@pytest.mark.parametrize(
    ("replaced", "by", "status"),
    [
        ("", "", "MRD-positive CR"),
        ("result=positive", "result=negative sensitivity=0.0001", "MRD-negative CR"),
        ("result=positive", "result=indeterminate", "CR with MRD unknown"),
        ("6      | 123 | marrow_blasts    | percent=1", "6 | 123 | marrow_blasts | percent=40",
         "active disease"),
    ],
)  # fmt: skip
def test_the_disease_at_a_transplant_is_that_of_its_line(replaced, by, status):
    record = f"{COURSE.replace(replaced, by)}    9 | 150 | {ALLO}\n"

    assert value("status_at_transplant", record) == status


def test_a_relapse_before_the_transplant_makes_the_disease_active():
    relapsed = f"{COURSE}    9 | 140 | marrow_blasts | percent=50\n    10 | 150 | {ALLO}\n"
    names = (
        "transplant_in_line",
        "active_at_transplant",
        "cr_at_transplant",
        "negative_at_transplant",
        "positive_at_transplant",
    )

    assert value("status_at_transplant", relapsed) == "active disease"
    assert in_lines(*names, text=relapsed) == table("""
        line | from | transplant_in_line | active_at_transplant | cr_at_transplant | negative_at_transplant | positive_at_transplant
        1    | 95   | 150                | 150                  | 150              |                        | 150
        2    | 250  |                    |                      |                  |                        |
    """)  # noqa: E501


def test_without_a_transplant_there_is_no_status():
    assert value("status_at_transplant", COURSE) == "no transplant"
    assert day("transplant_after_progression", COURSE) == ""
