"""Values that changed between two data cutoffs, and the events that caused it."""

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from patient_timeline.notebook import Tabular
from projections.cohort.replay import Replay
from projections.comparison import Comparison, changed_values, compared
from timeline.store import Store
from timeline.vocabulary import Vocabulary

if TYPE_CHECKING:
    import pandas as pd

COLUMNS = (
    "patient", "definition", "before", "before_date", "after", "after_date", "reason",
    "cause_events",
)  # fmt: skip


@dataclass(frozen=True, repr=False)
class Difference(Tabular):
    """Values that differ between two replays. Made by ``Cohort.diff``.

    Attributes
    ----------
    comparison
        The changes, with the sets of events that cause each, and the reasons.
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
        """One row a changed value.

        Columns ``patient``, ``definition``, ``before``, ``before_date``, ``after``,
        ``after_date``, ``reason`` (in words) and ``cause_events`` (their ids: a space between
        events that are needed together, ``;`` between alternatives).
        """
        import pandas as pd

        rows = [
            {name: getattr(row, name) for name in COLUMNS}
            for row in changed_values(self.comparison)
        ]
        frame = pd.DataFrame(rows, columns=list(COLUMNS))
        for column in ("before_date", "after_date"):
            frame[column] = pd.to_datetime(frame[column])
        return frame
