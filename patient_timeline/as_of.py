"""A cohort as of a data cutoff: its values, its endpoints and what is estimated from them."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from patient_timeline.asked import listed
from patient_timeline.curves import CumulativeIncidence, KaplanMeier
from patient_timeline.follow_up import FollowUp
from patient_timeline.notebook import dates
from patient_timeline.patient import Patient
from patient_timeline.regression import Cox
from projections.cohort.covariates import column
from projections.cohort.replay import Replay
from projections.language import Classes, Condition, Endpoint, Episodes, Milestone, Quantity
from projections.language.nearest_name import closest
from projections.study.plan import Exposure, Fixed
from timeline.vocabulary import Vocabulary

if TYPE_CHECKING:
    import pandas as pd

    from projections.sequence import SequenceGraph

COLUMNS = (Classes, Quantity, Condition, Milestone)
"""Definitions that have a value in each patient."""


@dataclass(frozen=True)
class CohortAsOf:
    """The patients of a study, and every definition, as of a data cutoff.

    Made by ``Cohort.as_of`` and ``Cohort.locked``. Definitions, endpoints and populations are
    named as in ``timeline definitions``; a name that the study does not have raises KeyError
    with the closest one.

    Attributes
    ----------
    replay
        The evaluation that all answers are read from.
    """

    replay: Replay
    _path: Path
    _vocabulary: Vocabulary

    def __repr__(self) -> str:
        return f"{self.caption}, {len(self.replay.patients)} patients"

    @property
    def caption(self) -> str:
        """Study, data cutoff, state of knowledge and censoring policy, in one line."""
        study, as_of = self.replay.study, self.replay.as_of.as_json()
        known = f"recorded by {as_of['known_by']}" if as_of.get("known_by") else "all records"
        cutoff = f"data cutoff {as_of['cutoff']}, {known}"
        return f"{study.name}, {cutoff}, {self.replay.censoring} censoring"

    @property
    def patients(self) -> NDArray[np.str_]:
        """Ids of the patients enrolled by the cutoff, ascending."""
        return self.replay.patients

    def population(self, name: str) -> NDArray[np.str_]:
        """Ids of the patients in a population of the study, ascending."""
        _known(name, self.replay.study.populations, "population")
        return self.replay.members(name)

    def milestone(self, name: str) -> "pd.DataFrame":
        """When each patient reached a milestone: columns ``date`` (NaT if never) and ``event``.

        ``event`` is the id of the event that decided it. Indexed by patient.
        """
        import pandas as pd

        self._definition(name, Milestone)
        found = self.replay.milestone(name)
        columns = {"date": dates(found.day), "event": found.evidence}
        return pd.DataFrame(columns, index=pd.Index(found.patient, name="patient"))

    def values(self, *names: str) -> "pd.DataFrame":
        """Definitions as columns, indexed by patient.

        A classification gives its label, a quantity its number or word, a condition True or
        False, a milestone whether it was reached; None is unknown.
        """
        import pandas as pd

        for name in names:
            self._definition(name, COLUMNS)
        patients = self.patients
        found = {name: column(self.replay, name, patients).values for name in names}
        return pd.DataFrame(found, index=pd.Index(patients, name="patient"))

    def episodes(self, name: str) -> "pd.DataFrame":
        """Episodes such as lines of salvage, one row each.

        Indexed by patient and number; columns ``start`` and the definitions inside the episode.
        """
        import pandas as pd

        from projections.cohort.episodes import episode_rows

        self._definition(name, Episodes)
        rows = episode_rows(self.replay, name)
        values = [
            {"start": row.start, **{key: one.value for key, one in row.values.items()}}
            for row in rows
        ]
        index = pd.MultiIndex.from_tuples(
            [(row.patient, row.number) for row in rows], names=["patient", "number"]
        )
        frame = pd.DataFrame(values, index=index)
        return frame.assign(start=pd.to_datetime(frame["start"])) if rows else frame

    def endpoint(self, name: str, *, among: str = "") -> FollowUp:
        """The follow-up of every patient under an endpoint, or of a population."""
        self._definition(name, Endpoint)
        table = self.replay.endpoint(name)
        if among:
            table = table.among(self.population(among).tolist(), among)
        return FollowUp(name, table, self.replay.study, self.caption)

    def kaplan_meier(
        self, endpoint: str, *, by: str = "", among: str = "", level: float = 0.95
    ) -> KaplanMeier:
        """Kaplan-Meier curves of an endpoint, one for each group of ``by``.

        Times are in the study's unit; limits are on the study's scale, R's default unless it
        says otherwise. Patients whose group is unknown have a curve of their own, and are in no
        test.

        Raises
        ------
        AnalysisError
            If nobody can be followed.
        """
        self._asked(endpoint, by, among)
        return KaplanMeier.of(self.replay, endpoint, by, among, level, self.caption)

    def cumulative_incidence(
        self, endpoint: str, *, by: str = "", among: str = ""
    ) -> CumulativeIncidence:
        """Cumulative incidence of an endpoint's event and of those that compete with it.

        Variance and limits are as the study's plan says for this endpoint, else those of R's
        ``cmprsk``.
        """
        self._asked(endpoint, by, among)
        return CumulativeIncidence.of(self.replay, endpoint, by, among, self.caption)

    def cox(
        self,
        endpoint: str,
        covariates: Sequence[str | Fixed | Exposure],
        *,
        among: str = "",
        alone: bool = False,
    ) -> Cox:
        """Cox regression of an endpoint's (cause-specific) hazard.

        Parameters
        ----------
        covariates
            Definitions by name, known at the origin; one learnt later is refused. ``Fixed`` says
            how one is coded, ``Exposure`` makes a milestone a time-dependent covariate.
        among
            A population to which the model is confined.
        alone
            One model for each covariate instead of one of all.

        Raises
        ------
        AnalysisError
            If a covariate is learnt after the origin, or the rows do not determine a model.
        TypeError, ValueError
            If a covariate is no such definition, or is named twice.
        """
        self._asked(endpoint, "", among)
        several = listed(covariates, "covariates")
        given = tuple(Fixed(item) if isinstance(item, str) else item for item in several)
        self._check_covariates(given)
        return Cox.of(self.replay, endpoint, given, among, alone, self.caption)

    def graph(self) -> "SequenceGraph":
        """The sequence of treatments; ``.network()`` gives it as a networkx graph.

        Raises
        ------
        LookupError
            If the study declares no treatment sequence.
        """
        from projections.sequence import sequence_graph

        if self.replay.study.sequence is None:
            raise LookupError(f"study '{self.replay.study.name}' declares no treatment sequence")
        return sequence_graph(self.replay)

    def patient(self, patient: str) -> Patient:
        """One patient: events, states and the derivation of every value.

        Raises
        ------
        PatientNotFound
            If the store holds no event of this patient.
        """
        if not isinstance(patient, str):
            raise TypeError(f"a patient's id is text, as in '{patient}'")
        return Patient.of(self.replay, patient, self._path, self._vocabulary, self.caption)

    def _asked(self, endpoint: str, by: str, among: str) -> None:
        self._definition(endpoint, Endpoint)
        if by:
            self._definition(by, COLUMNS)
        if among:
            _known(among, self.replay.study.populations, "population")

    def _check_covariates(self, covariates: tuple[Fixed | Exposure, ...]) -> None:
        seen: set[str] = set()
        for covariate in covariates:
            if not isinstance(covariate, Fixed | Exposure):
                raise TypeError("a covariate is a name, Fixed(...) or Exposure(...)")
            name = covariate.definition if isinstance(covariate, Fixed) else covariate.milestone
            self._definition(name, COLUMNS if isinstance(covariate, Fixed) else Milestone)
            if name in seen:
                raise ValueError(f"the covariate '{name}' is named twice; name it once")
            seen.add(name)

    def _definition(self, name: str, sort: Any) -> None:
        definitions = self.replay.study.definitions
        _known(name, definitions, "definition")
        if not isinstance(definitions[name], sort):
            sorts = sort if isinstance(sort, tuple) else (sort,)
            wanted = " or ".join(sort.__name__.lower() for sort in sorts)
            raise TypeError(f"'{name}' is no {wanted}")


def _known(name: str, names: Any, what: str) -> None:
    if name not in names:
        raise KeyError(f"the study has no {what} '{name}'{closest(name, names)}")
