"""Relapse is one thing after every remission: 5% in marrow or blood, or disease outside."""

import pytest

from tests.spec.clinical.asked import asked, day, in_lines, value
from tests.spec.tables import table

FOUND = {
    "marrow": "marrow_blasts  | percent=5",
    "blood": "blood_blasts   | percent=5",
    "outside": "extramedullary | site=testis status=present",
}
REMISSION = """
    record | day | kind             | fields
    1      | -5  | extramedullary   | site=cns status=absent
    2      | 0   | cell_infusion    | product=x infusion=1
    3      | 28  | marrow_blasts    | percent=1
"""
SALVAGE = f"""{REMISSION}
    4      | 90  | marrow_blasts    | percent=60
    5      | 95  | {{given}}
    6      | 123 | marrow_blasts    | percent=1
"""
CELLS = SALVAGE.format(given="cell_infusion | product=x infusion=2")
ANTIBODY = SALVAGE.format(given="therapy_started | drugs=blinatumomab setting=salvage")
TRANSPLANT = f"{ANTIBODY}    7 | 150 | transplant | donor=allogeneic\n"

AFTER = {
    "relapse": REMISSION,
    "salvage_relapse": ANTIBODY,
    "relapse_after_antibody": ANTIBODY,
    "relapse_after_second_remission": CELLS,
    "relapse_after_transplant": TRANSPLANT,
}


@pytest.mark.parametrize("found", FOUND)
@pytest.mark.parametrize("name", AFTER)
def test_after_every_remission_disease_in_any_of_three_places_is_a_relapse(name, found):
    record = f"{AFTER[name]}    8 | 200 | {FOUND[found]}\n"

    assert day(name, record) == "200"


@pytest.mark.parametrize("found", FOUND)
def test_in_a_line_of_salvage_too(found):
    record = f"{ANTIBODY}    8 | 200 | {FOUND[found]}\n"

    assert [line["relapse_in_line"] for line in in_lines("relapse_in_line", text=record)] == ["200"]


@pytest.mark.parametrize("name", AFTER)
def test_fewer_blasts_and_cleared_sites_are_none(name):
    record = f"""{AFTER[name]}
        8      | 200 | marrow_blasts    | percent=4.9
        9      | 200 | blood_blasts     | percent=4.9
        10     | 200 | extramedullary   | site=testis status=resolved
        11     | 200 | residual_disease | result=indeterminate
    """

    assert day(name, record) == ""


def test_of_a_bound_of_a_percentage_a_relapse_is_what_certainly_lies_above_5():
    for said, found in (("'<5'", ""), ("'<10'", ""), ("'>=5'", "200"), ("'>20'", "200")):
        assert day("relapse", f"{REMISSION}    4 | 200 | marrow_blasts | percent={said}\n") == found


def test_on_the_day_of_death_it_was_found_before_and_after_death_nothing_is():
    """B's sample was reported late; it is dated after the death."""
    record = """
        patient | record | day | kind           | fields
        A       | a1     | -5  | extramedullary | site=cns status=absent
        A       | a2     | 0   | cell_infusion  | product=x infusion=1
        A       | a3     | 28  | marrow_blasts  | percent=1
        A       | a4     | 90  | death          | cause=disease
        A       | a5     | 90  | marrow_blasts  | percent=60
        B       | b1     | -5  | extramedullary | site=cns status=absent
        B       | b2     | 0   | cell_infusion  | product=x infusion=1
        B       | b3     | 28  | marrow_blasts  | percent=1
        B       | b4     | 90  | death          | cause=disease
        B       | b5     | 93  | marrow_blasts  | percent=60
    """

    assert [row["day"] for row in asked("relapse", record)] == ["90", ""]
    assert asked("EFS", record) == table("""
        patient | value                  | day | decided by
        A       | relapse after 90 days  | 90  | a2, a5
        B       | death after 90 days    | 90  | b2, b4
    """)
    assert [row["value"] for row in asked("time_to_progression", record)] == [
        "progression after 90 days",
        "death after 90 days",
    ]
    assert [row["value"] for row in asked("OS_after_progression", record)] == [
        "death after 0 days",
        "not in the analysis: origin not reached",
    ]


def test_a_marrow_of_the_day_on_which_salvage_began_was_taken_before_it():
    record = f"""{REMISSION}
        4      | 90  | blood_blasts    | percent=60
        5      | 95  | marrow_blasts   | percent=70
        6      | 95  | therapy_started | drugs=vincristine setting=salvage
        7      | 130 | contact         |
    """

    assert value("blasts_at_progression", record) == "70"
    assert [line["line_response"] for line in in_lines("line_response", text=record)] == [
        "not evaluable: not assessed"
    ]
