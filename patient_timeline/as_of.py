"""A cohort as of a data cutoff: its values, its endpoints and what is estimated from them."""

from dataclasses import dataclass
from pathlib import Path

from patient_timeline.curve_estimators import CurveEstimators
from patient_timeline.patient import Patient
from patient_timeline.regression_estimators import RegressionEstimators
from patient_timeline.treatments import TreatmentSequence
from patient_timeline.values import Values
from timeline.vocabulary import Vocabulary


@dataclass(frozen=True, repr=False)
class CohortAsOf(Values, CurveEstimators, RegressionEstimators):
    """The patients of a study, and every definition, as of a data cutoff.

    Made by ``Cohort.as_of`` and ``Cohort.locked``. Definitions, endpoints and populations are
    named as in ``timeline definitions``; a name that the study does not have raises KeyError
    with the closest one.
    """

    _path: Path
    _vocabulary: Vocabulary

    def graph(self) -> TreatmentSequence:
        """The sequence of treatments; ``.network()`` gives it as a networkx graph.

        Raises
        ------
        LookupError
            If the study declares no treatment sequence.
        """
        from projections.sequence import sequence_graph

        if self.replay.study.sequence is None:
            raise LookupError(f"study '{self.replay.study.name}' declares no treatment sequence")
        return TreatmentSequence(sequence_graph(self.replay), self.caption)

    def patient(self, patient: str) -> Patient:
        """One patient: events, states and the derivation of every value.

        Raises
        ------
        PatientNotFound
            If the store holds no event of this patient.
        """
        if not isinstance(patient, str):
            raise TypeError(f"a patient's id is text, as in '{patient}'")
        return Patient.from_replay(self.replay, patient, self._path, self._vocabulary, self.caption)
