"""A small study, and what replays of it come to with and without its adjudications."""

from dataclasses import replace
from datetime import date

from projections.audit import Audit
from projections.cohort.replay import Replay
from projections.language import (
    Case,
    Classes,
    Endpoint,
    Episodes,
    Milestone,
    Quantity,
    Source,
    days_between,
    earliest,
    events,
    field_of,
    first,
    last,
    reached,
    signal,
)
from projections.study import Study
from tests.projections.logs import laid_out
from tests.spec.tables import events_of, instant, read_events, table
from timeline.log import AsOf

infusion = first(events("cell_infusion"))
remission = first(signal("marrow_blasts", "percent") < 5, after=infusion)
relapse = first(signal("marrow_blasts", "percent") >= 5, after=remission)
death = first(events("death"))
failure = earliest(relapse, death)
response = Classes((Case("remission", reached(remission)),), otherwise="none")
product = field_of(infusion, "product")
days_to_remission = days_between(infusion, remission)
line = Episodes((events("therapy_started"),), after=relapse)
cleared = first(signal("marrow_blasts", "percent") < 5)
line_response = Classes((Case("remission", reached(cleared)),), otherwise="none")
EFS = Endpoint(
    origin=infusion,
    events=(Source("failure", failure),),
    censors=(Source("last seen", last(events())),),
)

DERIVED = Study(
    name="spec",
    title="a study whose values experts decide",
    enrolment=infusion,
    definitions={
        "infusion": infusion,
        "remission": remission,
        "relapse": relapse,
        "failure": failure,
        "response": response,
        "product": product,
        "days_to_remission": days_to_remission,
        "line": line,
        "EFS": EFS,
    },
    inside={"line": {"cleared": cleared, "line_response": line_response}},
    populations={"relapsed": reached(relapse)},
    endpoints=("EFS",),
)
APPLIED = replace(DERIVED, adjudications="applied")

RECORD = """
    record | occurred   | kind            | fields
    1      | 2020-01-01 | cell_infusion   | product=cells infusion=1
    2      | 2020-02-01 | marrow_blasts   | percent=2
    3      | 2020-04-01 | marrow_blasts   | percent=6
    4      | 2020-05-01 | therapy_started | drugs=cytarabine setting=salvage
    5      | 2020-06-01 | marrow_blasts   | percent=20
    6      | 2020-08-01 | contact         |
"""


def replayed(adjudications, study=APPLIED, cutoff="2020-12-31", known_by=None):
    """The study on the record and some adjudications of it."""
    as_of = AsOf(date.fromisoformat(cutoff), known_by and instant(known_by))
    decided = [] if adjudications is None else decisions(adjudications)
    return Replay(study, laid_out([*read_events(RECORD), *decided]), as_of)


def decisions(text):
    """The adjudications of a table; on values of this study and with a reason, unless it says so.

    Records get letters, so that they are not those of the record.
    """
    rows = [{"record": chr(97 + place), **row} for place, row in enumerate(table(text))]
    for row in rows:
        if row["kind"] == "adjudicated":
            row["fields"] = f"study=spec reason=panel {row['fields']}"
    return events_of(rows)


def value(replay, name):
    """What a definition comes to for the one patient: a date, or a word or number."""
    match replay.study.definitions[name]:
        case Milestone():
            return replay.milestone(name).dates()[0] or "not reached"
        case Classes():
            return replay.classes(name)["A"]
        case Quantity():
            return replay.quantity(name)["A"]
        case Endpoint():
            table = replay.endpoint(name)
            return f"{table.reason[0]} after {table.time[0]:g} days"


def values(replay, *names):
    return [value(replay, name) for name in names]


def audit(replay):
    """The audit of the one patient."""
    segment, index = replay.log.part_of("A")
    return Audit(replay.study, segment.only(index), replay.as_of, replay.censoring)
