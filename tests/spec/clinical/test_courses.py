"""What came after a remission that an antibody or the cells had brought, and what went wrong."""

import pytest

from tests.spec.clinical.asked import day, value

COURSE = """
    record | day | kind            | fields
    1      | -5  | extramedullary  | site=cns status=absent
    2      | 0   | cell_infusion   | product=x infusion=1
    3      | 28  | marrow_blasts   | percent=1
    4      | 90  | marrow_blasts   | percent=60
"""
ANTIBODY = f"""{COURSE}
    5      | 95  | therapy_started   | drugs=blinatumomab setting=salvage
    6      | 123 | marrow_blasts     | percent=1
    7      | 140 | donor_lymphocytes |
    8      | 150 | transplant        | donor=allogeneic
    9      | 240 | marrow_blasts     | percent=30
"""
CELLS = f"""{COURSE}
    5      | 95  | cell_infusion  | product=x infusion=2
    6      | 123 | marrow_blasts  | percent=1
    7      | 150 | transplant     | donor=allogeneic
    8      | 270 | extramedullary | site=skin status=present
"""


def test_what_followed_a_remission_on_an_antibody_is_dated():
    assert day("antibody_remission", ANTIBODY) == "123"
    assert day("lymphocytes_after_antibody", ANTIBODY) == "140"
    assert day("transplant_after_antibody", ANTIBODY) == "150"
    assert day("relapse_after_antibody", ANTIBODY) == "240"
    assert day("relapse_after_transplant", ANTIBODY) == "240"


def test_what_followed_a_remission_on_a_second_infusion_is_dated():
    assert day("transplant_after_second_remission", CELLS) == "150"
    assert day("relapse_after_second_remission", CELLS) == "270"
    assert value("days_to_relapse_after_second_remission", CELLS) == "147"
    assert value("days_from_second_remission_transplant_to_relapse", CELLS) == "120"


@pytest.mark.parametrize(
    ("drug", "toxicity", "name"),
    [
        ("blinatumomab", "infection", "severe_toxicity_after_blinatumomab"),
        ("'inotuzumab ozogamicin'", "infection", "severe_event_during_inotuzumab"),
        (
            "'inotuzumab ozogamicin'",
            "'sinusoidal obstruction syndrome'",
            "severe_event_during_inotuzumab",
        ),
    ],
)
def test_severe_toxicity_of_a_drug_comes_before_the_next_treatment(drug, toxicity, name):
    started = f"{COURSE}    5 | 95 | therapy_started | drugs={drug} setting=salvage\n"
    graded = f"    6 | 110 | toxicity_grade | toxicity={toxicity} grade=3\n"
    transplanted = "    7 | 105 | transplant | donor=allogeneic\n"

    assert day(name, started + graded) == "110"
    assert day(name, started + graded + transplanted) == ""
    assert day(name, started + graded.replace("grade=3", "grade=2")) == ""


def test_residual_disease_that_returns_is_a_relapse_after_a_treatment_too():
    negative = f"""{COURSE}
    5      | 95  | cell_infusion    | product=x infusion=2
    6      | 123 | marrow_blasts    | percent=1
    7      | 123 | residual_disease | result=negative sensitivity=0.0001
    8      | 160 | residual_disease | result=positive
    """

    assert day("relapse_after_second_remission", negative) == "160"


@pytest.mark.parametrize(
    ("drugs", "shown"),
    [
        (["blinatumomab"], "blinatumomab"),
        (["'inotuzumab ozogamicin'"], "inotuzumab"),
        (["blinatumomab", "'inotuzumab ozogamicin'"], "blinatumomab then inotuzumab"),
        (["'inotuzumab ozogamicin'", "blinatumomab"], "inotuzumab then blinatumomab"),
        ([], "neither"),
    ],
)
def test_antibodies_are_told_in_their_order(drugs, shown):
    rows = [
        f"    {5 + n} | {95 + 20 * n} | therapy_started | drugs={drug} setting=salvage\n"
        for n, drug in enumerate(drugs)
    ]

    assert value("antibodies_given", COURSE + "".join(rows)) == shown


def test_the_second_antibody_is_dated_after_the_first():
    record = f"""{COURSE}
    5      | 95  | therapy_started | drugs=blinatumomab setting=salvage
    6      | 120 | therapy_started | drugs='inotuzumab ozogamicin' setting=salvage
    """

    assert day("inotuzumab_after_blinatumomab", record) == "120"


@pytest.mark.parametrize(
    ("status", "on", "reached"),
    [("present", 130, "130"), ("present", 60, ""), ("absent", 130, "")],
)
def test_disease_outside_the_marrow_after_blinatumomab_is_dated(status, on, reached):
    started = f"{COURSE}    5 | 95 | therapy_started | drugs=blinatumomab setting=salvage\n"
    found = f"    6 | {on} | extramedullary | site=skin status={status}\n"
    cleared = "    7 | 80 | extramedullary | site=skin status=resolved\n"

    assert day("extramedullary_after_blinatumomab", started + found + cleared) == reached
