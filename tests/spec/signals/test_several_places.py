from projections.language import first, signal
from projections.language.sentences import sentence
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


cleared_together = signal("extramedullary", "status").somewhere(
    "site", "present", cleared_by=("whole body",)
)


def test_what_stands_for_all_places_clears_them_and_a_place_clears_itself_alone():
    """Of one day the place where disease is counts, for the worst of a day comes last."""
    record = """
        patient | record | occurred   | kind           | fields
        A       | a1     | 2020-01-10 | extramedullary | site=cns status=present
        A       | a2     | 2020-01-20 | extramedullary | site=testis status=present
        A       | a3     | 2020-02-10 | extramedullary | site='PET-CT' status=absent
        A       | a4     | 2020-03-10 | extramedullary | site=bone status=present
        A       | a5     | 2020-04-10 | extramedullary | site=bone status=resolved
        B       | b1     | 2020-01-10 | extramedullary | site=cns status=present
        B       | b2     | 2020-01-20 | extramedullary | site=testis status=absent
        C       | c1     | 2020-01-10 | extramedullary | site=cns status=present
        C       | c2     | 2020-01-20 | extramedullary | site='whole body' status=absent
        C       | c3     | 2020-01-20 | extramedullary | site=skin status=present
        D       | d1     | 2020-01-10 | extramedullary | site='whole body' status=present
        D       | d2     | 2020-01-20 | extramedullary | site=skin status=absent
    """

    def at(cutoff):
        found = told(cleared_together, record, cutoff=cutoff)
        return [(row["value"], row["decided by"]) for row in found]

    assert [value for value, _ in at("2020-02-09")] == ["true"] * 4
    assert at("2020-02-10")[0] == ("false", "a3")
    assert at("2020-03-10")[0] == ("true", "a4")
    assert at("2020-04-10") == [("false", "a3, a5"), ("true", "b1"), ("true", "c3"), ("true", "d1")]


def test_it_is_said_what_clears_all_places():
    assert sentence(cleared_together) == (
        "extramedullary status is present at some site (all are cleared by whole body)"
    )
    assert sentence(~cleared_together) == (
        "extramedullary status is present at no site (all are cleared by whole body)"
    )
