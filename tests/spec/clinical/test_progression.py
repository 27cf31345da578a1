"""Progression: refractory disease or relapse; where it was, how much, and with which antigen."""

import pytest

from projections.studies.wudhikarn2021 import study
from tests.spec.clinical.asked import asked, day, value
from tests.spec.tables import table

REMISSION = """
    patient | record | day | kind             | fields
    A       | 1      | -5  | extramedullary   | site=cns status=absent
    A       | 2      | 0   | cell_infusion    | product=x infusion=1
    A       | 3      | 28  | marrow_blasts    | percent=1
"""


@pytest.mark.parametrize(
    ("found", "kind"),
    [
        ("marrow_blasts  | percent=5", "marrow_relapse"),
        ("blood_blasts   | percent=5", "blood_relapse"),
        ("extramedullary | site=testis status=present", "extramedullary_relapse"),
    ],
)
def test_relapse_is_blasts_of_5_percent_or_disease_outside_the_marrow_after_remission(found, kind):
    record = f"{REMISSION}    A       | 4      | 90  | {found}\n"

    for name in (kind, "relapse", "progression"):
        assert asked(name, record) == table("""
            patient | value   | day | decided by
            A       | reached | 90  | 4
        """)
    assert value("days_to_progression", record) == "90"


def test_blasts_under_5_percent_and_disease_in_another_place_before_remission_are_no_relapse():
    record = f"{REMISSION}    A       | 4      | 90  | marrow_blasts | percent=4.9\n"

    assert day("relapse", record) == ""
    assert day("relapse", record.replace("28 ", "95 ")) == ""


def test_without_remission_progression_is_the_day_on_which_refractory_disease_is_confirmed():
    record = """
        record | day | kind          | fields
        1      | 0   | cell_infusion | product=x infusion=1
        2      | 28  | marrow_blasts | percent=60
        3      | 50  | death         | cause=disease
    """

    assert day("refractory", record) == day("progression", record) == "28"
    assert day("relapse", record) == ""
    assert value("EFS", record) == "refractory after 28 days"
    assert value("time_to_progression", record) == "progression after 28 days"
    assert value("OS_after_progression", record) == "death after 22 days"


INFUSED = """
    record | day | kind              | fields
    1      | 0   | cell_infusion     | product=x infusion=1
"""
GRAFTED = "2 | 45  | transplant | graft=haematopoietic donor=allogeneic\n"


@pytest.mark.parametrize(
    "found",
    [
        "marrow_blasts  | percent=60",
        "blood_blasts   | percent=60",
        "extramedullary | site=cns status=present",
    ],
)
@pytest.mark.parametrize(
    "between",
    [
        GRAFTED,
        f"{GRAFTED}3 | 75 | marrow_blasts | percent=1\n",
        "2 | 28 | therapy_started | drugs=FLAG-IDA setting=salvage\n",
        "2 | 30 | therapy_started | drugs=blinatumomab setting=salvage\n"
        "3 | 60 | marrow_blasts   | percent=1\n",
        "2 | 41 | lost_to_follow_up |\n",
    ],
)
def test_disease_found_after_the_infusion_is_progression_whatever_came_between(between, found):
    """A graft or salvage without a marrow before it, or a loss that turned out to be none."""
    record = f"{INFUSED}{between}4 | 250 | {found}\n5 | 300 | death | cause=disease\n"

    assert day("refractory", record) == day("relapse", record) == ""
    assert day("disease_shown", record) == day("progression", record) == "250"
    assert value("EFS", record) == "disease shown after 250 days"
    assert value("time_to_progression", record) == "progression after 250 days"
    assert value("OS_after_progression", record) == "death after 50 days"


def test_disease_that_may_still_clear_is_no_progression_even_after_another_treatment():
    record = f"""{INFUSED}
        2 | 10 | therapy_started | drugs=FLAG-IDA setting=salvage
        3 | 20 | marrow_blasts   | percent=70
        4 | 90 | contact         |
    """

    assert day("progression", record) == ""
    assert day("progression", record.replace("| 20 ", "| 21 ")) == "21"


RETURNING = f"""{REMISSION}    A | 4 | 28  | residual_disease | result=negative sensitivity=0.0001
    A | 5 | 140 | residual_disease | result=positive
    A | 6 | 200 | marrow_blasts    | percent=80
"""
PERSISTING = f"""{REMISSION}    A | 4 | 28  | residual_disease | result=positive
    A | 5 | 59  | residual_disease | result=positive
    A | 6 | 90  | marrow_blasts    | percent=1
    A | 7 | 200 | marrow_blasts    | percent=80
"""
CLEARED = f"""{PERSISTING}    A | 8 | 90  | residual_disease | result=negative sensitivity=0.0001
    A | 9 | 140 | residual_disease | result=positive
"""


def test_residual_disease_found_again_after_a_negative_test_is_a_kind_of_its_own():
    assert asked("molecular_relapse", RETURNING) == table("""
        patient | value   | day | decided by
        A       | reached | 140 | 5
    """)


def test_residual_disease_that_never_cleared_is_a_remission_with_it_and_no_progression():
    assert value("response_to_infusion", PERSISTING) == "MRD-positive CR"
    assert day("molecular_relapse", PERSISTING) == ""
    assert day("progression", PERSISTING) == "200"


def test_the_negative_test_counts_however_late_in_the_remission_it_comes():
    assert value("response_to_infusion", CLEARED) == "MRD-positive CR"
    assert day("molecular_relapse", CLEARED) == day("progression", CLEARED) == "140"


def test_a_test_that_sees_one_cell_in_a_hundred_clears_nobody():
    assert day("molecular_relapse", CLEARED.replace("0.0001", "0.01")) == ""


@pytest.mark.parametrize(("record", "molecular"), [(RETURNING, "140"), (CLEARED, "140")])
def test_an_option_of_the_study_says_whether_residual_disease_alone_is_progression(
    record, molecular
):
    by_rule = study(molecular_progression=False)

    assert day("progression", record) == molecular
    assert day("progression", record, study=by_rule) == "200"
    assert day("relapse", record) == "200"


SPREAD = """
    record | day | kind            | fields
    1      | -5  | extramedullary  | site='central nervous system' status=absent
    2      | -5  | immunophenotype | antigen=CD19 expression=positive
    3      | 0   | cell_infusion   | product=x infusion=1
    4      | 28  | marrow_blasts   | percent=1
    5      | 90  | extramedullary  | site='central nervous system' status=present
    6      | 92  | marrow_blasts   | percent=40
    7      | 93  | immunophenotype | antigen=CD19 expression=negative
    8      | 100 | therapy_started | drugs=vincristine setting=salvage
    9      | 103 | marrow_blasts   | percent=90
"""


def test_a_progression_is_described_by_what_is_known_two_weeks_later_or_when_salvage_begins():
    assert day("progression", SPREAD) == "90"
    assert day("progression_described", SPREAD) == "100"
    assert value("site_of_progression", SPREAD, cutoff=99) == "not yet described"
    assert asked("site_of_progression", SPREAD) == table("""
        patient | value                      | day | decided by
        A       | marrow and extramedullary  |     | 6, 5
    """)
    assert day("in_marrow", SPREAD) == "100"
    assert day("extramedullary_at_progression", SPREAD) == "90"
    assert day("nervous_system_at_progression", SPREAD) == "90"
    assert day("marrow_at_progression", SPREAD) == "92"
    assert value("blasts_at_progression", SPREAD) == "40"


@pytest.mark.parametrize(
    ("found", "cleared", "site"),
    [
        ("marrow_blasts  | percent=40", "marrow_blasts  | percent=2", "marrow"),
        ("blood_blasts   | percent=40", "blood_blasts   | percent=0", "blood"),
        (
            "extramedullary | site=cns status=present",
            "extramedullary | site=cns status=resolved",
            "extramedullary",
        ),
    ],
)
def test_that_by_which_progression_was_found_counts_though_it_is_gone_when_described(
    found, cleared, site
):
    record = f"{INFUSED}2 | 28 | {found}\n3 | 38 | {cleared}\n4 | 60 | contact |\n"

    assert value("site_of_progression", record) == site
    assert value("burden_at_progression", record) == "gross"
    assert day("in_blood", record) == ("28" if site == "blood" else "")
    blasts = value("blasts_at_progression", record)
    assert blasts == ("40" if site == "marrow" else "unknown")


def test_a_marrow_from_before_the_infusion_is_no_site_of_progression():
    record = """
        record | day | kind           | fields
        1      | -5  | marrow_blasts  | percent=50
        2      | 0   | cell_infusion  | product=x infusion=1
        3      | 30  | extramedullary | site=cns status=present
        4      | 60  | contact        |
    """

    assert value("site_of_progression", record) == "extramedullary"


def test_cd19_at_progression_is_never_that_from_before_the_infusion():
    tested_before = "\n".join(line for line in SPREAD.splitlines() if "| 93 " not in line)

    assert value("cd19_at_progression", SPREAD) == "negative"
    assert day("cd19_tested", SPREAD) == "93"
    assert value("cd19_at_progression", tested_before) == "unknown"


@pytest.mark.parametrize(
    ("found", "site"),
    [
        ("marrow_blasts    | percent=50", "marrow"),
        ("blood_blasts     | percent=50", "blood"),
        ("extramedullary   | site=bone status=present", "extramedullary"),
        ("residual_disease | result=positive", "residual disease alone"),
        ("contact          |", "not progressed"),
    ],
)
def test_the_site_of_progression_tells_isolated_disease_apart(found, site):
    negative = "A | 4 | 28 | residual_disease | result=negative sensitivity=0.0001"
    record = f"{REMISSION}    {negative}\n    A | 5 | 90 | {found}\n"

    assert value("site_of_progression", record) == site


def test_sites_of_progression_are_told_apart():
    record = f"""{REMISSION}
    A | 4 | 90 | marrow_blasts  | percent=3
    A | 5 | 91 | extramedullary | site=bone status=present
    A | 6 | 92 | extramedullary | site='lymph node' status=present
    """

    assert day("progression", record) == "91"
    assert day("progression_described", record) == "105"
    assert day("in_marrow", record) == ""
    assert day("extramedullary_at_progression", record) == "91"
    assert day("bone_at_progression", record) == "91"
    assert day("lymph_node_at_progression", record) == "105"
    assert day("nervous_system_at_progression", record) == ""


def test_a_patient_is_of_the_column_of_those_who_progressed_or_of_the_other():
    relapsed = f"{REMISSION}    A       | 4      | 90  | marrow_blasts | percent=60\n"

    assert value("progressed_or_not", relapsed) == "progressed"
    assert day("in_marrow", relapsed) == "90"
    assert value("progressed_or_not", REMISSION) == "not progressed"
