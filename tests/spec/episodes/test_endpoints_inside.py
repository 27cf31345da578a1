"""Inside an episode an endpoint counts time from the episode, and tables tell it."""

from datetime import date

from projections.cohort.episodes import episode_rows
from projections.cohort.replay import Replay
from projections.language import (
    EPISODE_END,
    EPISODE_START,
    Endpoint,
    Episodes,
    Source,
    events,
    first,
    last,
)
from projections.study import Study
from tests.projections.logs import laid_out
from tests.spec.tables import read_events, table
from timeline.log import AsOf

line = Episodes((events("therapy_started"),), after=first(events("cell_infusion")))
remission = first(events("response_stated", response="complete remission"))
time_to_remission = Endpoint(
    origin=EPISODE_START,
    events=(Source("remission", remission),),
    censors=(Source("seen", last(events())),),
    competing=(Source("next line", EPISODE_END), Source("death", first(events("death")))),
)
since_contact = Endpoint(first(events("contact")), (Source("remission", remission),), ())
marrows = Episodes((events("marrow_blasts"),), after=EPISODE_START)

RECORD = """
    patient | record | occurred   | kind            | fields
    A       | a1     | 2020-01-01 | cell_infusion   | product=x infusion=1
    A       | a2     | 2020-02-01 | therapy_started | drugs=a setting=salvage
    A       | a3     | 2020-02-11 | marrow_blasts   | percent=3
    A       | a4     | 2020-02-21 | response_stated | response="complete remission"
    A       | a5     | 2020-04-01 | therapy_started | drugs=b setting=salvage
    A       | a6     | 2020-04-30 | contact         |
    A       | a7     | 2020-05-01 | therapy_started | drugs=c setting=salvage
    A       | a8     | 2020-05-11 | death           |
    B       | b1     | 2020-01-01 | cell_infusion   | product=x infusion=1
    B       | b2     | 2020-02-01 | therapy_started | drugs=a setting=salvage
    B       | b3     | 2020-02-15 | contact         |
"""


def rows(cutoff="2020-12-31"):
    inside = {"remission": time_to_remission, "contact": since_contact, "marrows": marrows}
    study = Study("s", "s", first(events()), {"line": line}, {}, (), inside={"line": inside})
    return episode_rows(
        Replay(study, laid_out(read_events(RECORD)), AsOf(date.fromisoformat(cutoff))), "line"
    )


def test_follow_up_ends_by_the_events_of_the_episode():
    assert [
        {
            "patient": row.patient,
            "number": str(row.number),
            "ended": str(row.values["remission"].value),
            "on": row.values["remission"].date,
        }
        for row in rows()
    ] == table("""
        patient | number | ended                         | on
        A       | 1      | remission after 20 days       | 2020-02-21
        A       | 2      | next line after 30 days       | 2020-05-01
        A       | 3      | death after 10 days           | 2020-05-11
        B       | 1      | censored (seen) after 14 days | 2020-02-15
    """)


def test_the_cause_is_coded_as_in_the_table_of_an_endpoint():
    endings = [row.values["remission"].value for row in rows()]

    assert [(ending.days, ending.cause) for ending in endings] == [
        (20, 1),
        (30, 2),
        (10, 3),
        (14, 0),
    ]


def test_an_episode_outside_the_endpoint_says_why():
    first_line, *_ = [row.values["contact"] for row in rows()]

    assert (first_line.value.days, first_line.value.cause, first_line.date) == (None, None, None)
    assert str(first_line.value) == "not in the analysis: origin not reached"


def test_episodes_inside_an_episode_are_counted():
    assert [row.values["marrows"].value for row in rows()] == [1, 0, 0, 0]
