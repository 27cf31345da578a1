"""The analysis tables of a study as of a cutoff, and the codebook that explains every column."""
