"""A comparison as a table for a spreadsheet: one row a changed value."""

import csv
from io import StringIO

from projections.comparison import Comparison, changed_values
from timeline.spreadsheets import inert

COLUMNS = (
    "patient", "definition", "before", "after", "before_date", "after_date", "cause_events",
    "reason",
)  # fmt: skip


def as_csv(comparison: Comparison) -> str:
    """All changed values, those of follow-up that merely went on among them."""
    text = StringIO(newline="")
    rows = csv.writer(text, lineterminator="\n")
    rows.writerow(COLUMNS)
    for row in changed_values(comparison):
        rows.writerow(inert(getattr(row, name) or "") for name in COLUMNS)
    return text.getvalue()
