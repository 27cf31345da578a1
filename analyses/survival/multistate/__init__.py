"""Multi-state histories: transition matrices and state occupancy."""
