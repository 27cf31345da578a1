"""Kaplan-Meier curves by group, and the test that they are one."""

from typing import Any

from analyses.kaplan_meier import kaplan_meier
from analyses.log_rank import log_rank
from analyses.planned import plain
from analyses.planned.population import followed_for_survival
from projections.covariates import column
from projections.plan import Curves
from projections.replay import Replay


def curves(replay: Replay, plan: Curves) -> dict[str, Any]:
    """The curve of each group, in the order of labels, and the log-rank test."""
    study, table = replay.study, followed_for_survival(replay, plan.endpoint, plan.among)
    time = table.time / study.unit.days
    if not plan.by:
        whole = kaplan_meier(time, table.event, interval=study.interval)
        return {"groups": {"all": plain.curve(whole, study.report_at)}, "test": None}
    group = column(replay, plan.by, table.patient).values
    by = kaplan_meier(time, table.event, group=group, interval=study.interval)
    compared = log_rank(time, table.event, group, rho=plan.rho)
    return {
        "groups": {str(label): plain.curve(one, study.report_at) for label, one in by.items()},
        "test": plain.test(compared.result),
    }
