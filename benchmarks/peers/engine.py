"""The replay as the program does it."""

import numpy as np

from benchmarks import definitions
from benchmarks.definitions import STUDY
from benchmarks.peers.findings import ENDPOINTS, MILESTONES, NONE, VALUES, Findings
from projections.cohort.replay import Replay
from projections.engine import Evaluation
from projections.engine.outcomes import OUTSIDE, FollowUp, classify, follow_up
from timeline.log import AsOf, Log


def replay(log: Log, as_of: AsOf, previous: Replay | None = None) -> Replay:
    """Every value of every patient worked out, each with its deciding row."""
    replayed = Replay(STUDY, log, as_of, previous=previous)
    for part in replayed.parts:
        _evaluate(part.evaluation)
    return replayed


def findings(replayed: Replay) -> Findings:
    """The values of all patients, in the form in which peers are compared."""
    found = [_found(part.evaluation) for part in replayed.parts]
    return {name: np.concatenate([item[name] for item in found]) for name in VALUES}


def _found(evaluation: Evaluation) -> Findings:
    found = {}
    for name in MILESTONES:
        moments = evaluation.moments(STUDY.definitions[name])
        found[f"{name}.day"] = np.where(moments.reached, moments.day, NONE)
        found[f"{name}.row"] = np.where(moments.reached, moments.row, NONE)
    found["best_response"] = classify(evaluation, definitions.best_response)
    for name in ENDPOINTS:
        followed = _follow_up(evaluation, name)
        inside = followed.cause != OUTSIDE
        found[f"{name}.cause"], found[f"{name}.reason"] = followed.cause, followed.reason
        found[f"{name}.day"] = np.where(inside, followed.day, NONE)
        found[f"{name}.row"] = np.where(inside, followed.row, NONE)
    return found


def _evaluate(evaluation: Evaluation) -> None:
    for name in MILESTONES:
        evaluation.moments(STUDY.definitions[name])
    classify(evaluation, definitions.best_response)
    for name in ENDPOINTS:
        _follow_up(evaluation, name)


def _follow_up(evaluation: Evaluation, name: str) -> FollowUp:
    return follow_up(evaluation, STUDY.definitions[name])
