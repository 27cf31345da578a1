"""Sites and burden of disease at progression, and what was given to those who had no salvage."""

import pytest

from tests.spec.clinical.asked import day, value

REMITTED = """
    record | day | kind             | fields
    1      | -5  | extramedullary   | site=whole+body status=absent
    2      | 0   | cell_infusion    | product=x infusion=1
    3      | 28  | marrow_blasts    | percent=1
    4      | 28  | residual_disease | result=negative sensitivity=0.0001
"""


def told(*rows):
    numbered = (f"    {number} | {row}" for number, row in enumerate(rows, start=5))
    return REMITTED.replace("whole+body", "cns") + "\n".join(numbered) + "\n"


SITES = {
    "cns": "nervous_system_at_progression",
    "bone": "bone_at_progression",
    "node": "lymph_node_at_progression",
    "skin": "skin_at_progression",
    "liver": "liver_at_progression",
    "testis": "testis_at_progression",
    "ST": "soft_tissue_at_progression",
}


@pytest.mark.parametrize(("site", "name"), SITES.items())
def test_a_site_known_within_two_weeks_of_progression_is_involved_and_no_other(site, name):
    site = {"node": "LN"}.get(site, site)
    text = told(
        f"90  | extramedullary | site={site} status=present",
        "150 | contact        | means=visit",
    )

    assert day("extramedullary_at_progression", text) == "90"
    for item in SITES.values():
        assert day(item, text) == ("90" if item == name else "")
    assert value("only_elsewhere_at_progression", text) == "no"


def test_a_site_that_is_not_told_apart_is_counted_as_elsewhere():
    text = told(
        "90  | extramedullary | site=kidney status=present",
        "150 | contact        | means=visit",
    )

    assert value("only_elsewhere_at_progression", text) == "yes"


def test_a_site_found_later_than_the_description_is_none_of_the_progression():
    text = told(
        "90  | marrow_blasts  | percent=60",
        "110 | extramedullary | site=bone status=present",
        "150 | contact        | means=visit",
    )

    assert day("bone_at_progression", text) == ""
    assert value("burden_at_progression", text) == "gross"


@pytest.mark.parametrize(
    ("row", "burden"),
    [
        ("90 | marrow_blasts    | percent=5", "gross"),
        ("90 | blood_blasts     | percent=5", "gross"),
        ("90 | extramedullary   | site=bone status=present", "gross"),
        ("90 | residual_disease | result=positive", "residual disease"),
        ("90 | contact          | means=visit", "not progressed"),
    ],
)
def test_burden_is_gross_wherever_blasts_are_and_else_residual(row, burden):
    assert value("burden_at_progression", told(row, "150 | contact | means=visit")) == burden


def test_burden_is_not_described_before_its_two_weeks_are_over():
    text = told("90 | marrow_blasts | percent=60", "150 | contact | means=visit")

    assert value("burden_at_progression", text, cutoff=95) == "not yet described"
    assert value("burden_at_progression", text, cutoff=104) == "gross"


PROGRESSED = "90  | marrow_blasts | percent=60"


@pytest.mark.parametrize(
    ("rows", "care"),
    [
        (
            ["95 | therapy_started | drugs=vincristine setting=salvage"],
            "salvage given",
        ),
        (
            [
                "92 | supportive_care_only | palliative_steroid=yes",
                "95 | therapy_started | drugs=vincristine setting=salvage",
            ],
            "salvage given",
        ),
        (["92 | supportive_care_only | palliative_steroid=yes"], "palliative corticosteroid"),
        (
            ["92 | therapy_started | drugs=mercaptopurine setting=palliative"],
            "other palliative therapy",
        ),
        (["92 | supportive_care_only | palliative_steroid=no"], "supportive care alone"),
        (["92 | supportive_care_only | "], "supportive care alone"),
        (["150 | contact | means=visit"], "nothing recorded"),
    ],
)
def test_whoever_had_no_salvage_is_told_by_what_was_given_instead(rows, care):
    assert value("care_without_salvage", told(PROGRESSED, *rows)) == care


def test_care_before_progression_is_none_of_it():
    text = told("80 | supportive_care_only | palliative_steroid=yes", PROGRESSED)

    assert value("care_without_salvage", text) == "nothing recorded"


def test_palliation_is_dated_at_its_first_event_after_progression():
    text = told(
        PROGRESSED,
        "92 | therapy_started      | drugs=mercaptopurine setting=palliative",
        "97 | supportive_care_only | palliative_steroid=yes",
    )

    assert day("palliative_therapy", text) == "92"
    assert day("palliative_steroid", text) == "97"
    assert value("care_without_salvage", text) == "palliative corticosteroid"
