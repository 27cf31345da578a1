"""A cohort at one cutoff: the statistics whose evolution over cutoffs is followed."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from analyses.plan import PlannedIncidence, PlanResults, Refused
from analyses.refused import attempted
from analyses.summaries.endpoint import EndpointSummary, summarise
from projections.cohort.replay import Replay
from projections.findings.not_enrolled import NOT_ENROLLED, unenrolled
from projections.sequence import Place, Sort, flows
from projections.study.plan import Incidence
from timeline.log import AsOf

Flows = Mapping[tuple[str, str], int]
"""How many patients go from a source to a target."""


@dataclass(frozen=True, slots=True)
class CutoffSummary:
    """Populations, classes, endpoints, planned incidences and flows of treatment of one replay.

    Attributes
    ----------
    not_enrolled
        How many patients on record are not in the study.
    populations
        Members of each population.
    classes
        Patients of each class, by classification.
    incidences
        The incidences of the plan; one that the cohort cannot give says why.
    flows, treatment_flows
        The edges of the treatment-sequence graph with their counts of patients; the same
        regardless of outcome. Empty if the study declares no sequence.
    """

    as_of: AsOf
    not_enrolled: int
    populations: Mapping[str, int]
    classes: Mapping[str, Mapping[str, int]]
    endpoints: Mapping[str, EndpointSummary]
    incidences: Mapping[str, PlannedIncidence | Refused]
    flows: Flows
    treatment_flows: Flows

    def as_json(self) -> dict[str, Any]:
        """Plain values in the study's unit of time."""
        return {
            "as_of": self.as_of.as_json(),
            **({NOT_ENROLLED: self.not_enrolled} if self.not_enrolled else {}),
            "populations": dict(self.populations),
            "classes": {name: dict(counts) for name, counts in self.classes.items()},
            "endpoints": {name: found.as_json() for name, found in self.endpoints.items()},
            "incidences": {name: found.as_json() for name, found in self.incidences.items()},
            "flows": _listed(self.flows),
            "treatment_flows": _listed(self.treatment_flows),
        }


def summarise_cutoff(replay: Replay) -> CutoffSummary:
    """The summary of one replay; an incidence that the cohort cannot give is refused."""
    study, results = replay.study, PlanResults(replay)
    return CutoffSummary(
        replay.as_of,
        unenrolled(replay),
        {name: len(replay.members(name)) for name in study.populations},
        {name: replay.class_counts(name) for name in study.classes},
        {name: summarise(results, name) for name in study.endpoints},
        {
            name: _incidence(results, plan)
            for name, plan in study.plan.items()
            if isinstance(plan, Incidence)
        },
        *_flows(replay),
    )


def _incidence(results: PlanResults, plan: Incidence) -> PlannedIncidence | Refused:
    return attempted(lambda: results.of_plan(plan))


def _flows(replay: Replay) -> tuple[Flows, Flows]:
    found = {} if replay.study.sequence is None else flows(replay)
    named: Counter[tuple[str, str]] = Counter()
    treatments: Counter[tuple[str, str]] = Counter()
    for (source, target), count in found.items():
        named[source.name, target.name] += count
        treatments[_treatment(source), _treatment(target)] += count
    return named, treatments


def _treatment(place: Place) -> str:
    """A treatment without its outcome: ``2/intensive``."""
    return f"{place.number}/{place.label}" if place.sort is Sort.TREATMENT else place.name


def _listed(counts: Flows) -> list[dict[str, Any]]:
    return [
        {"source": source, "target": target, "patients": count}
        for (source, target), count in counts.items()
    ]
