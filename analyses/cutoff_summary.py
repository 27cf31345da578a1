"""What a cohort comes to at one cutoff: the figures whose evolution over cutoffs is followed."""

from typing import Any

from analyses.endpoint_summary import summarise
from analyses.errors import AnalysisError
from analyses.planned.incidence import incidence
from projections.plan import Incidence
from projections.replay import Replay
from projections.sequence import flows


def summarise_cutoff(replay: Replay) -> dict[str, Any]:
    """Populations, classes, endpoints, planned incidences and flows of treatment of one replay.

    Returns
    -------
    dict
        Plain values in the study's unit of time; an incidence that the cohort cannot give says
        why under ``refused``. ``flows`` are the edges of the treatment-sequence graph with their
        counts of patients, none if the study declares no sequence.
    """
    study = replay.study
    return {
        "as_of": replay.as_of.as_json(),
        "populations": {name: len(replay.members(name)) for name in study.populations},
        "classes": {name: replay.class_counts(name) for name in study.classes},
        "endpoints": {
            name: summarise(
                replay.endpoint(name), study.unit, study.report_at, study.interval
            ).as_json()
            for name in study.endpoints
        },
        "incidences": {
            name: _incidence(replay, plan)
            for name, plan in study.plan.items()
            if isinstance(plan, Incidence)
        },
        "flows": _flows(replay),
    }


def _incidence(replay: Replay, plan: Incidence) -> dict[str, Any]:
    try:
        return incidence(replay, plan)
    except AnalysisError as refusal:
        return {"refused": str(refusal)}


def _flows(replay: Replay) -> list[dict[str, Any]]:
    if replay.study.sequence is None:
        return []
    return [
        {"source": source.name, "target": target.name, "patients": count}
        for (source, target), count in flows(replay).items()
    ]
