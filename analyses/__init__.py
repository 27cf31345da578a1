"""Estimates from numbers: survival, competing risks, regression, and the tests of a table.

Rooms of the package:

- ``errors``, ``model_errors``: what is refused, by name.
- ``kaplan_meier``, ``intervals``, ``follow_up``, ``restricted_mean``, ``landmark``: one curve.
- ``log_rank``: curves compared. ``rates``: events per person-time.
- ``incidence``, ``gray``, ``fine_gray``: competing events.
- ``cox``, ``hazard_ratios``: regression of a hazard, on (start, stop] rows where need be.
- ``histories``, ``multistate``: states in time.
- ``group_tests``: the tests of a baseline table.
- ``planned``, ``endpoint_summary``: a study's analysis plan carried out on a replay.
- ``frames``, ``lifelines_bridge``: to and from pandas and the fitters that lifelines users know.
"""
