"""The search for a synthetic cohort of 56 patients that reproduces the paper's published numbers.

Nothing here is used by the program or by the ordinary tests: the two tables that come of it are
committed, and the search needs the packages pinned in ``requirements/reconstruction.txt``.
"""
