from projections.language import Endpoint, Source, events, first, last
from tests.spec.tables import table, told

infusion = first(events("cell_infusion"))
death = Source("death", first(events("death")))
relapse = Source("relapse", first(events("marrow_blasts"), after=infusion))
seen = Source("last seen", last(events()))
survival = Endpoint(origin=infusion, events=(death,), censors=(seen,))


def test_time_runs_from_the_origin_to_the_event_or_else_to_the_last_censor_source():
    record = """
        patient | record | occurred   | kind          | fields
        A       | a1     | 2020-01-01 | cell_infusion | product=x infusion=1
        A       | a2     | 2020-03-01 | death         |
        B       | b1     | 2020-01-01 | cell_infusion | product=x infusion=1
        B       | b2     | 2020-02-01 | contact       |
    """

    assert told(survival, record) == table("""
        patient | value                                | date       | decided by
        A       | death after 60 days                  | 2020-03-01 | a1, a2
        B       | censored (last seen) after 31 days   | 2020-02-01 | b1, b2
    """)


def test_the_first_of_several_events_counts_and_on_one_day_the_one_named_first():
    both = Endpoint(origin=infusion, events=(relapse, death), censors=(seen,))
    turned = Endpoint(origin=infusion, events=(death, relapse), censors=(seen,))
    record = """
        patient | record | occurred   | kind          | fields
        A       | a1     | 2020-01-01 | cell_infusion | product=x infusion=1
        A       | a2     | 2020-02-01 | marrow_blasts | percent=60
        A       | a3     | 2020-03-01 | death         |
        B       | b1     | 2020-01-01 | cell_infusion | product=x infusion=1
        B       | b2     | 2020-03-01 | marrow_blasts | percent=60
        B       | b3     | 2020-03-01 | death         |
    """

    assert told(both, record) == table("""
        patient | value                 | date       | decided by
        A       | relapse after 31 days | 2020-02-01 | a1, a2
        B       | relapse after 60 days | 2020-03-01 | b1, b2
    """)
    assert told(turned, record)[1]["value"] == "death after 60 days"


def test_a_competing_event_ends_follow_up_under_its_own_name():
    relapse_only = Endpoint(infusion, (relapse,), (seen,), competing=(death,))
    record = """
        patient | record | occurred   | kind          | fields
        A       | a1     | 2020-01-01 | cell_infusion | product=x infusion=1
        A       | a2     | 2020-02-01 | death         |
        B       | b1     | 2020-01-01 | cell_infusion | product=x infusion=1
        B       | b2     | 2020-02-01 | marrow_blasts | percent=60
        B       | b3     | 2020-02-01 | death         |
    """

    assert told(relapse_only, record) == table("""
        patient | value                 | date       | decided by
        A       | death after 31 days   | 2020-02-01 | a1, a2
        B       | relapse after 31 days | 2020-02-01 | b1, b2
    """)


def test_of_sources_that_reach_the_latest_counts_and_on_one_day_the_one_named_first():
    visit = Source("visit", last(events("contact", means="visit")))
    marrow = Source("marrow", last(events("marrow_blasts")))
    endpoint = Endpoint(infusion, (death,), (marrow, visit))
    record = """
        patient | record | occurred   | kind          | fields
        A       | a1     | 2020-01-01 | cell_infusion | product=x infusion=1
        A       | a2     | 2020-02-01 | marrow_blasts | percent=2
        A       | a3     | 2020-03-01 | contact       | means=visit
        B       | b1     | 2020-01-01 | cell_infusion | product=x infusion=1
        B       | b2     | 2020-02-01 | marrow_blasts | percent=2
        B       | b3     | 2020-02-01 | contact       | means=visit
    """

    assert told(endpoint, record) == table("""
        patient | value                           | date       | decided by
        A       | censored (visit) after 60 days  | 2020-03-01 | a1, a3
        B       | censored (marrow) after 31 days | 2020-02-01 | b1, b2, b3
    """)


def test_who_has_nothing_after_the_origin_is_censored_at_it():
    endpoint = Endpoint(infusion, (death,), (Source("visit", last(events("contact"))),))
    record = """
        record | occurred   | kind          | fields
        1      | 2020-01-01 | contact       |
        2      | 2020-01-10 | cell_infusion | product=x infusion=1
    """

    assert told(endpoint, record) == table("""
        patient | value                                            | date       | decided by
        A       | censored (nothing after the origin) after 0 days | 2020-01-10 | 2
    """)


def test_an_event_on_the_day_of_the_origin_is_an_event_at_time_0():
    record = """
        record | occurred   | kind          | fields
        1      | 2020-01-10 | cell_infusion | product=x infusion=1
        2      | 2020-01-10 | death         |
    """

    assert told(survival, record)[0]["value"] == "death after 0 days"
