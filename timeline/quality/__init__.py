"""Data-quality findings: facts that do not sit well together, named, with the events concerned.

A finding refuses nothing; it shows a data manager where to look.
"""

from timeline.quality.finding import Declaration, Finding, Severity
from timeline.quality.identity import alike_to, ids_alike
from timeline.quality.rules import NAMES, RULES, findings

__all__ = [
    "NAMES",
    "RULES",
    "Declaration",
    "Finding",
    "Severity",
    "alike_to",
    "findings",
    "ids_alike",
]
