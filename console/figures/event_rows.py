"""What was given, found and suffered, row by row, for the chart of one patient."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from timeline.dates import day_number
from timeline.vocabulary import Event

GIVEN = "•"
SIGNS_OF = {"positive": "+", "negative": "−", "indeterminate": "?"}
SIGNS_OF |= {"present": "+", "absent": "−", "resolved": "−"}

TREATMENT, DISEASE, TOXICITY = "treatment", "disease", "toxicity, by grade"
GROUPS = (TREATMENT, DISEASE, TOXICITY)


class Note(NamedTuple):
    """A few characters on a day."""

    day: int
    text: str


class Row(NamedTuple):
    """Spans and notes under one name; days count from the chart's zero."""

    group: str
    label: str
    spans: tuple[tuple[int, int], ...]
    notes: tuple[Note, ...]


class Entry(NamedTuple):
    """What one event adds to a row; ``until`` is the event that ends it, if one does."""

    group: str
    label: str
    text: str
    stopped_by: str = ""


def rows_of(events: Iterable[Event], zero: int, first: int, last: int) -> list[Row]:
    """The rows of a patient's events between two days, in groups, each by its first event."""
    placed = [(day_number(event.day) - zero, event) for event in events]
    placed = [(day, event) for day, event in placed if first <= day <= last]
    spans: dict[tuple[str, str], list[tuple[int, int]]] = {}
    notes: dict[tuple[str, str], list[Note]] = {}
    for place, (day, event) in enumerate(placed):
        for entry in _entries(event):
            row = entry.group, entry.label
            notes.setdefault(row, [])
            stop = _stop(entry, placed[place + 1 :], event)
            if stop is None:
                notes[row].append(Note(day, entry.text))
            else:
                spans.setdefault(row, []).append((day, stop))
    rows = [Row(*row, tuple(spans.get(row, ())), tuple(text)) for row, text in notes.items()]
    return sorted(rows, key=lambda row: GROUPS.index(row.group))


def _stop(entry: Entry, later: list[tuple[int, Event]], start: Event) -> int | None:
    """The day on which a course ended: the first event that stops the same drugs."""
    for day, event in later:
        if event.kind == entry.stopped_by and _drugs(event) == _drugs(start):
            return day
    return None


def _drugs(event: Event) -> str:
    drugs = event.payload.get("drugs", event.payload.get("drug", ""))
    return drugs if isinstance(drugs, str) else " + ".join(drugs)


def _entries(event: Event) -> Iterator[Entry]:
    """The row of an event and what it says there; none for what the chart does not show."""
    payload = event.payload
    match event.kind:
        case "therapy_started":
            yield Entry(TREATMENT, _drugs(event), GIVEN, "therapy_stopped")
        case "steroid_started":
            yield Entry(TREATMENT, _drugs(event), GIVEN, "steroid_stopped")
        case "drug_given":
            yield Entry(TREATMENT, _drugs(event), GIVEN)
        case "cell_infusion":
            yield Entry(TREATMENT, f"{payload['product']} cells", str(payload["infusion"]))
        case "transplant":
            yield Entry(TREATMENT, f"{payload['donor']} transplant", str(payload["number"]))
        case "donor_lymphocytes":
            yield Entry(TREATMENT, "donor lymphocytes", GIVEN)
        case "marrow_blasts":
            yield Entry(DISEASE, "marrow blasts, %", f"{payload['percent']:g}")
        case "blood_blasts":
            yield Entry(DISEASE, "blood blasts, %", f"{payload['percent']:g}")
        case "residual_disease":
            yield Entry(DISEASE, "residual disease", SIGNS_OF[payload["result"]])
        case "extramedullary":
            yield Entry(DISEASE, f"extramedullary: {payload['site']}", SIGNS_OF[payload["status"]])
        case "cytokine_release_grade":
            yield Entry(TOXICITY, "cytokine release", _grade(event))
        case "neurotoxicity_grade":
            yield Entry(TOXICITY, "neurotoxicity", _grade(event))
        case "toxicity_grade":
            yield Entry(TOXICITY, f"{payload['toxicity']}", _grade(event))


def _grade(event: Event) -> str:
    """The grade; a question mark where the harm is known and its grade is not."""
    grade = event.payload.get("grade")
    return "?" if grade is None else str(grade)
