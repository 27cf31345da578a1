"""A replay says how many of the days that its endpoints rest on are imputed."""

from datetime import date

from projections.cohort.replay import Censoring, Replay
from projections.findings.imputed_days import imputed_days
from projections.language import Endpoint, Source, events, first, last
from projections.study import Study
from tests.projections.logs import laid_out
from tests.spec.tables import read_events
from timeline.log import AsOf

enrolment = first(events("registered"))
overall = Endpoint(
    origin=enrolment,
    events=(Source("death", first(events("death"))),),
    censors=(Source("last seen", last(events())),),
)
STUDY = Study(
    name="spec",
    title="overall survival",
    enrolment=enrolment,
    definitions={"OS": overall},
    populations={},
    endpoints=("OS",),
)


def counted(record, cutoff="2021-01-01"):
    log = laid_out(read_events(record))
    return imputed_days(
        Replay(STUDY, log, AsOf(date.fromisoformat(cutoff)), Censoring.ADMINISTRATIVE)
    )


RECORD = """
    patient | occurred   | recorded   | kind       | fields
    A       | 2019-01    | 2019-02-01 | registered | study=s
    A       | 2020-03    | 2020-04-01 | death      |
    B       | 2019-01-01 | 2019-02-01 | registered | study=s
    B       | 2019       | 2020-01-01 | contact    |
    B       | 2020-03-10 | 2020-04-01 | death      |
"""


def test_days_from_and_to_which_time_is_counted_are_counted_if_they_are_imputed():
    assert counted(RECORD) == 2


def test_a_day_that_no_endpoint_rests_on_is_not_counted():
    assert counted(RECORD, cutoff="2019-12-31") == 1
