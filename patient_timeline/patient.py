"""One patient as of a data cutoff: events, states, and how each value was derived."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from patient_timeline.audited import AuditedValue
from patient_timeline.notebook import as_html
from patient_timeline.stays import PatientStates
from projections.audit import Audit
from projections.cohort.replay import Replay
from projections.language.nearest_name import closest
from projections.states import histories, stays_of
from timeline.errors import PatientNotFound
from timeline.history import History
from timeline.log import AsOf, log_of
from timeline.store import Store
from timeline.vocabulary import Vocabulary

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Patient:
    """A patient of a store. Made by ``CohortAsOf.patient``.

    Attributes
    ----------
    name
        Id of the patient.
    history
        All that the store holds of the patient, whatever the cutoff.
    """

    name: str
    history: History
    _replay: Replay
    _audit: Audit
    _as_of: str

    @classmethod
    def from_replay(
        cls, replay: Replay, name: str, path: Path, vocabulary: Vocabulary, as_of: str
    ) -> "Patient":
        """A patient of a replay, with the events of the store at ``path``."""
        found = replay.log.part_of(name)
        if found is None:
            raise PatientNotFound("the store holds no such patient")
        segment, index = found
        alone = segment.only(index)
        audit = Audit(replay.study, alone, replay.as_of, replay.censoring)
        with Store.open(path, vocabulary) as store:
            history = store.history(name)
        only = log_of({"patient": alone}, replay.log.position)
        return cls(
            name,
            history,
            Replay(replay.study, only, replay.as_of, replay.censoring),
            audit,
            as_of,
        )

    def __repr__(self) -> str:
        return f"{self.name}, {self._as_of}"

    def _repr_html_(self) -> str:
        return as_html(f"{self.name}, {self._as_of}", self.events())

    def audit(self, definition: str) -> AuditedValue:
        """How a value was derived: its rule, the events that decided it, those rejected.

        Raises
        ------
        KeyError
            If the study has no such definition; the message names the closest.

        Examples
        --------
        >>> cohort.as_of("2019-12-31").patient("MSK17").audit("cause_of_death").value
        'treatment'
        """
        known = self._replay.study.definitions
        if definition not in known:
            raise KeyError(
                f"the study has no definition '{definition}'{closest(definition, known)}"
            )
        return AuditedValue(self._audit.derivation(definition), self.name, self._as_of)

    def events(self) -> "pd.DataFrame":
        """The events on record as of the cutoff, one row each, by day.

        Columns ``day`` (the date, imputed where it is partial), ``occurred`` (as recorded),
        ``kind``, ``recorded``, then a column for each field that some event has.
        """
        import pandas as pd

        as_of: AsOf = self._replay.as_of
        facts = [fact for fact in self.history.facts() if as_of.has_on_record(fact)]
        rows = [
            {"day": fact.day, **fact.event.model_dump(mode="json", exclude_none=True)}
            for fact in facts
        ]
        frame = pd.DataFrame(rows, index=[str(fact.event.id) for fact in facts])
        frame.index.name = "event"
        first = ["day", "occurred", "kind", "recorded"]
        if frame.empty:
            return frame.reindex(columns=first)
        frame["day"] = pd.to_datetime(frame["day"])
        return frame[first + [name for name in frame.columns if name not in first]]

    def states(self) -> PatientStates:
        """The states that the patient passed through, in order; none before enrolment.

        Raises
        ------
        LookupError
            If the study declares no states.
        """
        if self._replay.study.states is None:
            raise LookupError(f"study '{self._replay.study.name}' declares no states")
        stays = stays_of(histories(self._replay), self.name)
        return PatientStates(tuple(stays), self.name, self._as_of)
