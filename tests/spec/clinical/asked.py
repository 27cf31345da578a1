"""Definitions of a study asked about patients whose events are told in days after the infusion.

``day`` takes the place of ``occurred``: 0 is 1 January 2020. What comes out is told in days too,
and wherever the naive reading knows how, it is held to what the engine says.
"""

from dataclasses import replace
from datetime import date, timedelta

from projections.audit import Audit
from projections.cohort.episodes import episode_rows
from projections.cohort.replay import Replay
from projections.language import Episodes, Quantity, events, first
from projections.language.node import nodes_within
from projections.studies.wudhikarn2021 import STUDY
from tests.oracle.naive import NaiveReading
from tests.projections.logs import histories, laid_out
from tests.spec.tables import events_of, naive, table
from timeline.log import AsOf

INFUSED = date(2020, 1, 1)
ENROLLING = {}
"""Studies, each with the one that enrols all, by the identity of the first."""
INFUSION = "0 | cell_infusion | product=19-28z infusion=1"


def _enrolling(study):
    """The study, enrolling all who have an event; made once, for a study is checked when made."""
    if id(study) not in ENROLLING:
        ENROLLING[id(study)] = study, replace(study, enrolment=first(events()))
    return ENROLLING[id(study)][1]


def _read_naively(node):
    """Whether the naive reading knows how: nothing of quantities, nor of episodes within."""
    speaks_of_episodes = any(isinstance(part, Episodes) for part in nodes_within(node))
    return not isinstance(node, Quantity) and not speaks_of_episodes


def asked(name, text, cutoff=365, study=STUDY):
    """What a definition says of each patient: value, day, and the records that decided it."""
    record, as_of = _events(text), AsOf(INFUSED + timedelta(days=cutoff), None)
    study = _enrolling(study)
    node, log, readings = study.definitions[name], laid_out(record), histories(record)
    records = {event.id: event.source_record for event in record}
    rows = []
    for patient in Replay(study, log, as_of).patients.tolist():
        segment, index = log.part_of(patient)
        told = Audit(study, segment.only(index), as_of).derivation(name)
        if _read_naively(node):
            reading = NaiveReading(readings[patient], as_of)
            assert (told.value, told.date) == naive(reading, node)
        rows.append(
            {
                "patient": patient,
                "value": told.value,
                "day": _day(told.date),
                "decided by": ", ".join(records[item] for item in told.decided_by),
            }
        )
    return rows


def value(name, text, **rest):
    """What a definition says of the only patient."""
    (row,) = asked(name, text, **rest)
    return row["value"]


def day(name, text, **rest):
    """On which day the only patient reached a milestone; empty if not."""
    (row,) = asked(name, text, **rest)
    return row["day"]


def in_lines(*names, text, cutoff=365, study=STUDY):
    """Definitions inside the lines of salvage of the only patient, a row per line."""
    study = _enrolling(study)
    as_of = AsOf(INFUSED + timedelta(days=cutoff), None)
    found = episode_rows(Replay(study, laid_out(_events(text)), as_of), "salvage_line")
    return [
        {
            "line": str(row.number),
            "from": _day(row.start),
            **{name: _shown(row.values[name]) for name in names},
        }
        for row in found
    ]


def _events(text):
    rows = table(text)
    for row in rows:
        row["occurred"] = str(INFUSED + timedelta(days=int(row.pop("day"))))
    return events_of(rows)


def _shown(found):
    if found.date:
        return _day(found.date)
    return "" if found.value in (None, False) else str(found.value)


def _day(iso):
    return str((date.fromisoformat(iso) - INFUSED).days) if iso else ""
