"""The conventions of an endpoint's curve: times, causes, and whether events compete."""

from collections.abc import Hashable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from analyses.survival.competing_risks.incidence import IncidenceCurve, cumulative_incidence
from analyses.survival.intervals import FloatArray
from projections.cohort.replay import EndpointTable
from projections.language import Endpoint
from projections.study import Study
from projections.study.plan import Incidence

CENSORED = "censored"
KAPLAN_MEIER, CUMULATIVE_INCIDENCE = "Kaplan-Meier", "cumulative incidence"


def incidence_curves(
    study: Study, plan: Incidence, table: EndpointTable, group: NDArray[Any]
) -> dict[Hashable, dict[str, IncidenceCurve]]:
    """The incidence of every cause by group, also of one that nobody had, as the plan says."""
    names, (time, entry) = cause_names(study, plan.endpoint), times(study, table)
    found = cumulative_incidence(
        time,
        names[table.cause],
        entry=entry,
        censored=CENSORED,
        causes=names[1:].tolist(),
        group=group,
        variance=plan.variance,
        interval=plan.interval,
        level=plan.level,
    )
    return {
        label: {str(cause): curve for cause, curve in curves.items()}
        for label, curves in found.items()
    }


def times(study: Study, table: EndpointTable) -> tuple[FloatArray, FloatArray | None]:
    """Times to the end of follow-up and to entry, if one is declared, in the study's unit."""
    entry = None if table.delay is None else table.delay / study.unit.days
    return table.time / study.unit.days, entry


def estimator(study: Study, endpoint: str) -> str:
    """The name of the estimator of an endpoint's curve."""
    return CUMULATIVE_INCIDENCE if competing(study, endpoint) else KAPLAN_MEIER


def competing(study: Study, endpoint: str) -> bool:
    """Whether an endpoint names events that compete."""
    node = study.definitions[endpoint]
    return isinstance(node, Endpoint) and bool(node.competing)


def incidence_plan(study: Study, endpoint: str) -> Incidence:
    """How the study's plan estimates the incidence of an endpoint; the usual way if it does not.

    That is ``cmprsk``'s, but where patients enter late, which ``cmprsk`` does not know.
    """
    planned = (item for item in study.plan.values() if isinstance(item, Incidence))
    late = getattr(study.definitions[endpoint], "entry", None) is not None
    usual = Incidence(endpoint, variance="delta" if late else "aalen")
    return next((item for item in planned if item.endpoint == endpoint), usual)


def cause_names(study: Study, endpoint: str) -> NDArray[np.str_]:
    """Names of the causes by their code in the endpoint table."""
    node = study.definitions[endpoint]
    assert isinstance(node, Endpoint)
    of_interest = " or ".join(source.name for source in node.events)
    return np.array([CENSORED, of_interest, *(source.name for source in node.competing)])
