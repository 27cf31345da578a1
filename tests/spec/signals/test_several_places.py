from projections.language import first, signal
from tests.spec.tables import table, told

disease_somewhere = signal("extramedullary", "status").somewhere("site", "present")


def test_each_place_keeps_its_own_latest_value():
    record = """
        patient | record | occurred   | kind           | fields
        A       | a1     | 2020-01-10 | extramedullary | site=cns status=present
        A       | a2     | 2020-01-20 | extramedullary | site=testis status=present
        A       | a3     | 2020-02-10 | extramedullary | site=cns status=resolved
        A       | a4     | 2020-02-20 | extramedullary | site=testis status=resolved
    """

    for cutoff, value, evidence in [
        ("2020-01-09", None, None),
        ("2020-01-10", "true", "a1"),
        ("2020-02-10", "true", "a2"),
        ("2020-02-20", "false", "a3, a4"),
    ]:
        rows = told(disease_somewhere, record, cutoff=cutoff)
        assert [(row["value"], row["decided by"]) for row in rows] == [(value, evidence)] * len(
            rows
        )


def test_a_place_that_was_never_looked_at_says_nothing_and_none_at_all_is_unknown():
    record = """
        patient | record | occurred   | kind           | fields
        A       | a1     | 2020-01-10 | extramedullary | site=cns status=absent
        B       | b1     | 2020-01-10 | contact        |
    """

    assert told(disease_somewhere, record) == table("""
        patient | value   | date | decided by
        A       | false   |      | a1
        B       | unknown |      |
    """)


def test_places_may_be_told_apart_by_a_number():
    own_graft = signal("transplant", "donor").somewhere("number", "autologous")
    record = """
        patient | record | occurred   | kind       | fields
        A       | a1     | 2020-01-10 | transplant | donor=autologous number=1
        A       | a2     | 2020-02-10 | transplant | donor=allogeneic number=2
    """

    assert told(own_graft, record) == table("""
        patient | value | date | decided by
        A       | true  |      | a1
    """)


def test_disease_is_resolved_when_the_last_place_is():
    resolved = first(~disease_somewhere)
    record = """
        patient | record | occurred   | kind           | fields
        A       | a1     | 2020-01-10 | extramedullary | site=cns status=present
        A       | a2     | 2020-01-10 | extramedullary | site=testis status=present
        A       | a3     | 2020-02-10 | extramedullary | site=testis status=resolved
        A       | a4     | 2020-03-10 | extramedullary | site=cns status=resolved
        B       | b1     | 2020-02-10 | extramedullary | site=cns status=present
    """

    assert told(resolved, record) == table("""
        patient | value       | date       | decided by
        A       | reached     | 2020-03-10 | a3, a4
        B       | not reached |            | b1
    """)
