"""Cumulative incidence by cause and group, and Gray's test."""

from typing import Any

import numpy as np

from analyses.gray import gray_test
from analyses.incidence import cumulative_incidence
from analyses.planned import plain
from analyses.planned.population import followed
from projections.covariates import column
from projections.language import Endpoint
from projections.plan import Incidence
from projections.replay import Replay

CENSORED = "censored"


def incidence(replay: Replay, plan: Incidence) -> dict[str, Any]:
    """The incidence of each cause at the study's report times; causes by their names."""
    study, table = replay.study, followed(replay, plan.endpoint, plan.among)
    time = table.time / study.unit.days
    cause = cause_names(replay, plan.endpoint)[table.cause]
    group = column(replay, plan.by, table.patient).values if plan.by else ["all"] * len(time)
    found = cumulative_incidence(
        time,
        cause,
        censored=CENSORED,
        group=group,
        variance=plan.variance,
        interval=plan.interval,
    )
    tests = gray_test(time, cause, group, censored=CENSORED) if plan.by else {}
    return {
        "variance": plan.variance,
        "interval": plan.interval,
        "groups": {
            str(label): {
                str(name): {
                    "events": int(one.events.sum()),
                    "at": plain.points(one.at(study.report_at)),
                }
                for name, one in by_cause.items()
            }
            for label, by_cause in found.items()
        },
        "tests": {str(name): plain.test(one) for name, one in tests.items()},
    }


def cause_names(replay: Replay, endpoint: str) -> "np.ndarray[tuple[int], np.dtype[np.str_]]":
    """Names of the causes by their code in the endpoint table."""
    node = replay.study.definitions[endpoint]
    assert isinstance(node, Endpoint)
    of_interest = " or ".join(source.name for source in node.events)
    return np.array([CENSORED, of_interest, *(source.name for source in node.competing)])
