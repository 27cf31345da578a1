"""Lines of salvage: numbered from the infusion, classed by their drugs, each with its response."""

import pytest

from tests.spec.clinical.asked import asked, day, in_lines, value
from tests.spec.tables import table

RELAPSED = """
    record | day | kind             | fields
    1      | -5  | extramedullary   | site=cns status=absent
    2      | 0   | cell_infusion    | product=x infusion=1
    3      | 28  | marrow_blasts    | percent=1
    4      | 90  | marrow_blasts    | percent=60
"""


def told(*rows):
    numbered = (f"    {number} | {row}" for number, row in enumerate(rows, start=5))
    return RELAPSED + "\n".join(numbered) + "\n"


THREE_LINES = told(
    "95  | therapy_started  | drugs=vincristine+dexamethasone setting=salvage",
    "109 | therapy_started  | drugs=asparaginase setting=salvage",
    "123 | marrow_blasts    | percent=70",
    "124 | therapy_started  | drugs=blinatumomab setting=salvage",
    "150 | marrow_blasts    | percent=2",
    "150 | residual_disease | result=positive",
    "240 | marrow_blasts    | percent=30",
    "247 | therapy_started  | drugs=cyclophosphamide setting=lymphodepletion",
    "250 | cell_infusion    | product=x infusion=2",
    "270 | death            | cause=treatment",
)


def test_drugs_begun_within_two_weeks_are_one_line_and_lymphodepletion_is_none():
    found = in_lines("drugs", "line_class", "line_response", text=THREE_LINES)

    assert found == table("""
        line | from | drugs                       | line_class                 | line_response
        1    | 95   | dexamethasone + vincristine | nonintensive               | no response
        2    | 124  | blinatumomab                | blinatumomab or inotuzumab | MRD-positive CR
        3    | 250  |                             | CAR T cells                | not evaluable: early death
    """)  # noqa: E501
    assert value("lines_of_salvage", THREE_LINES) == "3"
    assert value("salvage_line", THREE_LINES) == "3 episodes"


def test_each_line_dates_its_own_response_relapse_and_end():
    names = (
        "response_due_in_line",
        "no_response_in_line",
        "no_response_by_window_in_line",
        "remission_in_line",
        "remission_by_window_in_line",
        "mrd_positive_in_line",
        "relapse_in_line",
        "death_in_line",
        "early_death_in_line",
    )

    assert in_lines(*names, text=THREE_LINES) == table("""
        line | from | response_due_in_line | no_response_in_line | no_response_by_window_in_line | remission_in_line | remission_by_window_in_line | mrd_positive_in_line | relapse_in_line | death_in_line | early_death_in_line
        1    | 95   | 124                  | 123                 | 123                           |                   |                             |                      |                 |               |
        2    | 124  | 184                  |                     |                               | 150               | 150                         | 150                  | 240             |               |
        3    | 250  |                      |                     |                               |                   |                             |                      |                 | 270           | 270
    """)  # noqa: E501


@pytest.mark.parametrize(
    ("drugs", "kind"),
    [
        ("vincristine+dexamethasone", "nonintensive"),
        ("dasatinib+dexamethasone", "nonintensive"),
        ("cytarabine+mitoxantrone", "intensive"),
        ("cyclophosphamide+vincristine+doxorubicin+dexamethasone+ponatinib", "intensive"),
        ("Vincristine/Dex", "nonintensive"),
        ("'Ponatinib + steroid'", "nonintensive"),
        ("HyperCVAD", "intensive"),
        ("FLAG-Ida", "intensive"),
        ("Blinatumomab", "blinatumomab or inotuzumab"),
        ("'Mini-HyperCVD + InO'", "blinatumomab or inotuzumab"),
        ("'CAR-T re-infusion'", "CAR T cells"),
        ("XYZ-101", "not classifiable"),
        ("chemotherapy", "not classifiable"),
        ("blinatumomab", "blinatumomab or inotuzumab"),
        ("'inotuzumab ozogamicin'", "blinatumomab or inotuzumab"),
    ],
)
def test_a_line_is_classed_by_its_drugs(drugs, kind):
    record = told(f"95 | therapy_started | drugs={drugs} setting=salvage")

    (line,) = in_lines("line_class", text=record)
    assert line["line_class"] == kind


def test_the_salvage_that_follows_a_refractory_response_is_line_1():
    record = """
        record | day | kind            | fields
        1      | 0   | cell_infusion   | product=x infusion=1
        2      | 28  | marrow_blasts   | percent=60
        3      | 33  | therapy_started | drugs=vincristine setting=salvage
    """

    assert (day("progression", record), day("first_line", record)) == ("28", "33")
    assert value("days_to_first_line", record) == "5"
    assert [line["from"] for line in in_lines(text=record)] == ["33"]


def test_disease_outside_the_marrow_is_carried_into_a_line_until_it_resolves():
    record = told(
        "91  | extramedullary  | site=cns status=present",
        "95  | therapy_started | drugs=vincristine setting=salvage",
        "120 | marrow_blasts   | percent=1",
        "130 | extramedullary  | site=cns status=resolved",
    )

    (line,) = in_lines("remission_in_line", text=record)
    assert line["remission_in_line"] == "130"


def test_in_a_line_residual_disease_that_returns_is_told_apart_from_relapse():
    record = told(
        "95  | therapy_started  | drugs=vincristine setting=salvage",
        "120 | marrow_blasts    | percent=1",
        "120 | residual_disease | result=negative sensitivity=0.0001",
        "200 | residual_disease | result=positive",
        "260 | marrow_blasts    | percent=20",
    )
    names = ("mrd_negative_in_line", "molecular_relapse_in_line", "relapse_in_line")

    assert in_lines(*names, text=record) == table("""
        line | from | mrd_negative_in_line | molecular_relapse_in_line | relapse_in_line
        1    | 95   | 120                  | 200                       | 260
    """)


def test_the_first_remission_of_any_line_is_the_remission_to_salvage():
    assert day("salvage_remission", THREE_LINES) == "150"
    assert day("salvage_relapse", THREE_LINES) == "240"
    assert day("salvage_started", THREE_LINES) == "95"


def test_a_patient_lost_in_a_line_is_not_evaluable_for_that_reason():
    record = told(
        "95  | therapy_started   | drugs=vincristine setting=salvage",
        "120 | lost_to_follow_up |",
    )
    names = ("line_response", "lost_in_line", "early_loss_in_line")

    assert in_lines(*names, text=record) == table("""
        line | from | line_response                    | lost_in_line | early_loss_in_line
        1    | 95   | not evaluable: lost to follow-up | 120          | 120
    """)
    assert day("lost", record) == "120"


def test_supportive_care_is_no_line_but_an_arm_of_its_own():
    supportive = told("95 | supportive_care_only | palliative_steroid=true")
    neither = told("95 | contact |")

    assert in_lines(text=supportive) == []
    assert asked("salvage_given", supportive) == table("""
        patient | value                | day | decided by
        A       | supportive care only |     | 5
    """)
    assert day("supportive_care", supportive) == "95"
    assert value("salvage_given", THREE_LINES) == "treated"
    assert value("salvage_given", neither) == "no treatment recorded"
    assert value("salvage_given", RELAPSED, cutoff=89) == "not progressed"


def test_donor_lymphocytes_are_dated_in_the_line_and_for_the_patient():
    record = told(
        "95  | therapy_started   | drugs=blinatumomab setting=salvage",
        "150 | donor_lymphocytes |",
    )

    assert (
        in_lines("donor_lymphocytes_in_line", text=record)[0]["donor_lymphocytes_in_line"] == "150"
    )
    assert day("donor_lymphocytes", record) == "150"


def test_therapy_after_the_second_infusion_is_told():
    record = THREE_LINES.replace(
        "270 | death            | cause=treatment",
        "290 | therapy_started | drugs=vincristine setting=salvage",
    )

    assert day("salvage_after_reinfusion", record) == "290"


def test_the_first_line_is_told_by_its_class_its_response_and_what_came_next():
    assert value("first_line_class", THREE_LINES) == "nonintensive"
    assert value("first_line_response", THREE_LINES) == "no response"
    assert day("no_response_in_first_line", THREE_LINES) == "123"
    assert day("remission_in_first_line", THREE_LINES) == ""
    assert day("second_line", THREE_LINES) == "124"
    assert day("remission_in_second_line", THREE_LINES) == "150"
    assert value("salvage_response", THREE_LINES) == "CR"
    assert value("first_line_class", RELAPSED) == "no salvage"
    assert value("first_line_response", RELAPSED) == "no salvage"
    assert value("salvage_response", RELAPSED) == "no salvage"


def test_a_treatment_is_told_by_the_line_in_which_it_was_first_given():
    assert value("line_of_blinatumomab", THREE_LINES) == "second"
    assert value("line_of_inotuzumab", THREE_LINES) == "none"
    assert value("line_of_reinfusion", THREE_LINES) == "third"
    assert day("antibody_salvage", THREE_LINES) == "124"


def test_a_first_line_without_assessment_is_not_evaluable():
    record = told(
        "95  | therapy_started | drugs=vincristine setting=salvage",
        "105 | death           | cause=disease",
    )

    assert value("first_line_response", record) == "not evaluable"
    assert value("salvage_response", record) == "no CR"


FIRST = "95  | therapy_started  | drugs=blinatumomab setting=salvage"
REMITTED = "123 | marrow_blasts    | percent=1"


@pytest.mark.parametrize(
    ("rows", "reached"),
    [
        (("240 | marrow_blasts | percent=30",), "240"),
        (("240 | blood_blasts | percent=30",), "240"),
        (("240 | extramedullary | site=skin status=present",), "240"),
        (
            (
                "123 | residual_disease | result=negative sensitivity=0.0001",
                "200 | residual_disease | result=positive",
            ),
            "200",
        ),
        (("123 | residual_disease | result=positive",), ""),
        (
            (
                "130 | therapy_started | drugs=nilotinib setting=salvage",
                "240 | marrow_blasts | percent=30",
            ),
            "",
        ),
    ],
)
def test_relapse_in_the_first_line_comes_before_the_second(rows, reached):
    assert day("relapse_in_first_line", told(FIRST, REMITTED, *rows)) == reached


def test_early_death_and_loss_in_the_first_line_are_told_apart():
    dead = told(FIRST, "110 | death | cause=disease")
    gone = told(FIRST, "110 | lost_to_follow_up |")

    assert value("early_death_in_first_line", dead) == "reached"
    assert value("early_loss_in_first_line", dead) == "not reached"
    assert value("early_loss_in_first_line", gone) == "reached"
    assert value("early_death_in_first_line", gone) == "not reached"


@pytest.mark.parametrize(
    "started",
    [
        "89  | therapy_started | drugs=blinatumomab setting=salvage",
        "89  | cell_infusion   | product=x infusion=2",
    ],
)
def test_salvage_begun_before_the_marrow_that_showed_the_relapse_is_the_first_line(started):
    record = told(started, "125 | marrow_blasts | percent=1")

    assert day("progression", record) == "90"
    assert [row["from"] for row in in_lines(text=record)] == ["89"]
    assert value("lines_of_salvage", record) == "1"
    assert value("salvage_given", record) == "treated"
    assert value("care_without_salvage", record) == "salvage given"


def test_who_never_progressed_has_lines_and_was_not_treated_for_progression():
    record = RELAPSED.replace("percent=60", "percent=1")
    record += "    5 | 95 | therapy_started | drugs=blinatumomab setting=salvage\n"

    assert value("lines_of_salvage", record) == "1"
    assert value("salvage_given", record) == "not progressed"
    assert value("care_without_salvage", record) == "not progressed"
    assert value("start_of_salvage", record) == "before any progression"


@pytest.mark.parametrize(
    ("course", "doubt"),
    [
        ("drugs=blinatumomab setting=palliative", "recorded in no line of salvage"),
        ("drugs=blinatumomab setting=consolidation", "recorded in no line of salvage"),
        ("drugs=inotuzumab setting=other", "recorded in no line of salvage"),
        (
            "drugs=chemotherapy regimen=FLAG-Ida setting=palliative",
            "recorded in no line of salvage",
        ),
        ("drugs=blinatumomab setting=salvage", "none"),
        ("drugs=hydroxycarbamide+prednisone setting=palliative", "none"),
        ("drugs=fludarabine+melphalan setting=consolidation", "none"),
        ("drugs=fludarabine+cyclophosphamide setting=lymphodepletion", "none"),
    ],
)
def test_treatment_of_the_leukaemia_that_belongs_to_no_line_is_a_finding(course, doubt):
    assert value("treatment_in_no_line", told(f"95 | therapy_started | {course}")) == doubt


def test_a_first_line_whose_response_is_awaited_is_not_yet_assessed():
    record = told("95 | therapy_started | drugs=blinatumomab setting=salvage", "300 | contact |")

    for name, later in (("first_line_response", "not evaluable"), ("salvage_response", "no CR")):
        assert value(name, record, cutoff=120) == "not yet assessed"
        assert value(name, record) == later
    assert day("first_line_over", record) == "155"
    assert value("response_awaited", record, cutoff=120) == "true"
    dead = record.replace("300 | contact |", "110 | death | cause=disease")
    assert value("first_line_response", dead, cutoff=120) == "not evaluable"
    assert value("salvage_response", dead, cutoff=120) == "no CR"
