"""Turn a spreadsheet of one row a patient into events, one row each: IN.csv OUT.csv."""

import sys

import pandas as pd

KINDS = {
    "infused": ("cell_infusion", {"product": "CAR T cells", "infusion": 1}),
    "relapsed": ("response_stated", {"response": "relapse"}),
    "died": ("death", {}),
    "last_seen": ("contact", {"means": "visit"}),
}
"""Which kind of event a column with a date becomes, and what else that event says."""

ENTERED = {"recorded": "2020-07-01T12:00:00Z", "recorder": "anna", "source_system": "spreadsheet"}
"""When the dates were entered, by whom, and where they come from."""


def events(patient: pd.Series) -> list[dict]:
    """The events of one row of the spreadsheet."""
    rows = [
        {"kind": "registered", "occurred": patient["infused"], "study": "first"},
        {"kind": "demographics", "occurred": patient["infused"], **patient[["sex", "born"]]},
    ]
    for column, (kind, fields) in KINDS.items():
        if pd.notna(patient[column]):
            rows.append({"kind": kind, "occurred": patient[column], **fields})
            if kind == "death":
                rows[-1]["cause"] = patient["cause"]
    return [
        {**row, "patient": patient["patient"], "source_record": f"{patient['patient']}:{number}"}
        for number, row in enumerate(rows, start=1)
    ]


source, target = sys.argv[1:]
spreadsheet = pd.read_csv(source)
rows = [row for _, patient in spreadsheet.iterrows() for row in events(patient)]
pd.DataFrame(rows).assign(**ENTERED).to_csv(target, index=False)
