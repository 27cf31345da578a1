"""The Stanford heart transplant programme as events, from R's ``jasa`` as it stands.

Run ``python -m reconstruction.stanford_events`` to write ``events.csv`` again. Every
clinical fact is published; only the instants of recording are made up, by one rule: noon of
the day after, but 28 days after for whatever ended the follow-up of every third patient.
"""

from collections.abc import Iterator
from datetime import date, timedelta

from reconstruction.writing import FIXTURES, csv_text, read_csv, write

FOLDER = FIXTURES / "stanford"
COLUMNS = (
    "kind", "patient", "occurred", "study", "born", "graft", "donor", "number", "recorded",
    "recorder", "source_system", "source_record", "provenance", "provenance_note",
)  # fmt: skip
UNDATED = "dated at acceptance; the source gives no date of the operation"

Fact = dict[str, object]


def events() -> list[Fact]:
    """All events, by row of ``jasa`` and then by day."""
    return [event for row in read_csv(FOLDER / "jasa.csv") for event in _events_of(row)]


def _events_of(row: dict[str, str]) -> Iterator[Fact]:
    accepted = row["accept.dt"]
    yield _event(row, "registered", accepted, study="stanford")
    yield _event(row, "demographics", accepted, born=row["birth.dt"])
    if row["surgery"] == "1":
        yield _event(row, "prior_heart_surgery", accepted, provenance_note=UNDATED)
    if row["tx.date"]:
        graft = {"graft": "heart", "donor": "allogeneic", "number": 1}
        yield _event(row, "transplant", row["tx.date"], **graft)
    end = "death" if row["fustat"] == "1" else "contact"
    yield _event(row, end, row["fu.date"], late=int(row["row"]) % 3 == 0)


def _event(
    row: dict[str, str], kind: str, occurred: str, *, late: bool = False, **payload: object
) -> Fact:
    recorded = date.fromisoformat(occurred) + timedelta(days=28 if late else 1)
    return {
        "kind": kind,
        "patient": f"STAN-{int(row['row']):03d}",
        "occurred": occurred,
        **payload,
        "recorded": f"{recorded}T12:00:00Z",
        "recorder": "registry",
        "source_system": "jasa",
        "source_record": f"{row['row']}:{kind}",
        "provenance": "published",
    }


def events_csv() -> str:
    """The text of ``events.csv``."""
    return csv_text(COLUMNS, events())


if __name__ == "__main__":
    write(FOLDER / "events.csv", events_csv())
