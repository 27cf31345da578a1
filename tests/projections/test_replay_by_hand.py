"""Five patients of the heart transplant programme, followed by hand at several cutoffs.

1968 was a leap year. Days from acceptance, counted on the calendar:

    A  1 Jan to 20 Feb: 50            accepted 1 Jan, died 20 Feb, recorded at once
    B  11 Jan to 1 Feb: 21            accepted 11 Jan, transplanted 1 Feb,
       11 Jan to 30 Jun: 171          died 1 Jul, recorded on 29 Jul
       11 Jan to 1 Jul: 172
    C  1 Mar to 30 Jun: 121           accepted and transplanted on 1 Mar,
       1 Mar to 1 Jan 1969: 306       seen alive on 1 Jan 1969
    D  1 Jun to 30 Jun: 29            accepted 1 Jun, seen alive on 30 Jun, never again
    E  died on the day of acceptance, 1 Dec: 0
"""

from datetime import date

import pytest

from projections.cohort.replay import Censoring, Replay
from projections.studies.stanford import STUDY
from tests.projections.logs import laid_out
from tests.spec.tables import instant, read_events, table
from timeline.log import AsOf

EVENTS = read_events("""
    patient | occurred   | kind       | fields                      | recorded
    A       | 1968-01-01 | registered | study=stanford              |
    A       | 1968-02-20 | death      |                             |
    B       | 1968-01-11 | registered | study=stanford              |
    B       | 1968-02-01 | transplant | graft=heart donor=allogeneic |
    B       | 1968-07-01 | death      |                             | 1968-07-29
    C       | 1968-03-01 | registered | study=stanford              |
    C       | 1968-03-01 | transplant | graft=heart donor=allogeneic |
    C       | 1969-01-01 | contact    |                             |
    D       | 1968-06-01 | registered | study=stanford              |
    D       | 1968-06-30 | contact    |                             |
    E       | 1968-12-01 | registered | study=stanford              |
    E       | 1968-12-01 | death      |                             |
    F       | 1968-01-01 | contact    |                             |
""")


def replayed(cutoff, censoring, known_by=None):
    as_of = AsOf(date.fromisoformat(cutoff), known_by and instant(known_by))
    return Replay(STUDY, laid_out(EVENTS), as_of, censoring)


def rows(replay):
    found = replay.endpoint("OS")
    assert found.event.tolist() == (found.cause == 1).tolist()
    return [
        {"patient": patient, "days": f"{days:g}", "died": "yes" if died else "no", "why": why}
        for patient, days, died, why in zip(
            found.patient, found.time, found.event, found.reason, strict=True
        )
    ]


def test_the_living_are_followed_to_the_cutoff_under_administrative_censoring():
    assert rows(replayed("1968-06-30", Censoring.ADMINISTRATIVE)) == table("""
        patient | days | died | why
        A       | 50   | yes  | death
        B       | 171  | no   | alive at the data cutoff
        C       | 121  | no   | alive at the data cutoff
        D       | 29   | no   | last seen alive
    """)


def test_the_living_are_followed_to_their_last_event_under_strict_censoring():
    """C was last seen at the transplant, on the day of acceptance."""
    assert rows(replayed("1968-06-30", Censoring.STRICT)) == table("""
        patient | days | died | why
        A       | 50   | yes  | death
        B       | 21   | no   | last seen alive
        C       | 0    | no   | last seen alive
        D       | 29   | no   | last seen alive
    """)


def test_a_death_counts_from_its_day_on_and_once_it_is_known():
    """Before 29 July nobody knows that B died on the 1st, nor that B was alive the day before."""
    by_the_day = rows(replayed("1968-07-01", Censoring.ADMINISTRATIVE))
    unknown = rows(replayed("1968-07-01", Censoring.ADMINISTRATIVE, known_by="1968-07-28"))

    assert by_the_day[1] == {"patient": "B", "days": "172", "died": "yes", "why": "death"}
    assert unknown[1] == {"patient": "B", "days": "21", "died": "no", "why": "last seen alive"}


@pytest.mark.parametrize("censoring", Censoring)
def test_after_everything_both_censorings_agree(censoring):
    assert rows(replayed("1969-01-01", censoring)) == table("""
        patient | days | died | why
        A       | 50   | yes  | death
        B       | 172  | yes  | death
        C       | 306  | no   | last seen alive
        D       | 29   | no   | last seen alive
        E       | 0    | yes  | death
    """)


@pytest.mark.parametrize(
    "row",
    table("""
        cutoff     | accepted  | transplanted
        1967-12-31 |           |
        1968-01-01 | A         |
        1968-01-31 | A B       |
        1968-02-01 | A B       | B
        1968-11-30 | A B C D   | B C
        1968-12-01 | A B C D E | B C
    """),
    ids=lambda row: row["cutoff"],
)
def test_a_population_holds_who_had_joined_it_by_the_cutoff(row):
    replay = replayed(row["cutoff"], Censoring.ADMINISTRATIVE)

    assert replay.patients.tolist() == row["accepted"].split()
    assert replay.members("accepted").tolist() == row["accepted"].split()
    assert replay.members("transplanted").tolist() == row["transplanted"].split()


def test_before_anybody_is_accepted_a_replay_is_empty():
    replay = replayed("1967-12-31", Censoring.ADMINISTRATIVE)

    assert rows(replay) == []
    assert replay.endpoint("OS").outside == {}
    assert replay.milestone("transplantation").dates() == []


def test_a_milestone_is_dated_and_cites_its_event():
    found = replayed("1969-01-01", Censoring.ADMINISTRATIVE).milestone("transplantation")

    assert found.patient.tolist() == ["A", "B", "C", "D", "E"]
    assert found.dates() == [None, "1968-02-01", "1968-03-01", None, None]
    assert found.reached.tolist() == [False, True, True, False, False]
    assert found.evidence == [None, EVENTS[3].id, EVENTS[6].id, None, None]
