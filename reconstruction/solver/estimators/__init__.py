"""Estimators compiled for the search: Cox models, curves, ranks.

They repeat R's conventions (Efron ties, log intervals, ``cmprsk::cuminc``'s variance) at the speed
that a search of millions of steps needs. What they say is never the last word: the committed
tables are judged by other code.
"""
