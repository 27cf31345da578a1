"""What was found where something else was wanted: values of signals, and the nearest events."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from projections.audit.derive import Audit
from projections.audit.rejections import failed_tests, with_bounds
from projections.audit.unmet import RequiredEvent, Span, UnmetCondition, on
from projections.engine import NEVER, MilestoneDates
from projections.engine.distinct import new_words
from projections.engine.milestone_dates import Mask
from projections.engine.milestones import qualifying
from projections.engine.occurrences import occurrences
from projections.engine.truth import TRUE
from projections.language import (
    Against,
    Compare,
    Episodes,
    Events,
    FieldTest,
    FirstDistinct,
    Not,
    Somewhere,
    Window,
)
from projections.language.milestones import Occurrence
from projections.language.sentences import sentence
from projections.language.wording import ordinal, plain
from timeline.log import Numbers
from timeline.log.bounded import Bounded

Atom = Compare | Against | Somewhere
ORDERED = {"<", "<=", ">", ">="}


@dataclass(frozen=True, slots=True)
class Reading:
    """One value of a signal: of which event, when, and what it was."""

    row: int
    day: int
    value: object
    place: object = None
    shown: object = None

    @property
    def words(self) -> str:
        """The value in words, with its date."""
        where = "" if self.place is None else f" at {plain(self.place)}"
        return f"{plain(self.shown or self.value)}{where} on {on(self.day)}"


def span_of(audit: Audit, window: Window, at: MilestoneDates) -> Span:
    """The days of a window up to a moment, for one unit."""

    def day(milestone: object) -> int | None:
        found = int(audit.evaluation.moments(milestone).day[audit.unit])  # type: ignore[arg-type]
        return None if found == NEVER else found

    limit = min(audit.as_of.last_day, int(at.day[audit.unit]))
    first, lasts = None, [limit]
    if window.start is not None and (start := day(window.start)) is not None:
        first = start + (window.after is not None)
        if window.within is not None:
            lasts.append(start + window.within)
    if window.before is not None and (before := day(window.before)) is not None:
        lasts.append(before - 1)
    if window.on_or_before is not None and (last_day := day(window.on_or_before)) is not None:
        lasts.append(last_day)
    return Span.of_days(first, min(lasts))


def nearest(audit: Audit, sought: Occurrence, span: Span) -> UnmetCondition:
    """Events that were sought and not found in a window, and the one that came nearest to it."""
    assert isinstance(sought.of, Events)
    rule, kinds = sentence(sought, audit.names), sought.of.kinds
    wanted = RequiredEvent(kinds[0], span, sought.of.where) if kinds else None
    considered = list(_considered(audit, sought, sought.of))
    failing = [item for item in considered if item[0]]
    required = f"such an event {span.words}"
    if sought.n > 1:
        counted = f"there are {len(considered) - len(failing)}"
        if isinstance(sought, FirstDistinct):
            distinct = new_words(audit.evaluation, sought, *qualifying(audit.evaluation, sought))
            counted = f"there are {int((distinct.patient == audit.unit).sum())}"
        return UnmetCondition(rule, counted, required, None, wanted)
    if not failing:
        return UnmetCondition(rule, "none is recorded", required, None, wanted)
    reasons, row = min(failing, key=lambda item: (len(item[0]), -item[1]))
    text = f"none; of the nearest, {'; '.join(reasons)}"
    return UnmetCondition(rule, text, required, audit.segment.event_id(row), wanted)


def _considered(
    audit: Audit, sought: Occurrence, events: Events
) -> Iterator[tuple[tuple[str, ...], int]]:
    """What speaks against each event of the kinds that are sought, and its row."""
    evaluation, unit = audit.evaluation, audit.unit
    for kind in events.kinds or evaluation.view.kinds:
        at = occurrences(evaluation.view.visible(kind), ())
        failed = failed_tests(evaluation, kind, events)
        bare = [""] * len(failed)
        outside = with_bounds(evaluation, sought.window, at, bare, unit, audit.names)
        for place in np.flatnonzero(at.patient == unit).tolist():
            row = int(at.row[place])
            yield tuple(filter(None, (failed[place], outside[row]))), row


def beginning(audit: Audit, episodes: Episodes, number: int) -> UnmetCondition:
    """An episode that the patient has not had."""
    had = int((audit.evaluation.inside(episodes).table.patient == audit.unit).sum())
    span, starts = span_of(audit, episodes.window, audit.end), episodes.starts[0]
    text = f"the {ordinal(max(number, 1))} of {sentence(episodes, audit.names)}"
    wanted = RequiredEvent(starts.kinds[0], span, starts.where)
    return UnmetCondition(text, f"there are {had}", f"such an event {span.words}", None, wanted)


def latest(
    audit: Audit, atom: Atom, wanted: np.int8, at: MilestoneDates
) -> Iterator[UnmetCondition]:
    """A signal that had another value at a moment than wanted, place by place."""
    text, signal_values = (
        _sentence(audit, atom, wanted),
        audit.evaluation.signal_values(atom.signal),
    )
    covered = at.covers(signal_values.at.row, signal_values.at.day, signal_values.at.patient)
    readings = _readings(audit, atom, covered)
    span = span_of(audit, Window(after=atom.signal.start), at)
    if not readings:
        required = _wanted(audit, atom, wanted, span)
        yield UnmetCondition(
            text, f"not assessed {span.words}", "an assessment that shows it", None, required
        )
    for item in _speaking(atom, wanted, readings):
        later = Span(item.day + 1, span.last, f"later, by {on(span.last)}")
        event = audit.segment.event_id(item.row)
        required = _wanted(audit, atom, wanted, later, item)
        yield UnmetCondition(text, f"was {item.words}", later.words, event, required)


def _speaking(atom: Atom, wanted: np.int8, readings: list[Reading]) -> list[Reading]:
    """The latest reading; of a condition that holds at some places, the latest of each of these."""
    if not isinstance(atom, Somewhere) or wanted == TRUE:
        return readings[-1:]
    of_places: dict[object, Reading] = {}
    for reading in readings:
        if reading.place in atom.cleared_by and reading.value != atom.test.value:
            of_places.clear()
        of_places[reading.place] = reading
    return [place for place in of_places.values() if place.value == atom.test.value]


def best(
    audit: Audit, atom: Atom, wanted: np.int8, kept: Mask, until: Mask, span: Span
) -> UnmetCondition:
    """The value of a signal in a window that came nearest to what was wanted of it.

    Where it was not assessed there (``kept``), the last value by then (``until``).
    """
    text, readings = _sentence(audit, atom, wanted), _readings(audit, atom, kept)
    stood = _readings(audit, atom, until)[-1:]
    required = _wanted(audit, atom, wanted, span, *(readings or stood)[-1:])
    if not readings:
        last = "".join(f"; before, it was {item.words}" for item in stood)
        event = audit.segment.event_id(stood[0].row) if stood else None
        return UnmetCondition(
            text, f"not assessed {span.words}{last}", "in that time", event, required
        )
    found, which = readings[-1], "was"
    if isinstance(atom, Compare) and atom.test.operator in ORDERED:
        least = (atom.test.operator in ("<", "<=")) == (wanted == TRUE)
        values = [float(str(reading.value)) for reading in readings]
        found = readings[values.index((min if least else max)(values))]
        which = "lowest was" if least else "highest was"
    event = audit.segment.event_id(found.row)
    return UnmetCondition(text, f"{which} {found.words}", span.words, event, required)


def _sentence(audit: Audit, atom: Atom, wanted: np.int8) -> str:
    names = audit.names.without(atom)
    return sentence(atom if wanted == TRUE else Not(atom), names)


def _readings(audit: Audit, atom: Atom, which: Mask) -> list[Reading]:
    """Values of the unit's signal at some of the events that set it, by row."""
    signal_values = audit.evaluation.signal_values(atom.signal)
    value = signal_values.column(atom.signal.field)
    ordered = Numbers(value.written) if isinstance(value, Bounded) else value
    place = signal_values.column(atom.per) if isinstance(atom, Somewhere) else None
    mine = np.flatnonzero(which & (signal_values.at.patient == audit.unit)).tolist()
    assert value is not None or not mine, "events that set a signal have its field"
    return [
        Reading(
            int(signal_values.at.row[item]),
            int(signal_values.at.day[item]),
            ordered and ordered.at(item),
            None if place is None else place.at(item),
            value and value.shown(item),
        )
        for item in mine
    ]


def _wanted(
    audit: Audit, atom: Atom, wanted: np.int8, span: Span, last: Reading | None = None
) -> RequiredEvent | None:
    """An event that would set the signal as wanted; of limits that it carries none is known."""
    if isinstance(atom, Against):
        return None
    passing = list(atom.signal.where)
    if isinstance(atom, Somewhere) and last is not None:
        passing.append(FieldTest(atom.per, "is", str(last.place)))
    if wanted == TRUE:
        return RequiredEvent(atom.signal.kind, span, (*passing, atom.test))
    return RequiredEvent(atom.signal.kind, span, tuple(passing), (atom.test,))
