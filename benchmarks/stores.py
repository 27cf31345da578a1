"""Stores filled with synthetic cohorts."""

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar

from benchmarks.forms import event_lines
from timeline.store import Row, Store

BATCH_SIZE = 10_000
Item = TypeVar("Item")


@dataclass
class Stored:
    """A store, and the version that each patient's stream has reached."""

    store: Store
    versions: dict[str, int] = field(default_factory=dict)

    def row(self, raw: dict[str, Any]) -> Row:
        """One event, validated and encoded, with the next version of its stream."""
        event = self.store.vocabulary.parse(raw)
        version = self.versions.get(event.patient, 0) + 1
        self.versions[event.patient] = version
        return self.store.prepared(event, version)

    def append(self, events: Iterable[dict[str, Any]]) -> None:
        """Write events in batches."""
        for batch in batched(map(self.row, events)):
            self.store.insert(batch)


@contextmanager
def stored_cohort(folder: Path, patients: int) -> Iterator[Stored]:
    """A new store in a folder that holds a cohort."""
    with Store.open(folder / "timeline.db", create=True) as store:
        stored = Stored(store)
        stored.append(map(json.loads, event_lines(patients)))
        yield stored


def batched(items: Iterable[Item]) -> Iterator[list[Item]]:
    """Items in lists as long as the batches of an import."""
    rest = iter(items)
    while batch := list(islice(rest, BATCH_SIZE)):
        yield batch
