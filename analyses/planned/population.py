"""Whom an analysis of the plan is about."""

import numpy as np
from numpy.typing import NDArray

from analyses.endpoint_curve import competing
from analyses.errors import InvalidInputError
from projections.replay import EndpointTable, Replay


def followed(replay: Replay, endpoint: str, among: str) -> EndpointTable:
    """The follow-up of a population under an endpoint, of everybody if none is named."""
    table = replay.endpoint(endpoint)
    return table.among(replay.members(among), among) if among else table


def followed_for_survival(replay: Replay, endpoint: str, among: str = "") -> EndpointTable:
    """The same for an analysis that takes whoever has no event of interest for censored.

    Raises InvalidInputError where other events compete.
    """
    if competing(replay.study, endpoint):
        raise InvalidInputError(
            f"'{endpoint}' names events that compete, so it has no Kaplan-Meier curve; plan an "
            "Incidence."
        )
    return followed(replay, endpoint, among)


def patients(replay: Replay, among: str) -> NDArray[np.str_]:
    """The patients of a population, all if none is named."""
    return replay.members(among) if among else replay.patients
