"""The patients whom an analysis of the plan is about."""

import numpy as np
from numpy.typing import NDArray

from projections.cohort.replay import EndpointTable, Replay


def followed(replay: Replay, endpoint: str, among: str) -> EndpointTable:
    """The follow-up of a population under an endpoint, of everybody if none is named."""
    table = replay.endpoint(endpoint)
    return table.among(replay.members(among), among) if among else table


def members(replay: Replay, among: str) -> NDArray[np.str_]:
    """The patients of a population, all if none is named."""
    return replay.members(among) if among else replay.patients
