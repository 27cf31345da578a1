"""Kaplan-Meier curves by group, and the test that they are one."""

from typing import Any

from analyses.hypothesis_test import HypothesisTest
from analyses.plan import plain
from analyses.plan.cautions import cautions
from analyses.plan.endpoint_curve import times
from analyses.plan.groups import groups
from analyses.plan.population import followed
from analyses.survival.kaplan_meier import SurvivalCurve, kaplan_meier
from analyses.survival.log_rank import log_rank
from analyses.survival.observations import observations
from projections.cohort.replay import EndpointTable, Replay
from projections.study.plan import Curves


def curves(replay: Replay, plan: Curves) -> dict[str, Any]:
    """The curve of each group, in natural order, and the log-rank test of those known."""
    study, table = replay.study, followed(replay, plan.endpoint, plan.among)
    return {
        **cautions(replay, plan.endpoint, table, plan.by, plan.among),
        "groups": {
            str(label): plain.curve(one, study.report_at)
            for label, one in curves_by_group(replay, plan).items()
        },
        "test": plain.tested(lambda: log_rank_of(replay, plan, table)) if plan.by else None,
    }


def curves_by_group(replay: Replay, plan: Curves, level: float = 0.95) -> dict[Any, SurvivalCurve]:
    """The whole curve of each group, in natural order, with limits at a level."""
    study, table = replay.study, followed(replay, plan.endpoint, plan.among)
    group, (time, entry) = groups(replay, plan.by, table.patient), times(study, table)
    return group.named(
        kaplan_meier(
            time,
            table.event,
            entry=entry,
            group=group.codes,
            interval=study.interval,
            level=level,
        )
    )


def log_rank_of(replay: Replay, plan: Curves, table: EndpointTable) -> HypothesisTest:
    """The log-rank test of the groups that are known.

    Raises AnalysisError if there are none to compare.
    """
    group, (time, entry) = groups(replay, plan.by, table.patient), times(replay.study, table)
    rows = observations(time, table.event, entry).where(group.known)
    codes = group.codes[group.known]
    return log_rank(rows.time, rows.event, codes, entry=rows.entry, rho=plan.rho).result
