"""Kaplan-Meier curves by group, and the test that they are one."""

from typing import Any

from analyses.kaplan_meier import SurvivalCurve, kaplan_meier
from analyses.log_rank import log_rank
from analyses.planned import plain
from analyses.planned.cautions import cautions
from analyses.planned.groups import groups
from analyses.planned.population import followed
from projections.plan import Curves
from projections.replay import Replay


def curves(replay: Replay, plan: Curves) -> dict[str, Any]:
    """The curve of each group, in natural order, and the log-rank test of those known."""
    study, table = replay.study, followed(replay, plan.endpoint, plan.among)
    time, group = table.time / study.unit.days, groups(replay, plan.by, table.patient)
    rows = group.known
    return {
        **cautions(replay, table, plan.by, plan.among),
        "groups": {
            str(label): plain.curve(one, study.report_at)
            for label, one in curves_by_group(replay, plan).items()
        },
        "test": plain.tested(
            lambda: log_rank(time[rows], table.event[rows], group.codes[rows], rho=plan.rho).result
        )
        if plan.by
        else None,
    }


def curves_by_group(replay: Replay, plan: Curves) -> dict[Any, SurvivalCurve]:
    """The whole curve of each group, in natural order."""
    study, table = replay.study, followed(replay, plan.endpoint, plan.among)
    group = groups(replay, plan.by, table.patient)
    time = table.time / study.unit.days
    return group.named(kaplan_meier(time, table.event, group=group.codes, interval=study.interval))
