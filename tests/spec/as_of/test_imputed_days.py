"""A partial date stands for an interval; the imputed day keeps to what the record allows."""

from projections.language import Endpoint, Source, events, first, last
from tests.spec.tables import told

death = first(events("death"))
therapy = first(events("therapy_started"))


def days(definition, record, **as_of):
    """The day of a milestone, by patient of the record."""
    return {item["patient"]: item["date"] for item in told(definition, record, **as_of)}


def test_a_death_has_happened_by_the_day_on_which_it_was_recorded():
    record = """
        patient | occurred   | recorded   | kind    | fields
        A       | 2019-03-01 | 2019-03-02 | contact |
        A       | 2019-12    | 2019-12-05 | death   |
        B       | 2019-03-01 | 2019-03-02 | contact |
        B       | 2019       | 2019-03-20 | death   |
        C       | 2019-03-01 | 2019-03-02 | contact |
        C       | 2019       | 2019-03-20 | death   | imputation=latest
    """
    assert days(death, record, cutoff="2019-12-10") == {
        "A": "2019-12-05",
        "B": "2019-03-20",
        "C": "2019-03-20",
    }


def test_what_was_recorded_by_the_cutoff_has_happened_by_it():
    record = """
        occurred   | recorded   | kind    | fields
        2019-03-01 | 2019-03-02 | contact |
        2019-12    | 2019-12-05 | death   | imputation=latest
    """
    assert days(death, record, cutoff="2019-12-04") == {"A": ""}
    assert days(death, record, cutoff="2019-12-05") == {"A": "2019-12-05"}


def test_nobody_dies_before_the_last_fact_that_shows_life():
    record = """
        patient | occurred   | recorded   | kind    | fields
        A       | 2019-10-20 | 2019-10-21 | contact |
        A       | 2019-10    | 2019-10-29 | death   |
        B       | 2019-11-20 | 2019-11-21 | contact |
        B       | 2019       | 2019-12-29 | death   |
        C       | 2019-11    | 2020-01-01 | contact |
        C       | 2019       | 2020-01-01 | death   |
        D       | 2019-03-01 | 2019-11-21 | contact |
        D       | 2019-11-20 | 2019-11-21 | diagnosis | disease=ALL
        D       | 2019       | 2020-01-01 | death   |
    """
    assert days(death, record) == {
        "A": "2019-10-20",
        "B": "2019-11-20",
        "C": "2019-11-01",
        "D": "2019-07-01",
    }


def test_nothing_else_happens_after_a_death():
    record = """
        patient | occurred   | recorded   | kind            | fields
        A       | 2019-06-10 | 2019-06-11 | death           |
        A       | 2019-06    | 2019-06-12 | therapy_started | drugs=b setting=salvage
        B       | 2019-06-10 | 2019-06-11 | death           |
        B       | 2019-06    | 2019-06-09 | therapy_started | drugs=b setting=salvage
        C       | 2019-06    | 2020-01-01 | death           | imputation=earliest
        C       | 2019       | 2020-01-01 | therapy_started | drugs=b setting=salvage
    """
    assert days(therapy, record) == {"A": "2019-06-10", "B": "2019-06-09", "C": "2019-06-01"}

    record = """
        occurred   | recorded   | kind      | fields
        2019-06-10 | 2019-06-11 | death     |
        2019-06    | 2019-07-12 | diagnosis | disease=ALL
    """
    assert days(first(events("diagnosis")), record) == {"A": "2019-06-10"}


def test_nothing_happens_before_birth():
    record = """
        occurred   | recorded   | kind         | fields
        2020-01-01 | 2020-01-02 | demographics | born=2010-09
        2010       | 2020-01-02 | diagnosis    | disease=ALL
    """
    assert days(first(events("diagnosis")), record) == {"A": "2010-09-01"}


def test_the_day_never_leaves_its_own_month_or_year():
    record = """
        occurred   | recorded   | kind    | fields
        2019-11-20 | 2019-11-21 | contact |
        2019-10    | 2019-12-01 | death   |
    """
    assert days(death, record) == {"A": "2019-10-31"}


def test_a_bound_counts_from_the_instant_at_which_it_became_known():
    record = """
        occurred   | recorded   | kind    | fields
        2019-01-01 | 2019-01-02 | contact |
        2019       | 2020-01-01 | death   |
        2019-11-20 | 2020-02-01 | contact |
    """
    assert days(death, record, known_by="2020-01-31") == {"A": "2019-07-01"}
    assert days(death, record, known_by="2020-02-01") == {"A": "2019-11-20"}


def test_a_bound_that_is_retracted_bounds_no_longer():
    record = """
        record | occurred   | recorded   | kind      | fields
        d      | 2019       | 2020-01-01 | death     |
        c      | 2019-11-20 | 2020-01-01 | contact   |
        r      | 2019-11-20 | 2020-03-01 | retracted | target=c
    """
    assert days(death, record, known_by="2020-02-01") == {"A": "2019-11-20"}
    assert days(death, record) == {"A": "2019-07-01"}


def test_a_sign_of_life_after_the_cutoff_moves_a_death_beyond_it():
    record = """
        occurred   | recorded   | kind    | fields
        2019-01-01 | 2019-01-02 | contact |
        2019       | 2020-01-01 | death   |
        2019-11-20 | 2020-01-01 | contact |
    """
    overall = Endpoint(
        origin=first(events()),
        events=(Source("death", death),),
        censors=(Source("last seen", last(events())),),
    )
    (row,) = told(overall, record, cutoff="2019-08-01")
    assert "death" not in row["value"]
    (row,) = told(overall, record, cutoff="2019-11-20")
    assert "death" in row["value"]
