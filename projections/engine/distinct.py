"""Which events hold a word of text fields that no earlier event of their patient holds."""

import numpy as np
from numpy.typing import NDArray

from projections.engine.evaluation import Evaluation
from projections.engine.milestone_dates import Mask
from projections.engine.occurrences import NONE, Occurrences
from projections.language import Events, FirstDistinct
from timeline.log import Categories, Understood
from timeline.log.columns import SEPARATOR


def new_words(
    evaluation: Evaluation, sought: FirstDistinct, at: Occurrences, holds: Mask | None
) -> Occurrences:
    """The events that hold new words, by row, each once for every word that is new."""
    assert isinstance(sought.of, Events)
    visible = evaluation.view.visible(sought.of.kinds[0])
    if visible is None:
        return NONE
    columns = ((name, visible.table.columns.get(name)) for name in sought.fields)
    found = [(name, column) for name, column in columns if isinstance(column, Categories)]
    if not found:
        return NONE
    index = np.arange(len(at)) if holds is None else np.flatnonzero(holds)
    place = np.searchsorted(visible.table.row, at.row[index])
    words = _words([_counted(evaluation, sought, name, column) for name, column in found])
    pairs = zip(words, found, strict=True)
    word = np.hstack([each[column.codes[place]] for each, (_, column) in pairs])
    event, which = np.nonzero(word >= 0)
    patient = at.patient[index[event]].astype(np.int64)
    new = np.unique(patient * (word.max(initial=0) + 1) + word[event, which], return_index=True)[1]
    return at.take(index[event[np.sort(new)]])


def _counted(
    evaluation: Evaluation, sought: FirstDistinct, name: str, column: Categories
) -> list[tuple[str, ...]]:
    """The words of each code of a field that are counted."""
    if not isinstance(column, Understood):
        return [tuple(text.split(SEPARATOR)) for text in column.vocabulary]
    assert isinstance(sought.of, Events)
    terms = evaluation.view.vocabulary.terminologies(sought.of.kinds[0])[name]
    return [terms.of_classes(reading.things, sought.classes) for reading in column.readings]


def _words(counted: list[list[tuple[str, ...]]]) -> list[NDArray[np.int64]]:
    """The words of each field's codes as numbers, one word one number whichever field holds it.

    They are filled up with -1; the last row of a field is of what is absent.
    """
    all_words = sorted({word for field in counted for each in field for word in each})
    number = {word: n for n, word in enumerate(all_words)}
    return [_numbered(field, number) for field in counted]


def _numbered(counted: list[tuple[str, ...]], number: dict[str, int]) -> NDArray[np.int64]:
    words = np.full((len(counted) + 1, max(map(len, counted), default=0)), -1, dtype=np.int64)
    for code, each in enumerate(counted):
        words[code, : len(each)] = [number[word] for word in each]
    return words
