"""What the definitions of a study evaluate to in each patient, as pandas data frames."""

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from patient_timeline.follow_up import FollowUp
from patient_timeline.notebook import dates
from patient_timeline.replayed import COLUMNS, Replayed
from projections.cohort.covariates import column
from projections.language import Endpoint, Episodes, Milestone

if TYPE_CHECKING:
    import pandas as pd


class Values(Replayed):
    """Populations, milestones, values, episodes and endpoints of a replay."""

    def population(self, name: str) -> NDArray[np.str_]:
        """Ids of the patients in a population of the study, ascending."""
        return self.replay.members(self._population(name))

    def milestone(self, name: str) -> "pd.DataFrame":
        """When each patient reached a milestone: columns ``date`` (NaT if never) and ``event``.

        ``event`` is the id of the event that decided it. Indexed by patient.
        """
        import pandas as pd

        found = self.replay.milestone(self._definition(name, Milestone))
        columns = {"date": dates(found.day), "event": found.evidence}
        return pd.DataFrame(columns, index=pd.Index(found.patient, name="patient"))

    def values(self, *names: str) -> "pd.DataFrame":
        """Definitions as columns, indexed by patient.

        A classification gives its label, a quantity its number or word, a condition True or
        False, a milestone whether it was reached; None is unknown.
        """
        import pandas as pd

        patients = self.patients
        full = [self._definition(name, *COLUMNS) for name in names]
        found = {name: column(self.replay, name, patients).values for name in full}
        return pd.DataFrame(found, index=pd.Index(patients, name="patient"))

    def episodes(self, name: str) -> "pd.DataFrame":
        """Episodes such as lines of salvage, one row each.

        Indexed by patient and number; columns ``start`` and the definitions inside the episode.
        """
        import pandas as pd

        from projections.cohort.episodes import episode_rows

        rows = episode_rows(self.replay, self._definition(name, Episodes))
        values = [
            {"start": row.start, **{key: cell.value for key, cell in row.values.items()}}
            for row in rows
        ]
        index = pd.MultiIndex.from_tuples(
            [(row.patient, row.number) for row in rows], names=["patient", "number"]
        )
        frame = pd.DataFrame(values, index=index)
        return frame.assign(start=pd.to_datetime(frame["start"])) if rows else frame

    def endpoint(self, name: str, *, among: str = "") -> FollowUp:
        """The follow-up of every patient under an endpoint, or of a population."""
        full = self._definition(name, Endpoint)
        table = self.replay.endpoint(full)
        if among:
            table = table.among(self.population(among).tolist(), among)
        return FollowUp(full, table, self.replay.study, self.caption)
