"""Follow-up under an endpoint: who was followed from when until when, and what ended it."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from analyses.plan.endpoint_curve import cause_names
from patient_timeline.notebook import Tabular, dates
from projections.cohort.tables import EndpointTable
from projections.study import Study

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, repr=False)
class FollowUp(Tabular):
    """One row a patient under an endpoint. Made by ``CohortAsOf.endpoint``.

    Attributes
    ----------
    endpoint
        Name of the endpoint.
    table
        The rows as arrays: times in days, causes as codes.
    """

    endpoint: str
    table: EndpointTable
    study: Study
    as_of: str

    @property
    def caption(self) -> str:
        """Endpoint, patients, events, and those left out by reason."""
        rows, events = len(self.table.patient), int(self.table.event.sum())
        left_out = "".join(f", {n} outside: {why}" for why, n in self.table.outside.items())
        return f"{self.endpoint}: {rows} patients, {events} events{left_out}; {self.as_of}"

    def to_pandas(self) -> "pd.DataFrame":
        """The rows, indexed by patient.

        Columns: ``origin`` and ``end`` (dates), ``entry`` (the date from which a patient who
        entered late was observed, only where the endpoint declares one), ``days`` from origin to
        end, ``time`` in the study's unit, ``event`` (whether the event of interest was
        observed), ``cause`` (its name, that of a competing event, or ``censored``), ``reason``
        (the event or censor source that ended follow-up).
        """
        import pandas as pd

        table, causes = self.table, cause_names(self.study, self.endpoint)
        columns = {
            "origin": dates(table.origin),
            "end": dates(table.end),
            **({} if table.entry is None else {"entry": dates(table.entry)}),
            "days": table.time.astype(np.int64),
            "time": table.time / self.study.unit.days,
            "event": table.event,
            "cause": causes[table.cause],
            "reason": table.reason,
        }
        return pd.DataFrame(columns, index=pd.Index(table.patient, name="patient"))
