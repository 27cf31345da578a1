"""A cohort as of a data cutoff: the replay, and the tables that are read off it."""
