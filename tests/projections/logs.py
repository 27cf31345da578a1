"""Logs laid out in memory, without a store."""

from collections import defaultdict
from pathlib import Path

from timeline.history import History
from timeline.ingest.readers import read_lines
from timeline.log import log_of
from timeline.log.build import segment_from
from timeline.log.builder import LogDraft
from timeline.vocabulary import CORE, Corrected

FIXTURES = Path(__file__).parents[2] / "fixtures"


def segment_of(events, vocabulary=CORE):
    """A segment of events in any order."""
    draft = LogDraft(vocabulary)
    for event in events:
        said = vocabulary.replacement(event) if isinstance(event, Corrected) else event
        draft.append(event.model_dump(mode="json", exclude_none=True), said.day_order.value)
    return segment_from(draft)


def laid_out(*parts, vocabulary=CORE):
    """A log of one segment per part; a patient's last part holds."""
    segments = {str(number): segment_of(part, vocabulary) for number, part in enumerate(parts)}
    return log_of(segments, sum(map(len, parts)))


def histories(events, vocabulary=CORE):
    """The history of each patient."""
    by_patient = defaultdict(list)
    for event in events:
        by_patient[event.patient].append(event)
    return {name: History(tuple(one), vocabulary) for name, one in by_patient.items()}


def shipped(path, vocabulary):
    """A shipped file of events, laid out."""
    lines = read_lines(FIXTURES / path, vocabulary)
    return laid_out([vocabulary.parse(line.raw) for line in lines], vocabulary=vocabulary)
