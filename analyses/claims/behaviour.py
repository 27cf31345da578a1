"""How the study's definitions classify made-up patients, compared with its source's rules."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import count

import numpy as np
from numpy.typing import NDArray

from analyses.claims.cohort import Cohort, Values
from analyses.plan import PlanResults
from projections.cohort.replay import Replay
from projections.study import Study
from projections.study.measures import Behaves, DatedFact, Histories
from timeline.log import AsOf, Log, log_of
from timeline.log.build import segment_from
from timeline.log.builder import LogDraft

DAY_ZERO = datetime(2001, 1, 1, 12, tzinfo=UTC)


def behaves(cohort: Cohort, measure: Behaves) -> Values:
    """Which of some made-up patients the definitions of the cohort's study put into a group."""
    study = cohort.replay.study
    last = max(event.day for history in measure.histories.values() for event in history)
    as_of = AsOf((DAY_ZERO + timedelta(days=last)).date(), None)
    made_up = Cohort(PlanResults(Replay(study, log_from(measure.histories, study), as_of)))
    inside = set(made_up.patients[made_up.group(measure.of)])
    names = np.array(list(measure.histories))
    met = np.array([name in inside for name in names])
    return {"who": "; ".join(names[met]), **_limits(names, met)}


def log_from(histories: Histories, study: Study) -> Log:
    """Made-up histories as a log; each fact is recorded on its day."""
    draft, number = LogDraft(study.vocabulary), count(1)
    for patient, history in histories.items():
        for item in history:
            event = study.vocabulary.parse(_raw(patient, item, next(number)))
            draft.append(event.model_dump(mode="json", exclude_none=True), event.day_order.value)
    return log_of({"made up": segment_from(draft)}, sum(map(len, histories.values())))


def _raw(patient: str, event: DatedFact, number: int) -> dict[str, object]:
    day = DAY_ZERO + timedelta(days=event.day)
    return {
        "kind": event.kind,
        "patient": patient,
        "occurred": day.date().isoformat(),
        "recorded": day,
        "recorder": "study",
        "source_system": "made up",
        "source_record": str(number),
        **event.fields,
    }


def _limits(names: NDArray[np.str_], met: NDArray[np.bool_]) -> Values:
    """The least and the greatest number in the group, where numbers are parted cleanly."""
    try:
        numbers = np.array([float(name) for name in names])
    except ValueError:
        return {}
    parted: dict[str, Callable[[NDArray[np.float64]], NDArray[np.bool_]]] = {
        "least": lambda inside: numbers >= inside.min(),
        "greatest": lambda inside: numbers <= inside.max(),
    }
    inside = numbers[met]
    return {
        name: float(inside.min() if name == "least" else inside.max())
        for name, rule in parted.items()
        if len(inside) and not met.all() and (rule(inside) == met).all()
    }
