"""Monoclonal gammopathy followed for decades, as events, from R's ``mgus2`` as it stands.

Run ``python -m reconstruction.mgus2_events`` to write ``events.csv`` again. The source
gives the year of diagnosis and times in months. A month is told as 30 days, so that months come
back exactly; the day of diagnosis, 1 July, and the instants of recording are synthetic.
"""

from collections.abc import Iterator
from datetime import date, timedelta

from reconstruction.writing import FIXTURES, csv_text, read_csv, write

FOLDER = FIXTURES / "mgus2"
COLUMNS = (
    "kind", "patient", "occurred", "study", "sex", "age_years", "disease", "analyte", "value",
    "unit", "recorded", "recorder", "source_system", "source_record", "provenance",
    "provenance_note",
)  # fmt: skip
MONTH = 30
LABORATORY = {
    "hgb": ("haemoglobin", "g/dL"),
    "creat": ("creatinine", "mg/dL"),
    "mspike": ("M protein", "g/dL"),
}
NOTE = "time in months published; calendar day synthetic"

Fact = dict[str, object]


def events() -> list[Fact]:
    """All events, by row of ``mgus2`` and then by time."""
    return [event for row in read_csv(FOLDER / "mgus2.csv") for event in _events_of(row)]


def _events_of(row: dict[str, str]) -> Iterator[Fact]:
    sex = {"F": "female", "M": "male"}[row["sex"]]
    yield _event(row, "registered", 0, study="mgus2")
    yield _event(row, "demographics", 0, sex=sex, age_years=row["age"])
    for column, (analyte, unit) in LABORATORY.items():
        if row[column]:
            measured = {"analyte": analyte, "value": row[column], "unit": unit}
            yield _event(row, "laboratory", 0, record=column, **measured)
    if row["pstat"] == "1":
        yield _event(row, "diagnosis", int(row["ptime"]), disease="plasma cell malignancy")
    yield _event(row, "death" if row["death"] == "1" else "contact", int(row["futime"]))


def _event(
    row: dict[str, str], kind: str, months: int, *, record: str = "", **payload: object
) -> Fact:
    occurred = date(int(row["dxyr"]), 7, 1) + timedelta(days=MONTH * months)
    return {
        "kind": kind,
        "patient": f"MGUS-{int(row['id']):04d}",
        "occurred": occurred,
        **payload,
        "recorded": f"{occurred + timedelta(days=1)}T12:00:00Z",
        "recorder": "registry",
        "source_system": "mgus2",
        "source_record": f"{row['id']}:{record or kind}",
        "provenance": "published",
        "provenance_note": NOTE,
    }


def events_csv() -> str:
    """The text of ``events.csv``."""
    return csv_text(COLUMNS, events())


if __name__ == "__main__":
    write(FOLDER / "events.csv", events_csv())
