"""Definitions of a study asked about patients whose events are told in days after the infusion.

``day`` takes the place of ``occurred``: 0 is 1 January 2020. What comes out is told in days too,
and wherever the naive reading knows how, it is held to what the engine says.
"""

from dataclasses import replace
from datetime import date, timedelta
from functools import cache

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
STUDIES = {}
"""Studies by their identity, kept so that it stays theirs."""

INFUSION = "0 | cell_infusion | product=19-28z infusion=1"


@cache
def _enrolling_everybody(study_number):
    """A study that enrols whoever has an event; made once, for a study is checked when made."""
    return replace(STUDIES[study_number], enrolment=first(events()))


def _enrolling(study):
    STUDIES[id(study)] = study
    enrolling = _enrolling_everybody(id(study))
    STUDIES[id(enrolling)] = enrolling
    return enrolling


@cache
def _speaks_of_episodes(name, study_number):
    """Whether anything within a definition is an episode, which the naive reading does not know."""
    node = STUDIES[study_number].definitions[name]
    return any(isinstance(part, Episodes) for part in nodes_within(node))


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
        if not isinstance(node, Quantity) and not _speaks_of_episodes(name, id(study)):
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
