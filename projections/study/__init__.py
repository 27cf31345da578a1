"""A study: its definitions, plan, report and claims, and what is checked of them."""

from projections.study.declaration import DAYS, MONTHS, TimeUnit
from projections.study.study import Study, definitions_of

__all__ = ["DAYS", "MONTHS", "Study", "TimeUnit", "definitions_of"]
