from projections.language import first, signal
from tests.spec.tables import table, told

few_blasts = signal("marrow_blasts", "percent") < 5
disease_outside = signal("extramedullary", "status").somewhere("site", "present")


def test_a_condition_becomes_true_with_the_event_that_completes_it_and_cites_all_its_signals():
    record = """
        patient | record | occurred   | kind           | fields
        A       | a1     | 2020-01-10 | marrow_blasts  | percent=2
        A       | a2     | 2020-01-12 | extramedullary | site=cns status=absent
        B       | b1     | 2020-01-10 | extramedullary | site=cns status=absent
        B       | b2     | 2020-01-12 | marrow_blasts  | percent=2
        C       | c1     | 2020-01-12 | marrow_blasts  | percent=2
    """

    assert told(first(few_blasts & ~disease_outside), record) == table("""
        patient | value   | date       | decided by
        A       | reached | 2020-01-12 | a1, a2
        B       | reached | 2020-01-12 | b2, b1
        C       | unknown |            |
    """)


def test_a_condition_that_does_not_hold_cites_the_assessments_that_say_so():
    record = """
        patient | record | occurred   | kind           | fields
        A       | a1     | 2020-01-10 | marrow_blasts  | percent=60
        A       | a2     | 2020-01-12 | extramedullary | site=cns status=absent
    """

    assert told(few_blasts & ~disease_outside, record) == table("""
        patient | value | date | decided by
        A       | false |      | a1, a2
    """)
