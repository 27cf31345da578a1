"""Cumulative incidence of competing events, and Gray's test."""
