"""Cox's proportional hazards model, from rows to residuals.

- ``regression``: the fit. ``inference``: tests, hazard ratios, robust variance.
- ``baseline``: the baseline hazard. ``residuals``: martingale, score and Schoenfeld residuals.
- ``proportional_hazards``: the test of the assumption. ``concordance``: discrimination.
- ``selection``: univariate, then multivariable.
- ``exposure``: rows split when an exposure starts, and the guard against immortal time.
- ``event_times``, ``risk_sums``: rows sorted into the risk sets of the event times.
"""
