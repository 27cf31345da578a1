from projections.language import earliest, elapsed, events, first, judged, reached, signal
from tests.spec.tables import table, told

infusion = first(events("cell_infusion"))
few_blasts = signal("marrow_blasts", "percent") < 5
remission = first(few_blasts, after=infusion)


def test_an_event_that_is_not_on_record_did_not_happen():
    record = """
        patient | record | occurred   | kind          | fields
        A       | a1     | 2020-01-10 | contact       |
        B       | b1     | 2020-01-10 | cell_infusion | product=x infusion=1
    """

    assert told(reached(infusion), record) == table("""
        patient | value | date | decided by
        A       | false |      |
        B       | true  |      | b1
    """)


def test_a_condition_that_nobody_looked_at_is_not_known_to_have_failed():
    """A's marrow was looked at before the infusion only, B's after it, C's came into remission."""
    record = """
        patient | record | occurred   | kind          | fields
        A       | a1     | 2020-01-10 | marrow_blasts | percent=60
        A       | a2     | 2020-01-20 | cell_infusion | product=x infusion=1
        B       | b1     | 2020-01-20 | cell_infusion | product=x infusion=1
        B       | b2     | 2020-02-20 | marrow_blasts | percent=60
        B       | b3     | 2020-03-20 | marrow_blasts | percent=40
        C       | c1     | 2020-01-20 | cell_infusion | product=x infusion=1
        C       | c2     | 2020-02-20 | marrow_blasts | percent=2
    """

    assert told(reached(remission), record) == table("""
        patient | value   | date | decided by
        A       | unknown |      |
        B       | false   |      | b3
        C       | true    |      | c2
    """)


def test_the_earliest_of_several_is_not_known_to_be_absent_while_one_of_them_is_not():
    progression = earliest(first(events("death")), first(~few_blasts, after=infusion))
    record = """
        patient | record | occurred   | kind          | fields
        A       | a1     | 2020-01-20 | cell_infusion | product=x infusion=1
        B       | b1     | 2020-01-20 | cell_infusion | product=x infusion=1
        B       | b2     | 2020-02-20 | marrow_blasts | percent=2
    """

    assert told(reached(progression), record) == table("""
        patient | value   | date | decided by
        A       | unknown |      |
        B       | false   |      | b2
    """)


def test_a_deadline_after_an_unknown_moment_is_unknown():
    record = """
        patient | record | occurred   | kind          | fields
        A       | a1     | 2020-01-20 | cell_infusion | product=x infusion=1
    """

    assert told(reached(elapsed(30, remission)), record)[0]["value"] == "unknown"
    assert told(reached(elapsed(30, infusion)), record, cutoff="2020-02-18") == table("""
        patient | value | date | decided by
        A       | false |      | a1
    """)


def test_a_judgement_at_an_unknown_moment_is_unknown():
    at_remission = judged(signal("residual_disease", "result").is_("negative"), at=remission)
    record = """
        patient | record | occurred   | kind             | fields
        A       | a1     | 2020-01-20 | cell_infusion    | product=x infusion=1
        B       | b1     | 2020-01-20 | cell_infusion    | product=x infusion=1
        B       | b2     | 2020-02-20 | marrow_blasts    | percent=2
        C       | c1     | 2020-01-20 | cell_infusion    | product=x infusion=1
        C       | c2     | 2020-02-20 | marrow_blasts    | percent=60
        D       | d1     | 2020-01-20 | cell_infusion    | product=x infusion=1
        D       | d2     | 2020-02-19 | residual_disease | result=positive
        D       | d3     | 2020-02-20 | marrow_blasts    | percent=2
    """

    assert told(reached(at_remission), record) == table("""
        patient | value   | date | decided by
        A       | unknown |      |
        B       | unknown |      |
        C       | false   |      | c2
        D       | false   |      | d2
    """)


def test_a_search_and_a_judgement_at_the_same_moment_agree_on_what_is_unknown():
    """Nobody looked for a remission after the infusion when the first marrow was taken."""
    second_contact = first(events("contact"), n=2)
    late_remission = first(few_blasts, after=second_contact)
    none_so_far = ~reached(late_remission) & ~few_blasts
    record = """
        patient | record | occurred   | kind          | fields
        A       | a1     | 2020-01-01 | contact       |
        A       | a2     | 2020-01-03 | marrow_blasts | percent=60
        A       | a3     | 2020-01-05 | contact       |
        A       | a4     | 2020-01-07 | marrow_blasts | percent=40
    """

    assert told(first(none_so_far), record) == table("""
        patient | value   | date       | decided by
        A       | reached | 2020-01-07 | a4
    """)
    assert told(judged(none_so_far, at=first(events("marrow_blasts"))), record) == table("""
        patient | value   | date | decided by
        A       | unknown |      |
    """)
