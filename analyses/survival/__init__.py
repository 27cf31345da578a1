"""Estimators of survival analysis on plain arrays: no study, no store, no files."""
