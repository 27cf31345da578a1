"""What became of the rows of a data frame of events."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from patient_timeline.notebook import Tabular
from timeline.ingest import ImportReport, Reject

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, repr=False)
class Imported(Tabular):
    """The rows of a frame, counted, and those rejected. Made by ``Cohort.import_events``.

    Attributes
    ----------
    report
        The counts, as ``timeline import`` prints them.
    """

    report: ImportReport

    @property
    def read(self) -> int:
        """How many rows were read."""
        return self.report.read

    @property
    def added(self) -> int:
        """How many events are new to the store."""
        return self.report.added

    @property
    def unchanged(self) -> int:
        """How many events the store had already."""
        return self.report.unchanged

    @property
    def rejects(self) -> list[Reject]:
        """The invalid rows, numbered from 1; they are not in the store."""
        return self.report.rejects

    @property
    def caption(self) -> str:
        """The counts, in one line."""
        known = f"{self.unchanged} known already"
        return f"{self.read} read, {self.added} added, {known}, {len(self.rejects)} rejected"

    def to_pandas(self) -> "pd.DataFrame":
        """One row a reject: ``row``, ``field``, ``value``, ``reason``, ``remedy``."""
        import pandas as pd

        rows = [
            (reject.line, reject.field, reject.value, reject.reason, reject.remedy)
            for reject in self.rejects
        ]
        return pd.DataFrame(rows, columns=["row", "field", "value", "reason", "remedy"])
