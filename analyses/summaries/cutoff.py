"""What a cohort comes to at one cutoff: the figures whose evolution over cutoffs is followed."""

from collections import Counter
from typing import Any

from analyses.errors import AnalysisError
from analyses.plan.incidence import incidence
from analyses.summaries.endpoint import summarise
from projections.cohort.replay import Replay
from projections.findings.not_enrolled import not_enrolled
from projections.sequence import Place, Sort, flows
from projections.study.plan import Incidence


def summarise_cutoff(replay: Replay) -> dict[str, Any]:
    """Populations, classes, endpoints, planned incidences and flows of treatment of one replay.

    Returns
    -------
    dict
        Plain values in the study's unit of time; an incidence that the cohort cannot give says
        why under ``refused``. ``not_enrolled`` counts the patients on record who are not in the
        study. ``flows`` are the edges of the treatment-sequence graph with their counts of
        patients, ``treatment_flows`` the same whatever a treatment brought; none if the study
        declares no sequence.
    """
    study = replay.study
    return {
        "as_of": replay.as_of.as_json(),
        **not_enrolled(replay),
        "populations": {name: len(replay.members(name)) for name in study.populations},
        "classes": {name: replay.class_counts(name) for name in study.classes},
        "endpoints": {name: summarise(replay, name).as_json() for name in study.endpoints},
        "incidences": {
            name: _incidence(replay, plan)
            for name, plan in study.plan.items()
            if isinstance(plan, Incidence)
        },
        **_flows(replay),
    }


def _incidence(replay: Replay, plan: Incidence) -> dict[str, Any]:
    try:
        return incidence(replay, plan)
    except AnalysisError as refusal:
        return {"refused": str(refusal)}


def _flows(replay: Replay) -> dict[str, list[dict[str, Any]]]:
    found = {} if replay.study.sequence is None else flows(replay)
    by_name: Counter[tuple[str, str]] = Counter()
    by_treatment: Counter[tuple[str, str]] = Counter()
    for (source, target), count in found.items():
        by_name[source.name, target.name] += count
        by_treatment[_treatment(source), _treatment(target)] += count
    return {"flows": _listed(by_name), "treatment_flows": _listed(by_treatment)}


def _treatment(place: Place) -> str:
    """A treatment without its outcome: ``2/intensive``."""
    return f"{place.number}/{place.label}" if place.sort is Sort.TREATMENT else place.name


def _listed(counts: Counter[tuple[str, str]]) -> list[dict[str, Any]]:
    return [
        {"source": source, "target": target, "patients": count}
        for (source, target), count in counts.items()
    ]
