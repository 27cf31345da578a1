from projections.language import events, first, last
from tests.spec.tables import table, told

RECORD = """
    record | occurred   | kind          | fields
    1      | 2020-01-10 | marrow_blasts | percent=2
    2      | 2020-02-10 | contact       |
    3      | 2020-03-10 | marrow_blasts | percent=60
    4      | 2020-04-10 | contact       |
"""


def test_the_last_event_moves_on_with_the_cutoff():
    seen = last(events("contact"))

    dates = {cutoff: told(seen, RECORD, cutoff=cutoff)[0]["date"] for cutoff in CUTOFFS}
    assert dates == {"2020-01-31": "", "2020-03-31": "2020-02-10", "2020-04-30": "2020-04-10"}


CUTOFFS = ("2020-01-31", "2020-03-31", "2020-04-30")


def test_the_last_event_of_any_kind_before_a_milestone():
    before = last(events(), before=first(events("contact")))

    assert told(before, RECORD) == table("""
        patient | value   | date       | decided by
        A       | reached | 2020-01-10 | 1
    """)
