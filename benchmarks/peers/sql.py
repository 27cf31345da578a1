"""The same definitions in SQL, over the same columns in DuckDB's memory."""

from typing import Any

import duckdb
import numpy as np
import pandas as pd

from benchmarks.definitions import REMISSION_BELOW_PERCENT, RESPONSE_WINDOW_DAYS
from benchmarks.peers.findings import MILESTONES, NONE, VALUES, Findings, reasons_after
from timeline.log import AsOf, Categories, Segment

Connection = duckdb.DuckDBPyConnection

SEEN = "recorded <= $lock AND superseded > $lock AND day <= $cutoff"
RELAPSED = "f.day IS NULL OR r.day <= f.day"
TABLES = {"complete_remission": "response", "transplant": "graft", "death": "first_death"}
"""Where the table of a milestone is not named like the milestone."""


def prepare(segment: Segment) -> Connection:
    """One table per kind of event, categories as ENUM, and one of patients."""
    connection = duckdb.connect()
    for kind, table in segment.tables.items():
        columns: dict[str, Any] = {
            name: getattr(table, name)
            for name in ("patient", "day", "row", "recorded", "superseded")
        }
        for name, column in table.columns.items():
            if isinstance(column, Categories):
                columns[name] = pd.Categorical.from_codes(column.codes, list(column.vocabulary))
            else:
                columns[name] = column.values
        _load(connection, kind, columns)
    _load(connection, "patients", {"patient": np.arange(len(segment.patients), dtype=np.int32)})
    return connection


def _load(connection: Connection, table: str, columns: dict[str, Any]) -> None:
    connection.register("incoming", pd.DataFrame(columns, copy=False))
    connection.execute(f"CREATE TABLE {table} AS SELECT * FROM incoming")
    connection.unregister("incoming")


def replay(connection: Connection, segment: Segment, as_of: AsOf) -> dict[str, np.ndarray]:
    """All values of all patients."""
    query = _query(tuple(segment.tables))
    parameters = {"cutoff": as_of.last_day, "lock": as_of.known_until}
    found: dict[str, np.ndarray] = connection.execute(query, parameters).fetchnumpy()
    return found


def findings(result: dict[str, np.ndarray]) -> Findings:
    """The values in the form in which peers are compared."""
    order = np.argsort(result["patient"])
    return {name: np.ma.filled(result[name.replace(".", "_")], NONE)[order] for name in VALUES}


def _query(kinds: tuple[str, ...]) -> str:
    tables = (_seen(kinds), _treated(), _assessed(), _responded(), _progressed(), _joined())
    return f"WITH {', '.join(tables)} {_outcomes()}"


def _seen(kinds: tuple[str, ...]) -> str:
    everything = " UNION ALL ".join(
        f"SELECT patient, row, day FROM {kind} WHERE recorded <= $lock AND superseded > $lock"
        for kind in kinds
    )
    return f"""
    seen AS (
        SELECT patient, max(row) FILTER (day <= $cutoff) AS row,
               max(day) FILTER (day <= $cutoff) AS day, bool_or(day > $cutoff) AS alive
        FROM ({everything}) GROUP BY patient)"""


def _treated() -> str:
    return f"""
    registration AS (
        SELECT patient, min(row) AS row, min(day) AS day FROM registered
        WHERE study = 'benchmark' AND {SEEN} GROUP BY patient),
    infusion AS (
        SELECT patient, min(row) AS row, min(day) AS day FROM cell_infusion
        WHERE infusion = 1 AND {SEEN} GROUP BY patient),
    first_death AS (
        SELECT patient, min(row) AS row, min(day) AS day FROM death WHERE {SEEN} GROUP BY patient),
    graft AS (
        SELECT t.patient, min(t.row) AS row, min(t.day) AS day
        FROM (FROM transplant WHERE {SEEN}) t JOIN infusion i USING (patient)
        WHERE t.row > i.row GROUP BY t.patient)"""


def _responded() -> str:
    return f"""
    response AS (
        SELECT patient, min(row) FILTER (remission AND NOT residual) AS row,
               min(day) FILTER (remission AND NOT residual) AS day,
               min(row) FILTER (remission AND negative) AS negative_row,
               min(day) FILTER (remission AND negative) AS negative_day,
               bool_or(NOT remission) AS failed,
               max(row) FILTER (NOT remission AND NOT residual
                                AND day <= infused + {RESPONSE_WINDOW_DAYS}) AS failure
        FROM conditions GROUP BY patient)"""


def _progressed() -> str:
    return f"""
    relapse AS (
        SELECT c.patient, min(c.row) AS row, min(c.day) AS day
        FROM conditions c JOIN response r USING (patient)
        WHERE c.diseased AND NOT c.residual AND c.row > r.row GROUP BY c.patient),
    refractory AS (
        SELECT patient, r.failure AS row, i.day + {RESPONSE_WINDOW_DAYS} AS day
        FROM infusion i JOIN response r USING (patient) JOIN seen s USING (patient)
        LEFT JOIN first_death d USING (patient)
        WHERE i.day + {RESPONSE_WINDOW_DAYS} <= $cutoff AND r.failure IS NOT NULL
          AND (s.alive OR s.day >= i.day + {RESPONSE_WINDOW_DAYS})
          AND (d.day IS NULL OR d.day > i.day + {RESPONSE_WINDOW_DAYS})
          AND (r.day IS NULL OR r.day > i.day + {RESPONSE_WINDOW_DAYS})),
    progression AS (
        SELECT patient, least(r.day, f.day) AS day, CASE WHEN {RELAPSED} THEN r.row END AS event,
               CASE WHEN {RELAPSED} THEN r.row ELSE f.row END AS row
        FROM relapse r FULL JOIN refractory f USING (patient)),
    salvage AS (
        SELECT t.patient, min(t.row) AS row, min(t.day) AS day
        FROM (FROM therapy_started WHERE setting = 'salvage' AND {SEEN}) t
        JOIN progression p USING (patient)
        WHERE t.day > p.day OR t.row > p.event GROUP BY t.patient)"""


def _assessed() -> str:
    """Conditions at every assessment after the infusion; SQL's logic is three-valued too."""
    return f"""
    marrow AS (
        SELECT m.patient, m.row, m.day, percent < {REMISSION_BELOW_PERCENT} AS few
        FROM (FROM marrow_blasts WHERE {SEEN}) m JOIN infusion i USING (patient)
        WHERE m.row > i.row),
    sites AS (
        SELECT e.patient, e.row, e.day, (status = 'present')::INTEGER AS present,
               lag((status = 'present')::INTEGER, 1, 0)
                   OVER (PARTITION BY e.patient, site ORDER BY e.row) AS was
        FROM (FROM extramedullary WHERE {SEEN}) e JOIN infusion i USING (patient)
        WHERE e.row > i.row),
    imaging AS (
        SELECT patient, row, day,
               sum(present - was) OVER (PARTITION BY patient ORDER BY row) > 0 AS outside
        FROM sites),
    residual_disease_found AS (
        SELECT d.patient, d.row, d.day, result = 'negative' AS negative
        FROM (FROM residual_disease WHERE {SEEN}) d JOIN infusion i USING (patient)
        WHERE d.row > i.row),
    assessed AS (
        SELECT patient, row, day, residual,
               last_value(few IGNORE NULLS) OVER w AS few,
               last_value(outside IGNORE NULLS) OVER w AS outside,
               last_value(negative IGNORE NULLS) OVER w AS negative
        FROM (SELECT *, false AS residual FROM marrow
              UNION ALL BY NAME SELECT *, false AS residual FROM imaging
              UNION ALL BY NAME SELECT *, true AS residual FROM residual_disease_found)
        WINDOW w AS (PARTITION BY patient ORDER BY row)),
    conditions AS (
        SELECT a.patient, a.row, a.day, i.day AS infused, residual, negative,
               few AND NOT outside AS remission, NOT few OR outside AS diseased
        FROM assessed a JOIN infusion i USING (patient))"""


def _joined() -> str:
    plain = [name for name in MILESTONES if name not in {"negative_remission", "last_seen"}]
    tables = [TABLES.get(name, name) for name in plain]
    milestones = ", ".join(
        f"{table}.row AS {name}_row, {table}.day AS {name}_day"
        for name, table in zip(plain, tables, strict=True)
    )
    joins = " ".join(f"LEFT JOIN {table} USING (patient)" for table in (*tables, "seen"))
    return f"""
    joined AS (
        SELECT patient, {milestones},
               negative_row AS negative_remission_row, negative_day AS negative_remission_day,
               seen.row AS last_seen_row, seen.day AS last_seen_day, alive,
               CASE WHEN negative_row IS NOT NULL THEN 0 WHEN response.row IS NOT NULL THEN 1
                    WHEN failed THEN 2 ELSE 3 END AS best_response
        FROM patients {joins})"""


def _outcomes() -> str:
    endpoints = (
        _followed("OS", "infusion", ("death",)),
        _followed("EFS", "infusion", ("relapse", "refractory", "death")),
        _followed("OS_from_progression", "progression", ("death",)),
    )
    return f"SELECT *, {', '.join(endpoints)} FROM joined"


def _followed(name: str, origin: str, events: tuple[str, ...]) -> str:
    """Cause, reason, day and row of an endpoint; of events on one day the one named first."""
    days = ", ".join(f"{event}_day" for event in events)
    first = f"least({days})"
    cause = " ".join(
        f"WHEN {event}_day = {first} THEN {number}" for number, event in enumerate(events, 1)
    )
    row = " ".join(f"WHEN {event}_day = {first} THEN {event}_row" for event in events)
    seen, alive, _, _, nothing, no_origin, before = reasons_after(len(events))
    followed = f"last_seen_day >= {origin}_day"
    return f"""
        CASE WHEN {origin}_day IS NULL OR {first} < {origin}_day THEN {NONE} {cause}
             ELSE 0 END AS {name}_cause,
        CASE WHEN {origin}_day IS NULL THEN {no_origin}
             WHEN {first} < {origin}_day THEN {before}
             WHEN {first} IS NOT NULL THEN (CASE {cause} END) - 1
             WHEN alive THEN {alive} WHEN {followed} THEN {seen} ELSE {nothing}
             END AS {name}_reason,
        CASE WHEN {origin}_day IS NULL OR {first} < {origin}_day THEN {NONE}
             WHEN {first} IS NOT NULL THEN {first} WHEN alive THEN $cutoff
             WHEN {followed} THEN last_seen_day ELSE {origin}_day END AS {name}_day,
        CASE WHEN {origin}_day IS NULL OR {first} < {origin}_day THEN {NONE} {row}
             WHEN alive THEN {NONE} WHEN {followed} THEN last_seen_row
             ELSE {origin}_row END AS {name}_row"""
