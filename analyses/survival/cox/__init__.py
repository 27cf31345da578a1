"""Cox's proportional hazards model, from rows to residuals.

- ``regression``: the fit; ``model``: what it gives.
- ``inference``: the likelihood-ratio and score tests (Wald's: ``hazard_ratios``).
- ``residuals``: martingale, Schoenfeld and score residuals, and the robust covariance.
- ``baseline``: the baseline hazard.
- ``proportional_hazards``: the test of the assumption.
- ``concordance``, ``dominance``: how well the model ranks, and the counting behind it.
- ``selection``: covariates alone, then together.
- ``exposure``: rows split when an exposure starts; ``immortal_time``: the guard without it.
- ``rows``, ``event_times``, ``risk_sums``: rows sorted into the risk sets of the event times.
"""
