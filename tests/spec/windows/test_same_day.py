"""Facts of one day come in a declared order, whatever the order in which they were recorded."""

from projections.language import events, first, last, signal
from tests.spec.tables import table, told

infusion = first(events("cell_infusion"))
death = first(events("death"))
few_blasts = signal("marrow_blasts", "percent") < 5
remission = first(few_blasts, after=infusion)

ONE_DAY = """
    record     | occurred   | kind              | fields
    end        | 2020-01-20 | death             |
    contact    | 2020-01-20 | contact           |
    reaction   | 2020-01-20 | toxicity_grade    | toxicity=infection grade=3
    treatment  | 2020-01-20 | cell_infusion     | product=x infusion=1
    stop       | 2020-01-20 | therapy_stopped   | drugs=x setting=bridging
    assessment | 2020-01-20 | marrow_blasts     | percent=2
    background | 2020-01-20 | registered        | study=s
"""


def test_a_marrow_on_the_day_of_the_infusion_was_taken_before_it():
    record = """
        record | occurred   | kind          | fields               | recorded
        1      | 2020-01-20 | cell_infusion | product=x infusion=1 | 2020-01-20
        2      | 2020-01-20 | marrow_blasts | percent=2            | 2020-01-21
    """

    assert told(first(events("marrow_blasts"), before=infusion), record)[0]["decided by"] == "2"
    assert told(first(events("marrow_blasts"), after=infusion), record)[0]["value"] == "not reached"


def test_a_marrow_taken_before_infusion_makes_no_patient_remit_on_the_day_of_infusion():
    record = """
        patient | record | occurred   | kind          | fields
        A       | a1     | 2020-01-10 | marrow_blasts | percent=2
        A       | a2     | 2020-01-20 | cell_infusion | product=x infusion=1
        B       | b1     | 2020-01-20 | marrow_blasts | percent=2
        B       | b2     | 2020-01-20 | cell_infusion | product=x infusion=1
        C       | c1     | 2020-01-10 | marrow_blasts | percent=2
        C       | c2     | 2020-01-20 | cell_infusion | product=x infusion=1
        C       | c3     | 2020-02-20 | marrow_blasts | percent=1
    """

    assert told(remission, record) == table("""
        patient | value   | date       | decided by
        A       | unknown |            |
        B       | unknown |            |
        C       | reached | 2020-02-20 | c3
    """)


def test_a_remission_of_two_assessments_needs_both_after_the_infusion():
    resolved = ~signal("extramedullary", "status").somewhere("site", "present")
    carried_over = first(few_blasts & resolved, after=infusion)
    both_since = first(
        (signal("marrow_blasts", "percent").since(infusion) < 5)
        & ~signal("extramedullary", "status").since(infusion).somewhere("site", "present"),
    )
    record = """
        record | occurred   | kind           | fields
        1      | 2020-01-10 | marrow_blasts  | percent=2
        2      | 2020-01-20 | cell_infusion  | product=x infusion=1
        3      | 2020-02-20 | extramedullary | site=cns status=resolved
        4      | 2020-03-20 | marrow_blasts  | percent=1
    """

    assert told(carried_over, record)[0] == {
        "patient": "A",
        "value": "reached",
        "date": "2020-02-20",
        "decided by": "1, 3",
    }
    assert told(both_since, record) == table("""
        patient | value   | date       | decided by
        A       | reached | 2020-03-20 | 4, 3
    """)


def test_death_comes_last_on_its_day():
    assert told(first(events(), after=death), ONE_DAY)[0]["value"] == "not reached"
    assert told(last(events(), before=death), ONE_DAY)[0]["decided by"] == "contact"


def test_the_facts_of_one_day_have_a_declared_order():
    counted = told(first(events(), n=7), ONE_DAY)[0]["decided by"]

    assert counted.split(", ") == [
        "background",
        "assessment",
        "stop",
        "treatment",
        "reaction",
        "contact",
        "end",
    ]


def test_within_one_place_of_that_order_the_fact_recorded_first_comes_first():
    record = """
        record | occurred   | kind            | fields                    | recorded
        1      | 2020-01-20 | therapy_started | drugs=a setting=salvage   | 2020-01-23
        2      | 2020-01-20 | cell_infusion   | product=x infusion=1      | 2020-01-21
        3      | 2020-01-20 | transplant      | donor=allogeneic number=1 | 2020-01-22
    """

    assert told(first(events(), n=3), record)[0]["decided by"] == "2, 3, 1"
