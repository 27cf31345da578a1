"""The rows of a Cox model in lifelines."""

from typing import TYPE_CHECKING

from analyses.survival.cox.model import CoxModel

if TYPE_CHECKING:
    from lifelines import CoxPHFitter

TIME, EVENT, ENTRY = "time", "event", "entry"
STRATUM, WEIGHT, CLUSTER = "stratum", "weight", "cluster"


def fitted_in_lifelines(model: CoxModel) -> "CoxPHFitter":
    """A lifelines fitter fitted to the rows of a model.

    Raises
    ------
    ValueError
        If ties are handled by Breslow's method; lifelines knows Efron's only.
    """
    import pandas as pd
    from lifelines import CoxPHFitter

    if model.ties != "efron":
        raise ValueError("lifelines handles ties by Efron's method; fit with ties='efron'")
    rows, given = model.rows, dict[str, str]()
    covariates = (rows.likelihood.covariates.T + rows.centre).round(12)
    frame = pd.DataFrame(covariates, columns=list(model.columns))
    frame[TIME], frame[EVENT] = rows.observed.time, rows.observed.event
    if rows.observed.entry is not None:
        frame[ENTRY], given["entry_col"] = rows.observed.entry, ENTRY
    if rows.strata:
        frame[STRATUM] = rows.stratum
    if (rows.weight != 1).any():
        frame[WEIGHT], given["weights_col"] = rows.weight, WEIGHT
    if rows.cluster is not None:
        frame[CLUSTER], given["cluster_col"] = rows.cluster, CLUSTER
    strata = [STRATUM] if rows.strata else None
    return CoxPHFitter().fit(frame, TIME, EVENT, strata=strata, **given)
