"""Endpoints and cohorts summarised: at one data cutoff, and between two."""
