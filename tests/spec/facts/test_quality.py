"""Findings name what does not sit well together, and refuse nothing."""

from tests.spec.facts.tables import rows, told
from timeline.quality import findings


def found(table):
    """Name and records of every finding on a table, as a table."""
    history = told(table)
    record = {event.id: event.source_record for event in history.events}
    return [
        {"finding": finding.name, "records": " ".join(record[event] for event in finding.events)}
        for finding in findings(history)
    ]


def names(table):
    return {item["finding"] for item in found(table)}


def nothing(table):
    return found(table) == []


# duplicate


def test_the_same_fact_under_two_records_is_a_duplicate():
    assert found("""
        record | occurred   | fact
        1      | 2020-03-01 | marrow_blasts percent=40
        2      | 2020-03-01 | marrow_blasts percent=40
    """) == rows("""
        finding   | records
        duplicate | 1 2
    """)


def test_another_day_another_value_or_another_kind_is_no_duplicate():
    assert "duplicate" not in names("""
        record | occurred   | fact
        1      | 2020-03-01 | marrow_blasts percent=40
        2      | 2020-03-02 | marrow_blasts percent=40
        3      | 2020-03-01 | marrow_blasts percent=41
        4      | 2020-03-01 | blood_blasts percent=40
        5      | 2020-03    | marrow_blasts percent=40
    """)


def test_a_fact_and_its_correction_to_the_same_are_no_duplicate():
    assert nothing("""
        record | occurred   | fact
        1      | 2020-03-01 | marrow_blasts percent=40
        2      | 2020-03-01 | corrected 1 to marrow_blasts percent=40
    """)


# after_death


def test_a_treatment_after_death_is_a_finding():
    assert found("""
        record | occurred   | fact
        1      | 2020-03-01 | death
        2      | 2020-03-02 | drug_given drug=dexamethasone
    """) == rows("""
        finding     | records
        after_death | 1 2
    """)


def test_whatever_follows_a_death_is_one_finding_of_the_patient():
    """The date of death is wrong, or all the others are; a hundred findings would say no more."""
    events = told("""
        record | occurred   | fact
        1      | 2020-03-01 | death
        2      | 2020-03-02 | drug_given drug=dexamethasone
        3      | 2020-03-05 | contact
        4      | 2020-03-09 | drug_given drug=dexamethasone
        5      | 2020-04    | contact imputation=earliest
    """)
    (finding,) = (finding for finding in findings(events) if finding.name == "after_death")

    assert finding.statement == (
        "drug given on 2020-03-02 is after death, and so are 3 more until 2020-04: "
        "contact 2, drug given 1"
    )
    assert len(finding.events) == 5


def test_a_fact_of_the_day_of_death_or_before_it_is_none():
    assert nothing("""
        record | occurred   | fact
        1      | 2020-03-02 | death
        2      | 2020-03-02 | contact
        3      | 2020-03-01 | drug_given drug=dexamethasone
    """)


def test_background_may_be_reported_after_death():
    assert nothing("""
        record | occurred   | fact
        1      | 2020-03-01 | death
        2      | 2020-03-09 | cytogenetic_finding abnormality=del(9p)
        3      | 2020-03-09 | philadelphia_status status=positive
        4      | 2020-03-09 | diagnosis disease=x
        5      | 2020-03-09 | demographics
    """)


def test_a_partial_date_that_may_lie_before_death_is_no_finding():
    assert nothing("""
        record | occurred   | fact
        1      | 2020-03-01 | death
        2      | 2020       | contact imputation=earliest
        3      | 2020-03    | contact imputation=earliest
    """)
    assert found("""
        record | occurred   | fact
        1      | 2020-03    | death imputation=latest
        2      | 2020-03-31 | contact
        3      | 2020-04    | contact imputation=earliest
    """) == rows("""
        finding     | records
        after_death | 1 3
    """)


def test_a_retracted_death_ends_nothing():
    assert nothing("""
        record | occurred   | fact
        1      | 2020-03-01 | death
        2      | 2020-04-01 | contact
        3      |            | retracted 1
    """)


# second_death


def test_a_second_death_is_a_finding():
    assert found("""
        record | occurred   | fact
        1      | 2020-03-01 | death cause=disease
        2      | 2020-03-01 | death cause=treatment
    """) == rows("""
        finding      | records
        disagreement | 2 1
        second_death | 2 1
    """)


def test_a_death_corrected_to_another_day_is_one_death():
    assert nothing("""
        record | occurred   | fact
        1      | 2020-03-01 | death
        2      | 2020-03-05 | corrected 1 to death
    """)


# overlap


def test_a_course_that_starts_again_before_it_stopped_overlaps():
    assert found("""
        record | occurred   | fact
        1      | 2020-03-01 | therapy_started drugs=vincristine+imatinib setting=salvage
        2      | 2020-03-05 | therapy_started drugs=vincristine+imatinib setting=salvage
    """) == rows("""
        finding | records
        overlap | 1 2
    """)


def test_courses_one_after_the_other_and_different_courses_do_not_overlap():
    assert nothing("""
        record | occurred   | fact
        1      | 2020-03-01 | therapy_started drugs=vincristine setting=salvage
        2      | 2020-03-02 | therapy_started drugs=imatinib setting=salvage
        3      | 2020-03-03 | therapy_started drugs=vincristine setting=palliative
        4      | 2020-03-04 | therapy_stopped drugs=vincristine setting=salvage
        5      | 2020-03-05 | therapy_started drugs=vincristine setting=salvage
    """)


def test_a_course_may_start_again_on_the_day_it_stopped():
    assert nothing("""
        record | occurred   | fact
        1      | 2020-03-01 | therapy_started drugs=vincristine setting=salvage
        2      | 2020-03-05 | therapy_stopped drugs=vincristine setting=salvage
        3      | 2020-03-05 | therapy_started drugs=vincristine setting=salvage
    """)


def test_courses_of_one_day_do_not_overlap():
    assert nothing("""
        record | occurred   | fact
        1      | 2020-03-01 | therapy_started drugs=vincristine setting=salvage
        2      | 2020-03-01 | therapy_stopped drugs=vincristine setting=salvage
        3      | 2020-03-08 | therapy_started drugs=vincristine setting=salvage
        4      | 2020-03-08 | therapy_stopped drugs=vincristine setting=salvage
        5      | 2020-03-15 | therapy_started drugs=vincristine setting=salvage
    """)


def test_a_dose_of_steroid_may_change_without_a_stop():
    assert nothing("""
        record | occurred   | fact
        1      | 2020-03-01 | steroid_started drug=dexamethasone prednisone_mg_per_kg_day=2
        2      | 2020-03-02 | steroid_started drug=dexamethasone prednisone_mg_per_kg_day=1
        3      | 2020-03-03 | steroid_stopped drug=dexamethasone
    """)


# out_of_order


def test_a_course_that_stops_before_it_starts_is_out_of_order():
    assert found("""
        record | occurred   | fact
        1      | 2020-03-01 | therapy_stopped drugs=vincristine setting=salvage
        2      | 2020-03-05 | therapy_started drugs=vincristine setting=salvage
        3      | 2020-03-01 | steroid_stopped drug=dexamethasone
        4      | 2020-03-02 | therapy_stopped drugs=vincristine setting=prior
    """) == rows("""
        finding      | records
        out_of_order | 3
        out_of_order | 1
        out_of_order | 4
    """)


def test_a_course_that_stops_on_the_day_it_started_or_later_is_in_order():
    assert nothing("""
        record | occurred   | fact
        1      | 2020-03-01 | therapy_started drugs=vincristine setting=salvage
        2      | 2020-03-01 | therapy_stopped drugs=vincristine setting=salvage
        3      | 2020-03-05 | steroid_started drug=dexamethasone
        4      | 2020-03-06 | steroid_stopped drug=dexamethasone
    """)


# numbered_out_of_order


def test_numbers_of_infusions_and_transplants_rise_with_their_dates():
    assert found("""
        record | occurred   | fact
        1      | 2020-03-01 | cell_infusion product=19-28z infusion=2
        2      | 2020-05-01 | cell_infusion product=19-28z infusion=1
        3      | 2020-06-01 | transplant donor=allogeneic number=1
        4      | 2020-07-01 | transplant donor=allogeneic number=1
    """) == rows("""
        finding               | records
        numbered_out_of_order | 1 2
        numbered_out_of_order | 3 4
    """)
    assert nothing("""
        record | occurred   | fact
        1      | 2020-03-01 | cell_infusion product=19-28z infusion=1
        2      | 2020-05-01 | cell_infusion product=19-28z infusion=2
        3      | 2020-04-01 | transplant donor=allogeneic number=1
        4      | 2020-07-01 | transplant donor=allogeneic number=2
    """)


# number_not_on_record


def test_of_what_is_numbered_every_number_before_is_on_record():
    assert found("""
        record | occurred   | fact
        1      | 2020-03-01 | cell_infusion product=19-28z infusion=1
        2      | 2020-05-01 | cell_infusion product=19-28z infusion=3
        3      | 2020-07-01 | transplant donor=allogeneic number=2
    """) == rows("""
        finding              | records
        number_not_on_record | 2
        number_not_on_record | 3
    """)
    assert nothing("""
        record | occurred   | fact
        1      | 2020-03-01 | cell_infusion product=19-28z infusion=1
        2      | 2020-05-01 | cell_infusion product=19-28z infusion=2
        3      | 2020-06-01 | cell_infusion product=19-28z infusion=3
    """)


# gap


def test_a_silence_of_more_than_400_days_after_registration_is_a_gap():
    assert found("""
        record | occurred   | fact
        1      | 2018-01-01 | registered study=s
        2      | 2018-06-01 | contact
        3      | 2019-07-07 | contact
    """) == rows("""
        finding | records
        gap     | 2 3
    """)


def test_a_silence_of_400_days_or_before_registration_is_none():
    assert nothing("""
        record | occurred   | fact
        1      | 2010-01-01 | diagnosis disease=x
        2      | 2018-06-01 | registered study=s
        3      | 2019-07-06 | contact
    """)
    assert nothing("""
        record | occurred   | fact
        1      | 2010-01-01 | contact
        2      | 2018-06-01 | contact
    """)


# findings


def test_findings_are_about_what_holds_now_only():
    assert nothing("""
        record | occurred   | fact
        1      | 2020-03-01 | marrow_blasts percent=40
        2      | 2020-03-01 | marrow_blasts percent=40
        3      |            | retracted 2
    """)


def test_a_finding_says_who_and_what_in_a_sentence():
    (finding,) = findings(
        told("""
        record | occurred   | fact
        1      | 2020-03-01 | death
        2      | 2020-03-02 | drug_given drug=dexamethasone
    """)
    )

    assert finding.patient == "P1"
    assert finding.statement == "drug given on 2020-03-02 is after death"
