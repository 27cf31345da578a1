"""Facts written as tables, the way the specification reads.

A table has a heading, then one event a line. ``record`` and ``fact`` are needed; ``occurred`` is
1 January 2020 and ``recorded`` (a day, or an hour of it as ``2021-01-01T09``) 1 January 2021
unless the table says otherwise. A fact is its kind and payload, ``marrow_blasts percent=4``;
amendments are ``retracted 1`` and ``corrected 1 to marrow_blasts percent=4``.
"""

from timeline.history import History
from timeline.vocabulary import CORE

ENVELOPE = {
    "patient": "P1",
    "occurred": "2020-01-01",
    "recorded": "2021-01-01",
    "recorder": "dm",
    "source_system": "edc",
}


def rows(table):
    """The lines of a table by the names in its heading, empty cells left out."""
    heading, *lines = [
        [cell.strip() for cell in line.split("|")] for line in table.strip().splitlines()
    ]
    return [
        {name: cell for name, cell in zip(heading, line, strict=True) if cell} for line in lines
    ]


def events(table, vocabulary=CORE):
    """The events of a table."""
    return [_event(row, vocabulary) for row in rows(table)]


def told(table, vocabulary=CORE):
    """The history of the one patient that a table tells of."""
    return History(tuple(events(table, vocabulary)), vocabulary)


def event(fact, vocabulary=CORE, **envelope):
    """A single event."""
    return _event({"record": "1", "fact": fact, **envelope}, vocabulary)


def _event(row, vocabulary):
    raw = {**ENVELOPE, **row, **_said(row["fact"])}
    raw["source_record"] = raw.pop("record")
    day, _, hour = raw["recorded"].partition("T")
    raw["recorded"] = f"{day}T{hour or '00'}:00:00Z"
    del raw["fact"]
    return vocabulary.parse(raw)


def _said(fact):
    kind, _, rest = fact.partition(" ")
    if kind == "retracted":
        return {"kind": kind, "target_record": rest, "reason": "queried"}
    if kind == "corrected":
        target, _, replacement = rest.partition(" to ")
        said = {"kind": kind, "target_record": target, "reason": "queried"}
        return {**said, "replacement": _said(replacement)}
    fields = dict(field.split("=") for field in rest.split())
    if "drugs" in fields:
        fields["drugs"] = fields["drugs"].split("+")
    return {"kind": kind, **fields}
