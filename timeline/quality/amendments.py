"""Amendments that change nothing, or of which it is doubtful what they change."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise
from uuid import UUID

from timeline.amendments import ALWAYS
from timeline.history import History
from timeline.quality.finding import Concern, Severity, rule
from timeline.vocabulary import Amendment, Event, Retracted


@rule(Severity.ERROR, "Correct the name of the record, or import the record that is missing.")
def amendment_without_target(history: History) -> Iterator[Concern]:
    """An amendment names a record that is not there."""
    for amendment, target in _amendments(history):
        if target is None:
            yield (
                f"{amendment.kind} names a record that this patient's history does not hold",
                (amendment,),
            )


@rule(Severity.ERROR, "Retract the amendment and record it again with its true target.")
def amendment_of_itself(history: History) -> Iterator[Concern]:
    """An amendment leads back to itself, so it amends no fact."""
    known = history.by_id
    for amendment, _ in _amendments(history):
        passed: list[Event] = []
        above: Event | None = amendment
        while isinstance(above, Amendment) and above not in passed:
            passed.append(above)
            above = known.get(above.target)
        if above is amendment:
            yield f"{amendment.kind} leads back to itself and has no effect", tuple(passed)


@rule(Severity.ERROR, "Correct the time of recording of the amendment or of its target.")
def amended_before_recorded(history: History) -> Iterator[Concern]:
    """An amendment was recorded before what it amends."""
    for amendment, target in _amendments(history):
        if target is not None and amendment.recorded < target.recorded:
            yield f"{amendment.kind} was recorded before its target", (target, amendment)


@rule(
    Severity.WARNING,
    "Check that the later amendment is the right one; else record a further one.",
)
def amendments_branch(history: History) -> Iterator[Concern]:
    """Two amendments of one target, of which neither is the next revision of the other."""
    for amendments in _living(history).values():
        amendments.sort(key=lambda amendment: (amendment.recorded, amendment.revision))
        for earlier, later in pairwise(amendments):
            at_once = (earlier.recorded, earlier.revision) == (later.recorded, later.revision)
            if not at_once and not _revises(later, earlier):
                statement = f"{earlier.kind} and {later.kind} amend the same event; the later holds"
                yield statement, (earlier, later)


@rule(Severity.ERROR, "Record one further amendment that says what is true.")
def amendments_quarrel(history: History) -> Iterator[Concern]:
    """Amendments of one target, recorded at one instant, say different things."""
    known = history.by_id
    for quarrel in history.quarrels():
        events = (known[quarrel[0].target], *quarrel)
        yield "amendments recorded at one instant disagree; none of them has an effect", events


def _amendments(history: History) -> Iterator[tuple[Amendment, Event | None]]:
    """Every amendment and what it amends, None if that is not there."""
    known = history.by_id
    for event in history.events:
        if isinstance(event, Amendment):
            yield event, known.get(event.target)


def _living(history: History) -> dict[UUID, list[Amendment]]:
    """The amendments of each target that are not retracted themselves."""
    held = history.held()
    undone = {
        amendment.target
        for amendment, _ in _amendments(history)
        if isinstance(amendment, Retracted)
        and any(h.end == ALWAYS for h in held[amendment.id.bytes])
    }
    living: dict[UUID, list[Amendment]] = defaultdict(list)
    for amendment, _ in _amendments(history):
        if amendment.id not in undone:
            living[amendment.target].append(amendment)
    return living


def _revises(later: Event, earlier: Event) -> bool:
    """Whether an event is a higher revision of another's record."""
    return later.record == earlier.record and later.revision > earlier.revision
