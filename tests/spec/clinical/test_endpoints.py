"""Endpoints: the first of ordered events, else the last censor source; no transplant censors."""

from projections.studies.wudhikarn2021 import study
from tests.spec.clinical.asked import asked, day, value
from tests.spec.tables import table

COHORT = """
    patient | record | day | kind            | fields
    A       | a1     | -5  | extramedullary  | site=cns status=absent
    A       | a2     | 0   | cell_infusion   | product=x infusion=1
    A       | a3     | 28  | marrow_blasts   | percent=1
    A       | a4     | 60  | transplant      | donor=allogeneic
    A       | a5     | 200 | marrow_blasts   | percent=60
    A       | a6     | 205 | therapy_started | drugs=blinatumomab setting=salvage
    A       | a7     | 230 | marrow_blasts   | percent=1
    A       | a8     | 280 | marrow_blasts   | percent=70
    A       | a9     | 300 | death           | cause=disease
    B       | b1     | 0   | cell_infusion   | product=x infusion=1
    B       | b2     | 28  | marrow_blasts   | percent=60
    B       | b3     | 90  | contact         |
    C       | c1     | -5  | extramedullary  | site=cns status=absent
    C       | c2     | 0   | cell_infusion   | product=x infusion=1
    C       | c3     | 28  | marrow_blasts   | percent=1
    C       | c4     | 100 | death           | cause=treatment
    D       | d1     | -30 | registered      | study=wudhikarn2021
    D       | d2     | -10 | death           | cause=disease
"""
HEADING = "patient | value | day | decided by"
NO_INFUSION = "D | not in the analysis: origin not reached | |"


def test_event_free_survival_ends_with_refractory_disease_relapse_or_death():
    assert asked("EFS", COHORT) == table(f"""
        {HEADING}
        A | relapse after 200 days   | 200 | a2, a5
        B | refractory after 28 days | 28  | b1, b2
        C | death after 100 days     | 100 | c2, c4
        {NO_INFUSION}
    """)


def test_overall_survival_ends_with_death_or_is_censored_when_last_seen():
    assert asked("OS", COHORT) == table(f"""
        {HEADING}
        A | death after 300 days                      | 300 | a2, a9
        B | censored (last seen alive) after 90 days  | 90  | b1, b3
        C | death after 100 days                      | 100 | c2, c4
        {NO_INFUSION}
    """)


def test_survival_after_progression_is_counted_for_those_who_progressed():
    assert asked("OS_after_progression", COHORT) == table(f"""
        {HEADING}
        A | death after 100 days                      | 300 | a5, a9
        B | censored (last seen alive) after 62 days  | 90  | b2, b3
        C | not in the analysis: origin not reached   |     |
        {NO_INFUSION}
    """)


def test_death_competes_with_progression():
    assert asked("time_to_progression", COHORT) == table(f"""
        {HEADING}
        A | progression after 200 days | 200 | a2, a5
        B | progression after 28 days  | 28  | b1, b2
        C | death after 100 days       | 100 | c2, c4
        {NO_INFUSION}
    """)


def test_death_competes_with_the_end_of_a_remission():
    found = [row["value"] for row in asked("remission_duration", COHORT)]

    assert found[0] == "relapse after 172 days"
    assert found[2] == "death after 72 days"


def test_responders_to_salvage_are_followed_from_their_remission():
    assert asked("EFS_after_salvage_remission", COHORT)[0] == {
        "patient": "A",
        "value": "relapse after 50 days",
        "day": "280",
        "decided by": "a7, a8",
    }
    assert asked("salvage_remission_duration", COHORT)[0]["value"] == "relapse after 50 days"


def test_death_in_remission_to_salvage_censors_the_duration_by_kaplan_meier():
    record = """
        day | kind             | fields
        -5  | extramedullary   | site=cns status=absent
        0   | cell_infusion    | product=x infusion=1
        28  | marrow_blasts    | percent=1
        90  | marrow_blasts    | percent=60
        100 | therapy_started  | drugs=blinatumomab setting=salvage
        130 | marrow_blasts    | percent=1
        180 | death            | cause=treatment
    """

    assert value("salvage_remission_duration", record) == "death after 50 days"
    assert value("salvage_remission_by_kaplan_meier", record) == "censored (death) after 50 days"
    relapsed = [row["value"] for row in asked("salvage_remission_by_kaplan_meier", COHORT)]
    assert relapsed[0] == "relapse after 50 days"


def test_by_the_letter_of_the_rule_residual_disease_is_no_progression():
    record = """
        day | kind             | fields
        -5  | extramedullary   | site=cns status=absent
        0   | cell_infusion    | product=x infusion=1
        28  | marrow_blasts    | percent=1
        28  | residual_disease | result=negative sensitivity=0.0001
        90  | residual_disease | result=positive
        95  | contact          |
    """
    by_rule = study(molecular_progression=False)

    assert value("time_to_progression", record) == "progression after 90 days"
    assert value("time_to_progression", record, study=by_rule).startswith("censored")


def test_who_is_alive_is_known_until_last_seen():
    assert [row["value"] for row in asked("vital_status", COHORT)] == [
        "dead",
        "alive at last contact",
        "dead",
        "dead",
    ]
    assert asked("cause_of_death", COHORT)[2]["value"] == "treatment"
    assert [row["day"] for row in asked("last_seen", COHORT)] == ["300", "90", "100", "-10"]
    assert asked("death", COHORT)[0]["decided by"] == "a9"


def test_who_is_in_the_study_and_who_was_infused():
    assert [row["day"] for row in asked("enrolment", COHORT)] == ["", "", "", "-30"]
    assert [row["day"] for row in asked("infusion", COHORT)] == ["0", "0", "0", ""]
    assert day("reinfusion", COHORT.splitlines()[1] + "\n" + COHORT.splitlines()[3]) == ""
