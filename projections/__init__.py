"""Interpretation without statistics: definitions in a small language, and the engine behind them.

``language`` says what a derived value is, ``engine`` works it out over the log, ``replay`` does
so for a cohort as of a data cutoff, ``audit`` for one patient with every reason. ``studies`` are
guests: the engine knows none of them.
"""
