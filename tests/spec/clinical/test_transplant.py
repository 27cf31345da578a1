"""A transplant has one of four roles, and after progression a disease status and a number."""

import pytest

from tests.spec.clinical.asked import day, in_lines, value

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
    thrice = f"{twice}    11 | 60 | {ALLO}\n"
    four_times = f"{thrice}    12 | -900 | {ALLO}\n"
    own = f"{once}    10 | -300 | transplant | donor=autologous\n"

    assert value("days_from_progression_to_transplant", once) == "60"
    assert [line["transplant_in_line"] for line in in_lines("transplant_in_line", text=once)] == [
        "150",
        "",
    ]
    assert value("transplant_number", once) == "first"
    assert value("transplant_number", twice) == "second"
    assert day("second_transplant", twice) == "150"
    assert value("transplant_number", thrice) == "third or later"
    assert day("third_transplant", thrice) == "150"
    assert value("transplant_number", four_times) == "third or later"
    assert value("transplant_number", own) == "first"
    assert value("transplant_number", COURSE) == "none"


@pytest.mark.parametrize(
    ("rows", "number"),
    [
        (("150 | transplant | donor=allogeneic number=2",), "second"),
        (("150 | transplant | donor=allogeneic number=3",), "third or later"),
        (
            (
                "-300 | transplant | donor=autologous number=1",
                "150 | transplant | donor=allogeneic number=2",
            ),
            "first",
        ),
        (
            (
                "-300 | therapy_started | drugs='allogeneic stem cell transplant' setting=prior",
                f"150 | {ALLO}",
            ),
            "second",
        ),
        (
            (
                "-300 | therapy_started | drugs=alloHSCT setting=prior",
                f"-300 | {ALLO}",
                f"150 | {ALLO}",
            ),
            "second",
        ),
    ],
)
def test_a_number_on_record_and_a_transplant_recorded_as_therapy_count(rows, number):
    told = "".join(f"    {place} | {row}\n" for place, row in enumerate(rows, start=9))

    assert value("transplant_number", COURSE + told) == number
    assert day("recorded_as_therapy", COURSE + told) == ("-300" if "therapy" in told else "")
    before = day("transplant_before_infusion", COURSE + told)
    assert before == ("-300" if "stem cell" in told or "alloHSCT" in told else "")


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
def test_the_disease_at_a_transplant_is_told_with_its_residual_disease(replaced, by, status):
    record = f"{COURSE.replace(replaced, by)}    9 | 150 | {ALLO}\n"

    assert value("status_at_transplant", record) == status


def test_the_disease_at_a_transplant_is_that_of_the_latest_assessments_before_it():
    """A relapse after the line's remission, a marrow of the day itself, and blasts that cleared."""
    relapsed = f"{COURSE}    9 | 140 | marrow_blasts | percent=50\n    10 | 150 | {ALLO}\n"
    again = f"{COURSE}    9 | 150 | marrow_blasts | percent=3\n    10 | 150 | {ALLO}\n"
    cleared = relapsed.replace("10 | 150", "10 | 148 | marrow_blasts | percent=2\n    11 | 150")

    assert value("status_at_transplant", relapsed) == "active disease"
    assert day("marrow_disease_before_transplant", relapsed) == "140"
    assert day("blood_disease_before_transplant", relapsed) == ""
    assert day("sites_before_transplant", relapsed) == ""
    assert value("status_at_transplant", again) == "MRD-positive CR"
    assert value("status_at_transplant", cleared) == "CR with MRD unknown"


def test_residual_disease_at_a_transplant_is_that_of_the_latest_test():
    negative = "residual_disease | result=negative sensitivity=0.0001"
    turned = f"{COURSE}    9 | 146 | {negative}\n    10 | 150 | {ALLO}\n"
    insensitive = turned.replace("0.0001", "0.01")

    assert value("status_at_transplant", turned) == "MRD-negative CR"
    assert value("status_at_transplant", insensitive) == "CR with MRD unknown"


def test_a_transplant_on_the_day_of_the_relapse_is_no_consolidation():
    record = f"""
        record | day | kind            | fields
        1      | -5  | extramedullary  | site=cns status=absent
        2      | 0   | cell_infusion   | product=x infusion=1
        3      | 28  | marrow_blasts   | percent=1
        4      | 90  | marrow_blasts   | percent=60
        5      | 90  | {ALLO}
    """

    assert day("consolidation", record) == ""
    assert day("transplant_after_progression", record) == "90"
    assert value("status_at_transplant", record) == "active disease"


@pytest.mark.parametrize(
    ("later", "remission", "relapse"),
    [
        (["180 | marrow_blasts | percent=50"], "150", "180"),
        (["180 | blood_blasts | percent=50"], "150", "180"),
        (["140 | marrow_blasts | percent=50", "180 | marrow_blasts | percent=60"], "", ""),
        (
            ["140 | marrow_blasts | percent=50", "180 | marrow_blasts | percent=2",
             "220 | extramedullary | site=skin status=present"],
            "180",
            "220",
        ),
    ],
)  # fmt: skip
def test_relapse_after_a_transplant_needs_a_remission_at_it_or_after_it(later, remission, relapse):
    rows = "".join(f"    {10 + n} | {row}\n" for n, row in enumerate(later))
    record = f"{COURSE}    9 | 150 | {ALLO}\n{rows}"

    assert day("remission_with_transplant", record) == remission
    assert day("relapse_after_transplant", record) == relapse


def test_without_a_transplant_there_is_no_status():
    assert value("status_at_transplant", COURSE) == "no transplant"
    assert day("transplant_after_progression", COURSE) == ""
