"""Which events tell a word of a text field that no earlier event of their patient told."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from projections.engine.moments import Mask
from projections.engine.occurrences import NONE, Occurrences
from projections.language import Events, FirstDistinct
from timeline.log import Categories, Understood
from timeline.log.columns import SEPARATOR

if TYPE_CHECKING:
    from projections.engine.evaluation import Evaluation


def first_told(
    evaluation: Evaluation, sought: FirstDistinct, at: Occurrences, holds: Mask | None
) -> Occurrences:
    """The events that tell new words, by row, each once for every word that is new."""
    assert isinstance(sought.of, Events)
    visible = evaluation.view.visible(sought.of.kinds[0])
    column = None if visible is None else visible.shelf.columns.get(sought.field)
    if visible is None or not isinstance(column, Categories):
        return NONE
    index = np.arange(len(at)) if holds is None else np.flatnonzero(holds)
    words = _words(_told(evaluation, sought, column))
    place = np.searchsorted(visible.shelf.row, at.row[index])
    told = words[column.codes[place]]
    event, which = np.nonzero(told >= 0)
    patient = at.patient[index[event]].astype(np.int64)
    new = np.unique(patient * (words.max(initial=0) + 1) + told[event, which], return_index=True)[1]
    return at.take(index[event[np.sort(new)]])


def _told(
    evaluation: Evaluation, sought: FirstDistinct, column: Categories
) -> list[tuple[str, ...]]:
    """The words of each code that are counted."""
    if not isinstance(column, Understood):
        return [tuple(text.split(SEPARATOR)) for text in column.vocabulary]
    assert isinstance(sought.of, Events)
    terms = evaluation.view.vocabulary.terminologies(sought.of.kinds[0])[sought.field]
    return [terms.of_classes(reading.things, sought.classes) for reading in column.readings]


def _words(told: list[tuple[str, ...]]) -> NDArray[np.int64]:
    """The words of each code as numbers, filled up with -1; the last row is of what is absent."""
    number = {word: n for n, word in enumerate(sorted({word for each in told for word in each}))}
    words = np.full((len(told) + 1, max(map(len, told), default=0)), -1, dtype=np.int64)
    for code, each in enumerate(told):
        words[code, : len(each)] = [number[word] for word in each]
    return words
