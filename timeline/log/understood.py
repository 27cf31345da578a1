"""Columns of free text as they are understood; the log itself holds what was written.

A study reads by its own terms, so the words of one log mean to each study what it says.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from timeline.log.columns import SEPARATOR, Categories, Column, EventTable, Mask
from timeline.vocabulary import Vocabulary
from timeline.vocabulary.terms import Reading, Terminology


@dataclass(frozen=True, slots=True)
class Understood(Categories):
    """A column of texts as terms; two texts that say the same have one code."""

    readings: tuple[Reading, ...]

    def where_read(self, test: Callable[[Reading], bool]) -> Mask:
        """Places whose reading passes a test, which is asked once per distinct reading."""
        return self.which([test(reading) for reading in self.readings])


def understood(table: EventTable, kind: str, vocabulary: Vocabulary) -> EventTable:
    """The events of one kind with their free-text fields as the vocabulary's terms read them."""
    read: dict[str, Column] = {}
    for name, terminology in vocabulary.terminologies(kind).items():
        column = table.columns.get(name)
        if isinstance(column, Categories):
            read[name] = as_understood(column, terminology)
    return replace(table, columns={**table.columns, **read}) if read else table


def as_understood(column: Categories, terminology: Terminology) -> Understood:
    """A column of texts as one terminology reads them."""
    recode, readings = _recoding(terminology, column.vocabulary)
    same = len(readings) == len(column.vocabulary) and bool(
        np.all(recode[:-1] == np.arange(len(readings)))
    )
    texts = tuple(SEPARATOR.join(reading.words) for reading in readings)
    return Understood(column.codes if same else recode[column.codes], texts, readings)


@lru_cache(maxsize=1_000)
def _recoding(
    terminology: Terminology, texts: tuple[str, ...]
) -> tuple[NDArray[np.int32], tuple[Reading, ...]]:
    """The code of each text's reading, the last for what is absent, and the readings by code."""
    read = [
        Reading.joined(terminology.read(part) for part in text.split(SEPARATOR)) for text in texts
    ]
    readings = tuple(sorted(set(read), key=lambda reading: (reading.words, reading.named)))
    code = {reading: place for place, reading in enumerate(readings)}
    return np.array([*(code[reading] for reading in read), -1], dtype=np.int32), readings
