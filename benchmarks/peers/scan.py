"""A bare scan: every column that the replay needs, read and compared once, and nothing kept."""

import numpy as np
from numpy.typing import NDArray

from timeline.log import AsOf, Numbers, Segment

PAYLOAD = {
    "registered": ("study",),
    "cell_infusion": ("infusion",),
    "marrow_blasts": ("percent",),
    "extramedullary": ("site", "status"),
    "residual_disease": ("result",),
    "therapy_started": ("setting",),
}
"""The payload columns that the definitions of the benchmark read."""


def scan(segment: Segment, as_of: AsOf) -> int:
    """Number of comparisons that hold."""
    cutoff, lock = as_of.last_day, as_of.known_until
    held = 0
    for kind, table in segment.tables.items():
        held += _held(table.day, cutoff) + _held(table.row, cutoff) + _held(table.patient, cutoff)
        held += _held(table.superseded, 0 if lock is None else lock)
        held += 0 if lock is None else _held(table.recorded, lock)
        for name in PAYLOAD.get(kind, ()):
            column = table.columns[name]
            held += _held(column.values if isinstance(column, Numbers) else column.codes, 5)
    return held


def _held(column: NDArray[np.generic], bound: int) -> int:
    return int(np.count_nonzero(column <= bound))
