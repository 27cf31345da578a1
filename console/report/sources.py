"""What a report is made from: the replay, the analyses of the plan, names in print."""

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from console.application.provenance import rests_on_synthetic
from console.application.session import Session
from console.application.shipped import undeclared
from console.figures.patient_journey import SYNTHETIC
from console.report.appendix import Appendix
from console.report.formats import printed
from projections.language.wording import words
from projections.study.report import Report
from timeline.vocabulary import Event

if TYPE_CHECKING:
    from analyses.plan import PlanResults


@dataclass
class Sources:
    """A session with all that was computed for its report so far."""

    opened: Session

    def __post_init__(self) -> None:
        self.replay = self.opened.replay()
        self.appendix = Appendix(self.replay)
        self.results: dict[str, dict[str, Any]] = {}

    @cached_property
    def report(self) -> Report:
        """What the study declares.

        Raises
        ------
        NotFound
            If it declares no report.
        """
        declared = self.opened.study.report
        if declared is None:
            raise undeclared(self.opened.study.name, "report")
        return declared

    @cached_property
    def warning(self) -> str:
        """What every figure and section must say if any event behind the cohort is made up."""
        patients = self.replay.patients.tolist()
        return SYNTHETIC if rests_on_synthetic(self.opened, patients) else ""

    @cached_property
    def as_of(self) -> str:
        """As of when, and as known when."""
        said = self.opened.as_of_in_words
        return said[0].upper() + said[1:]

    def analysis(self, name: str) -> dict[str, Any]:
        """An analysis of the plan; one that this cutoff cannot give says why under ``refused``."""
        if name not in self.results:
            self.results[name] = self.plan.attempted(name).as_json()
        return self.results[name]

    @cached_property
    def plan(self) -> "PlanResults":
        """The analyses of the plan, each carried out once."""
        from analyses.plan import PlanResults

        return PlanResults(self.replay)

    def name(self, of: str) -> str:
        """A definition, covariate or value as it is printed."""
        said = self.report.labels.get(of)
        return words(of)[:1].upper() + words(of)[1:] if said is None else said

    def in_print(self, said: str) -> str:
        """A message in which definitions are called as in print."""
        known = self.opened.study.definitions
        return re.sub(
            r"'(\w+)'", lambda cited: self.name(cited[1]) if cited[1] in known else cited[0], said
        )

    def value(self, value: object) -> str:
        """A value as it is printed."""
        return self.report.labels.get(str(value), printed(value))

    def history(self, patient: str) -> list[Event]:
        """A patient's events that count as of the cutoff, by date."""
        facts = self.opened.store.history(patient).facts()
        return [fact.event for fact in facts if self.opened.as_of.sees(fact)]

    def among(self, name: str) -> list[str]:
        """Patients of a population, or who reached a milestone; all if none is named."""
        if not name:
            patients: list[str] = self.replay.patients.tolist()
            return patients
        return [who for who, one in self.appendix.values(name).items() if one.value is True]
