"""The states of one patient in order, for a notebook."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from patient_timeline.notebook import Tabular, dates
from projections.states import Stay

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, repr=False)
class PatientStates(Tabular):
    """The states that a patient passed through, in order. Made by ``Patient.states``.

    Attributes
    ----------
    stays
        From when until when the patient was in each state.
    """

    stays: tuple[Stay, ...]
    patient: str
    as_of: str

    def __iter__(self) -> Iterator[Stay]:
        return iter(self.stays)

    def __len__(self) -> int:
        return len(self.stays)

    def __getitem__(self, place: int) -> Stay:
        return self.stays[place]

    @property
    def caption(self) -> str:
        """Patient and as-of."""
        return f"States of {self.patient}, {self.as_of}"

    def to_pandas(self) -> "pd.DataFrame":
        """One row a stay: ``state``, ``start`` and ``stop`` (dates), ``to`` (None: the last)."""
        import pandas as pd

        columns = {
            "state": [stay.label for stay in self.stays],
            "start": dates(stay.start for stay in self.stays),
            "stop": dates(stay.stop for stay in self.stays),
            "to": pd.Series([stay.to for stay in self.stays], dtype=object),
        }
        return pd.DataFrame(columns)
