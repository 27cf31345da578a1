"""A study: its definitions, plan, report and claims, and what is checked of them."""

from projections.study.study import DAYS, MONTHS, Study, TimeUnit, definitions_of

__all__ = ["DAYS", "MONTHS", "Study", "TimeUnit", "definitions_of"]
