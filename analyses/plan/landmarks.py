"""Survival from a landmark on, by what had been reached by then."""

from typing import Any

import numpy as np

from analyses.plan import plain
from analyses.plan.cautions import cautions
from analyses.plan.endpoint_curve import times
from analyses.survival.kaplan_meier import kaplan_meier
from analyses.survival.landmark import landmark
from analyses.survival.log_rank import log_rank
from projections.cohort.covariates import days_of
from projections.cohort.replay import Replay
from projections.study.plan import FromLandmark


def from_landmark(replay: Replay, plan: FromLandmark) -> dict[str, Any]:
    """Curves of those still at risk at the landmark; times count from the landmark."""
    study, table = replay.study, replay.endpoint(plan.endpoint)
    time, entry = times(study, table)
    started = landmark(time, table.event, at=plan.at, entry=entry)
    since_origin = (days_of(replay, plan.milestone, table.patient) - table.origin) / study.unit.days
    group = np.where(started.reached(since_origin), "reached", "not reached")
    rows = started.rows
    by = kaplan_meier(rows.time, rows.event, group=group, interval=study.interval)
    return {
        **cautions(replay, plan.endpoint, table),
        "at": plan.at,
        "excluded": started.excluded,
        "groups": {str(label): plain.curve(one, study.report_at) for label, one in by.items()},
        "test": plain.tested(lambda: log_rank(rows.time, rows.event, group).result),
    }
