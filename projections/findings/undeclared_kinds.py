"""Events of a study's patients that are of no kind which the study declares."""

from collections import Counter

import numpy as np

from projections.cohort.replay import Part, Replay


def undeclared(replay: Replay) -> dict[str, int]:
    """How many visible events of the study's patients are of each kind that it does not declare.

    They count as events of any kind; what they say is not read.
    """
    counts: Counter[str] = Counter()
    for part in replay.parts:
        for kind in part.segment.tables:
            if kind not in replay.study.vocabulary.kinds:
                counts[kind] += _events(part, kind)
    return {kind: count for kind, count in sorted(counts.items()) if count}


def _events(part: Part, kind: str) -> int:
    visible = part.evaluation.view.visible(kind)
    if visible is None:
        return 0
    return int(np.isin(visible.table.patient[visible.index], part.members).sum())
