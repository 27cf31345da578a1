"""Measures: what is measured of a study's cohort, as data, with its sentence.

A measure is declared once and serves every printed number of its kind.
"""

from projections.measures.groups import (
    EVERYBODY,
    Criterion,
    Follows,
    Group,
    Known,
    Label,
    Member,
    Number,
    Reached,
    label,
)
from projections.measures.kinds import (
    Cell,
    Comparison,
    Curve,
    Dated,
    Limit,
    Measure,
    Median,
    Method,
    Pairs,
    Parts,
    Ratio,
    Setting,
    Significance,
    Spread,
    Tally,
    Wording,
)
from projections.measures.sentences import group_in_words, sentence

__all__ = [
    "EVERYBODY",
    "Cell",
    "Comparison",
    "Criterion",
    "Curve",
    "Dated",
    "Follows",
    "Group",
    "Known",
    "Label",
    "Limit",
    "Measure",
    "Median",
    "Member",
    "Method",
    "Number",
    "Pairs",
    "Parts",
    "Ratio",
    "Reached",
    "Setting",
    "Significance",
    "Spread",
    "Tally",
    "Wording",
    "group_in_words",
    "label",
    "sentence",
]
