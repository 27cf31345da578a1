"""Estimates from numbers: survival, competing risks, regression, and the tests of a table.

Rooms of the package:

- ``errors``: the errors every analysis raises.
- ``kaplan_meier``, ``intervals``, ``follow_up``, ``restricted_mean``, ``landmark``: one curve.
- ``log_rank``: curves compared.
- ``rates``: events per person-time.
- ``group_tests``: the tests of a baseline table.
- ``cox``, ``competing_risks``, ``multistate``: models and several kinds of event.
- ``lifelines_bridge``: to and from the fitters that lifelines users know.
"""
