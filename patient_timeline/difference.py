"""What changed between two data cutoffs, and which events caused it."""

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from patient_timeline.notebook import Tabular
from projections.cohort.replay import Replay
from projections.comparison import Comparison, compared
from timeline.store import Store
from timeline.vocabulary import Vocabulary

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, repr=False)
class Difference(Tabular):
    """Values that differ between two replays. Made by ``Cohort.diff``.

    Attributes
    ----------
    comparison
        The changes, the sets of events each of which alone undoes one, and their reasons.
    """

    comparison: Comparison
    before: str
    after: str

    @classmethod
    def between(
        cls,
        before: Replay,
        after: Replay,
        names: Collection[str] | None,
        path: Path,
        vocabulary: Vocabulary,
        captions: tuple[str, str],
    ) -> "Difference":
        """The differences of two replays, their causes read from the store at ``path``."""
        with Store.open(path, vocabulary) as store:
            found = compared(before, after, names, vocabulary, store.stream)
        return cls(found, *captions)

    @property
    def caption(self) -> str:
        """How many values changed, and between which cutoffs."""
        changed = len(self.comparison.causes)
        return f"{changed} changes; before: {self.before}; after: {self.after}"

    def to_pandas(self) -> "pd.DataFrame":
        """One row a change.

        Columns ``patient``, ``definition``, ``before``, ``before_date``, ``after``,
        ``after_date``, ``reason`` (in words).
        """
        import pandas as pd

        rows = [
            {
                "patient": cause.patient,
                "definition": cause.name,
                "before": cause.before.said,
                "before_date": cause.before.date,
                "after": cause.after.said,
                "after_date": cause.after.date,
                "reason": " ".join(filter(None, self.comparison.reason(cause))),
            }
            for cause in self.comparison.causes
        ]
        names = ["patient", "definition", "before", "before_date", "after", "after_date", "reason"]
        frame = pd.DataFrame(rows, columns=names)
        for column in ("before_date", "after_date"):
            frame[column] = pd.to_datetime(frame[column])
        return frame
