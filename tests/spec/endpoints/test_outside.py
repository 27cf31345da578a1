"""No patient is dropped silently: who is not in an analysis stays in the table with the reason."""

from datetime import date

from projections.cohort.replay import Replay
from projections.language import Endpoint, Source, events, first, last
from projections.study import Study
from tests.projections.logs import laid_out
from tests.spec.tables import read_events, table, told
from timeline.log import AsOf

infusion = first(events("cell_infusion"))
death = Source("death", first(events("death")))
seen = Source("last seen", last(events()))
survival = Endpoint(origin=infusion, events=(death,), censors=(seen,))

RECORD = """
    patient | record | occurred   | kind          | fields
    A       | a1     | 2020-01-10 | cell_infusion | product=x infusion=1
    A       | a2     | 2020-02-10 | death         |
    B       | b1     | 2020-01-10 | contact       |
    C       | c1     | 2020-01-01 | death         |
    C       | c2     | 2020-01-10 | cell_infusion | product=x infusion=1
"""


def test_who_has_no_origin_or_an_event_before_it_is_outside_with_the_reason():
    assert told(survival, RECORD) == table("""
        patient | value                                         | date       | decided by
        A       | death after 31 days                           | 2020-02-10 | a1, a2
        B       | not in the analysis: origin not reached       |            |
        C       | not in the analysis: event before the origin  |            |
    """)


def test_a_replay_counts_who_is_outside_by_reason():
    study = Study("s", "s", first(events()), {"survival": survival}, {}, ("survival",))
    analysed = Replay(study, laid_out(read_events(RECORD)), AsOf(date(2020, 12, 31)))

    assert analysed.endpoint("survival").patient.tolist() == ["A"]
    assert analysed.endpoint("survival").outside == {
        "event before the origin": 1,
        "origin not reached": 1,
    }
