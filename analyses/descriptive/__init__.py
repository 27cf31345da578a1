"""Descriptive statistics and the tests of a baseline table."""
