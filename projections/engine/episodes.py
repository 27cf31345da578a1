"""Episodes: where they begin, and what is seen from inside them and of them from outside."""

import numpy as np

from projections.engine.episode_table import EpisodeTable, EpisodeView
from projections.engine.evaluation import Evaluation, Inside, inside_of, moments_of, truths_of
from projections.engine.milestone_dates import NEVER, MilestoneDates
from projections.engine.occurrences import together
from projections.engine.truth import ConditionHistory
from projections.engine.windows import bounds
from projections.language.episodes import (
    Carried,
    EpisodeEnd,
    Episodes,
    EpisodeStart,
    InEpisode,
    OfPatient,
)


@inside_of.register
def _(episodes: Episodes, outer: Evaluation) -> Inside:
    table = episode_table(outer, episodes)
    overrides = outer.overrides.inside(episodes, table)
    return Inside(EpisodeView.inside(outer.view, table), overrides, outer=outer, table=table)


@moments_of.register
def _(milestone: InEpisode, evaluation: Evaluation) -> MilestoneDates:
    return evaluation.inside(milestone.episodes).lifted(milestone.milestone, milestone.number)


@moments_of.register
def _(milestone: EpisodeStart, evaluation: Evaluation) -> MilestoneDates:
    return evaluation.episodes.table.starts


@moments_of.register
def _(milestone: EpisodeEnd, evaluation: Evaluation) -> MilestoneDates:
    return evaluation.episodes.table.ends


@moments_of.register
def _(milestone: OfPatient, evaluation: Evaluation) -> MilestoneDates:
    return evaluation.episodes.of_patients(milestone.milestone)


@truths_of.register
def _(condition: Carried, evaluation: Evaluation) -> ConditionHistory:
    return evaluation.episodes.carried(condition.condition)


def episode_table(evaluation: Evaluation, episodes: Episodes) -> EpisodeTable:
    """Find the episodes of all patients, number by number."""
    at = together([evaluation.occurrences(events) for events in episodes.starts])
    (bound,) = bounds(evaluation, episodes.window, at)
    open_ = bound.kept
    patients = evaluation.view.patients
    found: list[MilestoneDates] = []
    while open_.any():
        begun = at.first_of_each(open_, patients)
        found.append(begun)
        joined_until = begun.day.astype(np.int64) + episodes.joined_within
        open_ &= at.day > joined_until[at.patient]
    return _by_patient(found, patients)


def _by_patient(found: list[MilestoneDates], patients: int) -> EpisodeTable:
    shape = (len(found), patients)
    row = np.array([item.row for item in found], dtype=np.int32).reshape(shape)
    day = np.array([item.day for item in found], dtype=np.int32).reshape(shape)
    end = np.vstack([row[1:], np.full((1, patients), -1, dtype=np.int32)])[: len(found)]
    patient, number = np.nonzero(row.T >= 0)
    ends = end.T[patient, number]
    return EpisodeTable(
        patient.astype(np.int32),
        (number + 1).astype(np.int32),
        row.T[patient, number],
        day.T[patient, number],
        np.where(ends < 0, np.int32(NEVER), ends),
    )
