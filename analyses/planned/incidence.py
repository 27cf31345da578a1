"""Cumulative incidence by cause and group, and Gray's test."""

from typing import Any

from analyses.endpoint_curve import CENSORED, cause_names, incidence_curves
from analyses.gray import gray_test
from analyses.planned import plain
from analyses.planned.population import followed
from projections.covariates import column
from projections.plan import Incidence
from projections.replay import Replay


def incidence(replay: Replay, plan: Incidence) -> dict[str, Any]:
    """The incidence of each cause: its median, and at the study's report times; by cause names."""
    study, table = replay.study, followed(replay, plan.endpoint, plan.among)
    group = column(replay, plan.by, table.patient).values if plan.by else None
    found = incidence_curves(study, plan, table, group)
    causes = cause_names(study, plan.endpoint)[table.cause]
    tests = gray_test(table.time, causes, group, censored=CENSORED) if group is not None else {}
    return {
        "variance": plan.variance,
        "interval": plan.interval,
        "groups": {
            str(label): {
                str(name): {
                    "events": int(one.events.sum()),
                    "median": plain.limits(one.median()),
                    "at": plain.points(one.at(study.report_at)),
                }
                for name, one in by_cause.items()
            }
            for label, by_cause in found.items()
        },
        "tests": {str(name): plain.test(one) for name, one in tests.items()},
    }
