"""A small study, records written as tables, and their comparison told as a table again."""

from datetime import UTC, date, datetime

from projections.cohort.replay import Replay
from projections.comparison import compared
from projections.language import (
    Case,
    Classes,
    Endpoint,
    Episodes,
    Source,
    earliest,
    events,
    first,
    last,
    reached,
    signal,
)
from projections.study import Study
from timeline.log import AsOf, laid_out, log_of
from timeline.store import Stored
from timeline.vocabulary import CORE, Corrected

KINDS = {
    "infusion": {"kind": "cell_infusion", "product": "x", "infusion": 1},
    "marrow": {"kind": "marrow_blasts"},
    "drugs": {"kind": "therapy_started", "drugs": ["a"], "setting": "salvage"},
    "visit": {"kind": "contact"},
    "death": {"kind": "death"},
    "no-remission": {
        "kind": "adjudicated",
        "study": "small",
        "definition": "remission",
        "decision": "not reached",
        "reason": "read again",
    },
}


def study(limit=5, name="small", **changed):
    """Remission and relapse by marrow blasts, with one limit for both."""
    infusion = first(events("cell_infusion"))
    blasts = signal("marrow_blasts", "percent").since(infusion)
    remission = first(blasts < limit, after=infusion)
    relapse = first(blasts >= limit, after=remission)
    death = changed.get("death", first(events("death")))
    failure = earliest(relapse, death)
    definitions = {
        "infusion": infusion,
        "remission": remission,
        "relapse": relapse,
        "death": death,
        "failure": failure,
        "line": Episodes((events("therapy_started"),), after=infusion),
        "EFS": Endpoint(
            origin=infusion,
            events=(Source("failure", failure),),
            censors=(Source("seen", last(events())),),
        ),
        "response": Classes((Case("remission", reached(remission)),), otherwise="none"),
        **changed,
    }
    return Study(
        name=name,
        title="a small study",
        enrolment=definitions["infusion"],
        definitions=definitions,
        populations={},
        endpoints=("EFS",),
        classes=("response",),
    )


def stored(table):
    """Events as stored, from lines ``record patient day what (value) @recorded``.

    A correction is ``record patient day what (value) for target``, a retraction
    ``record patient no target``; days are of January 2020, and so are the instants.
    """
    found = {}
    for position, line in enumerate(filter(None, map(str.strip, table.splitlines())), start=1):
        fields, _, recorded = line.partition("@")
        event = CORE.parse(_raw(fields.split(), int(recorded or 20)))
        said = CORE.replacement(event) if isinstance(event, Corrected) else event
        told = event.model_dump(mode="json", exclude_none=True)
        row = Stored(position, position, said.day_order.value, told)
        found.setdefault(event.patient, []).append(row)
    return found


def _raw(words, recorded):
    record, patient, *said = words
    envelope = {
        "patient": patient,
        "recorded": datetime(2020, 1, recorded, 12, tzinfo=UTC),
        "recorder": "cra",
        "source_system": "edc",
        "source_record": record,
        "occurred": "2020-01-01",
    }
    if said[0] == "no":
        about = {"kind": "retracted", "target_record": said[1], "reason": "error"}
        return {**envelope, **about}
    target = said[said.index("for") + 1] if "for" in said else None
    day, what, *value = said[: said.index("for")] if target else said
    fact = {**KINDS[what], "occurred": f"2020-01-{int(day):02d}"}
    if what == "marrow":
        fact["percent"] = float(value[0])
    if target is None:
        return {**envelope, **fact}
    return {**envelope, "kind": "corrected", "target_record": target, "reason": "x"} | {
        "replacement": fact
    }


def as_of(text):
    """A day of January 2020, or ``day@instant``, or ``day#position``."""
    day, _, known = text.partition("@")
    lock = datetime(2020, 1, int(known), 23, tzinfo=UTC) if known else None
    return AsOf(date(2020, 1, int(day.partition("#")[0])), lock)


def replayed(record, text, asked):
    """The study as of a text, over the record up to its position."""
    position = int(text.partition("#")[2] or 999)
    rows = [item for stream in record.values() for item in stream if item.position <= position]
    last_one = max((row.position for row in rows), default=0)
    return Replay(asked, log_of({"all": laid_out(rows, CORE)}, last_one), as_of(text))


def comparison(table, before, after, names=None, asked=None, other=None):
    """The comparison of a record at two as-ofs, or of two versions of the study."""
    record, asked = stored(table), asked or study()
    then, now = replayed(record, before, asked), replayed(record, after, other or asked)
    return compared(then, now, names, CORE, record.__getitem__)


def lines(compared_):
    """Each change as ``patient value: before -> after without records; or without records``."""
    return [
        f"{change.patient} {change.name}: {_told(change.before)} -> {_told(change.after)}"
        f" {_caused(compared_, change, cause)}"
        for change, cause in compared_.causes.items()
    ]


def _told(value):
    days = "" if value.days is None else f" {value.days}d"
    date_ = "" if value.date is None else f" on {int(value.date[-2:])}"
    return f"{value.text}{days}{date_}"


def _caused(compared_, change, cause):
    events_ = compared_.events[change.patient]
    sets = [
        "+".join(events_[item].source_record if item in events_ else str(item) for item in each)
        for each in cause.sets
    ]
    moved = "cutoff " if cause.cutoff else ""
    lacking = "lacking " if cause.missing else "without "
    return f"[{moved}{lacking}{' or '.join(sets)}]"
