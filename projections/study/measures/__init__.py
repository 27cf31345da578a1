"""Measures: what is measured of a study's cohort, as data, with its sentence.

A measure is declared once and serves every printed number of its kind.
"""

from projections.study.measures.groups import (
    EVERYBODY,
    Criterion,
    Ended,
    Follows,
    Group,
    Known,
    Label,
    Member,
    Number,
    Reached,
    label,
)
from projections.study.measures.histories import DatedFact, Histories, fact
from projections.study.measures.kinds import (
    Behaves,
    Cell,
    Comparison,
    Curve,
    Dated,
    Entered,
    Followed,
    Measure,
    Median,
    Pairs,
    Ratio,
    Significance,
    Spread,
    Tally,
)
from projections.study.measures.sentences import group_in_words, sentence

__all__ = [
    "EVERYBODY",
    "Behaves",
    "Cell",
    "Comparison",
    "Criterion",
    "Curve",
    "Dated",
    "DatedFact",
    "Ended",
    "Entered",
    "Followed",
    "Follows",
    "Group",
    "Histories",
    "Known",
    "Label",
    "Measure",
    "Median",
    "Member",
    "Number",
    "Pairs",
    "Ratio",
    "Reached",
    "Significance",
    "Spread",
    "Tally",
    "fact",
    "group_in_words",
    "label",
    "sentence",
]
