"""What a report is made from: the replay, the analyses of the plan, names in print."""

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from analyses.plan import PlanResults, Refused, Result
from analyses.summaries.endpoint import EndpointSummary, summarise
from console.application.provenance import rests_on_synthetic
from console.application.session import Session
from console.application.shipped import undeclared
from console.claims.check import publication
from console.claims.model import Publication
from console.figures.patient_journey import SYNTHETIC
from console.report.appendix import Appendix
from console.report.formats import printed
from projections.language.wording import words
from projections.study.report import Report
from timeline.vocabulary import Event


@dataclass
class Sources:
    """A session with all that was computed for its report so far.

    Attributes
    ----------
    plan
        The analyses of the study's plan, each carried out once.
    results
        The results used so far as plain values, in the order of their use.
    """

    opened: Session

    def __post_init__(self) -> None:
        self.replay = self.opened.replay()
        self.appendix = Appendix(self.replay)
        self.plan = PlanResults(self.replay)
        self.results: dict[str, dict[str, Any]] = {}
        self._endpoints: dict[str, EndpointSummary] = {}

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
        line = self.opened.as_of_in_words
        return line[0].upper() + line[1:]

    def analysis(self, name: str) -> Result | Refused:
        """An analysis of the plan, or why this cutoff cannot give it."""
        found = self.plan.attempted(name)
        if name not in self.results:
            self.results[name] = found.as_json()
        return found

    def endpoint(self, name: str) -> EndpointSummary:
        """An endpoint as ``timeline replay`` reports it."""
        if name not in self._endpoints:
            self._endpoints[name] = summarise(self.plan, name)
            self.results[f"endpoint {name}"] = self._endpoints[name].as_json()
        return self._endpoints[name]

    @cached_property
    def publication(self) -> Publication:
        """The claims of the study's paper, checked; listed among the results as ``claims``."""
        found = publication(self.opened, results=self.plan)
        self.results["claims"] = found.as_json()
        return found

    def name(self, definition: str) -> str:
        """A definition, covariate or value as it is printed."""
        label = self.report.labels.get(definition)
        plain = words(definition)
        return plain[:1].upper() + plain[1:] if label is None else label

    def in_print(self, message: str) -> str:
        """A message in which definitions are called as in print."""
        known = self.opened.study.definitions
        return re.sub(
            r"'(\w+)'",
            lambda cited: self.name(cited[1]) if cited[1] in known else cited[0],
            message,
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
        values = self.appendix.values(name).items()
        return [patient for patient, decided in values if decided.value is True]
