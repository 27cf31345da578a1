"""Disease outside the marrow: what was never assessed, and what clears which sites."""

import pytest

from projections.studies.wudhikarn2021 import STUDY, study
from tests.spec.clinical.asked import asked, day, in_lines, value
from tests.spec.tables import table

UNKNOWN = study(unassessed_sites="unknown")
NEVER_IMAGED = """
    record | day | kind            | fields
    1      | 0   | cell_infusion   | product=x infusion=1
    2      | 28  | marrow_blasts   | percent=1
    3      | 90  | marrow_blasts   | percent=60
    4      | 95  | therapy_started | drugs=blinatumomab setting=salvage
    5      | 120 | marrow_blasts   | percent=1
"""


def test_sites_that_were_never_assessed_are_taken_as_clear_and_that_is_a_finding():
    assert day("sites_assessed", NEVER_IMAGED) == ""
    assert day("remission_after_infusion", NEVER_IMAGED) == "28"
    assert day("relapse", NEVER_IMAGED) == "90"
    assert value("sites_before_remission_after_infusion", NEVER_IMAGED) == "never assessed"
    assert value("sites_before_remission_after_blinatumomab", NEVER_IMAGED) == "never assessed"
    assert value("sites_before_remission_in_line", NEVER_IMAGED) == "never assessed"
    assert any(
        "never assessed is taken as absent" in convention for convention in STUDY.conventions
    )
    imaged = f"{NEVER_IMAGED}    6 | 119 | extramedullary | site=PET-CT status=absent\n"
    assert value("sites_before_remission_after_infusion", imaged) == "never assessed"
    assert value("sites_before_remission_in_line", imaged) == "assessed"


def test_under_the_other_convention_remission_is_unknown_and_the_label_says_what_is_missing():
    """What is found on day 90 is disease without a remission before."""
    assert value("remission_after_infusion", NEVER_IMAGED, study=UNKNOWN, cutoff=89) == "unknown"
    assert value("response_to_infusion", NEVER_IMAGED, study=UNKNOWN) == (
        "not evaluable: extramedullary disease not assessed"
    )
    assert day("relapse", NEVER_IMAGED, study=UNKNOWN) == ""
    assert day("progression", NEVER_IMAGED, study=UNKNOWN) == "90"
    lines = in_lines("remission_in_line", text=NEVER_IMAGED, study=UNKNOWN)
    assert [line["remission_in_line"] for line in lines] == [""]
    assert any("remission is unknown" in convention for convention in UNKNOWN.conventions)
    assert UNKNOWN.version != STUDY.version


def test_who_was_imaged_is_in_remission_under_either_convention():
    imaged = NEVER_IMAGED.replace(
        "2      | 28", "0 | -3 | extramedullary | site='whole body' status=absent\n    2 | 28"
    )

    for item in (STUDY, UNKNOWN):
        assert value("no_extramedullary_disease", imaged, study=item) == "true"
        assert value("response_to_infusion", imaged, study=item) == "CR with MRD unknown"


CLEARED = """
    record | day | kind           | fields
    1      | -5  | extramedullary | site=cns status=present
    2      | -5  | extramedullary | site=bone status=present
    3      | 0   | cell_infusion  | product=x infusion=1
    4      | 28  | marrow_blasts  | percent=1
    5      | 35  | extramedullary | site={site} status={status}
    6      | 90  | contact        |
"""


@pytest.mark.parametrize(
    ("site", "status", "response"),
    [
        ("PET-CT", "absent", "CR with MRD unknown"),
        ("'whole body'", "resolved", "CR with MRD unknown"),
        ("extramedullary", "resolved", "CR with MRD unknown"),
        ("bone", "resolved", "not evaluable: extramedullary disease not assessed"),
        ("bone", "present", "no response"),
        ("PET-CT", "present", "no response"),
    ],
)
def test_negative_imaging_of_the_whole_body_clears_every_site_and_a_site_clears_itself_alone(
    site, status, response
):
    record = CLEARED.format(site=site, status=status)

    assert value("response_to_infusion", record) == response
    assert day("remission_after_infusion", record) == ("35" if "CR" in response else "")


def test_a_site_that_was_cleared_with_all_others_is_not_affected_at_progression():
    record = f"""{CLEARED.format(site="PET-CT", status="absent")}
        7      | 100 | marrow_blasts  | percent=50
        8      | 100 | extramedullary | site=bone status=present
    """

    assert asked("extramedullary_at_progression", record) == table("""
        patient | value   | day | decided by
        A       | reached | 100 | 8
    """)
    assert day("bone_at_progression", record) == "100"
    assert day("nervous_system_at_progression", record) == ""
