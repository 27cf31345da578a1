"""How well a score that is known at the origin orders patients by their events."""

from dataclasses import asdict
from typing import TYPE_CHECKING

import numpy as np

from analyses.errors import InvalidInputError
from analyses.plan.population import followed
from analyses.survival.cox.concordance import concordance_of_score
from analyses.survival.cox.immortal_time import refuse_late
from projections.cohort.covariates import column
from projections.cohort.hindsight import learnt_later
from projections.cohort.replay import Replay

if TYPE_CHECKING:
    import pandas as pd


def concordance(replay: Replay, endpoint: str, score: str, among: str) -> "pd.DataFrame":
    """The concordance of a score with an endpoint; patients without a score are counted.

    Raises
    ------
    AnalysisError
        If the score is learnt after the origin or no number, or no pair can be compared.
    """
    import pandas as pd

    table, node = followed(replay, endpoint, among), replay.study.definitions[score]
    refuse_late(score, learnt_later(replay, node, table.patient.tolist(), table.origin))
    try:
        values = column(replay, score, table.patient).values.astype(np.float64)
    except ValueError:
        raise InvalidInputError(f"'{score}' is no number, so it orders nobody.") from None
    known = ~np.isnan(values)
    entry = None if table.delay is None else table.delay[known]
    found = concordance_of_score(table.time[known], table.event[known], values[known], entry=entry)
    row = {**asdict(found), "missing": int((~known).sum())}
    return pd.DataFrame([row], index=pd.Index([score], name="score"))
