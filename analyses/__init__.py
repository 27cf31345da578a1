"""Estimates from numbers: survival, competing risks, regression, and the tests of a table.

Rooms of the package:

- ``observations``, ``risk_sets``: rows at risk over (entry, time], checked and counted.
- ``kaplan_meier``, ``intervals``, ``restricted_mean``, ``follow_up``, ``landmark``: one curve.
- ``log_rank``: the curves of groups compared.
- ``competing_risks``, ``incidence``, ``gray``: several kinds of event.
- ``cox``: regression.
- ``rates``: events per person-time.
- ``spread``, ``group_tests``, ``contingency``, ``fisher_exact``, ``rank_tests``: a baseline table.
- ``frames``, ``lifelines_bridge``: to and from pandas and lifelines.
- ``hypothesis_test``, ``errors``: what a test gives, and what is said when nothing can be given.
"""
