"""What a value was before: at earlier cutoffs, and at earlier states of knowledge.

The one patient is replayed at every instant at which the record or the calendar changes anything;
a row is an instant at which the value became another. What changed it is found by replaying once
more without it.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from typing import Any
from uuid import UUID

from projections.audit.calendar import deadlines, kinds_of, rests_on_observation
from projections.audit.derive import Audit
from projections.audit.query import AuditQuery
from projections.audit.record import Record
from projections.audit.state import STATE
from projections.audit.values import DerivedValue
from projections.engine.outcomes import Censoring
from projections.study import Study
from timeline.amendments import ALWAYS
from timeline.dates import day_from_number, day_number
from timeline.history import Fact, History
from timeline.log import AsOf
from timeline.vocabulary.adjudication import ADJUDICATED

START = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class ValueChange:
    """An instant at which a value became what it then was.

    Attributes
    ----------
    as_of
        The cutoff and state of knowledge from which on it was so.
    before, before_date, value, date
        What it was before (None in the first row), and what it became, with its date.
    because
        Recorded events without which it would not have changed; none where the calendar alone
        changed it, and in the first row.
    """

    as_of: AsOf
    before: str | None
    value: str
    date: str | None
    because: tuple[UUID, ...] = ()
    before_date: str | None = None

    def as_json(self) -> dict[str, Any]:
        """The row as plain values."""
        return {
            **self.as_of.as_json(),
            "from": self.before,
            "from_date": self.before_date,
            "to": self.value,
            "date": self.date,
            "because": [str(event) for event in self.because],
        }


@dataclass
class ValueHistory:
    """One value of one patient at earlier cutoffs, and at earlier states of knowledge.

    Parameters
    ----------
    study, query
        Whose value.
    history
        All records of the patient.
    as_of, censoring
        As of when the value is asked for now.
    """

    study: Study
    query: AuditQuery
    history: History
    as_of: AsOf
    censoring: Censoring = Censoring.ADMINISTRATIVE
    record: Record = field(init=False)
    facts: list[Fact] = field(init=False)

    def __post_init__(self) -> None:
        self.record = Record.from_history(self.history.events[0].patient, self.history)
        self.segment = self.record.segment()
        self.facts = self.history.facts()

    def by_cutoff(self) -> list[ValueChange]:
        """The value at every cutoff up to this one, as known at the same instant.

        Deadlines are instants, too: a value may change although nothing happens.
        """
        strict = self.censoring is Censoring.STRICT
        always = replace(self.as_of, cutoff=date.max)
        known = [fact for fact in self.facts if always.sees(fact)]
        days: dict[int, list[UUID]] = {}
        for item in self._relevant(known, any_kind=self._rests_on_observation and strict):
            days.setdefault(day_number(item.day), []).append(item.event.id)
        lived = [item for item in known if item.event.kind != ADJUDICATED]
        every = sorted({day_number(item.day) for item in lived})
        due = {day + after for day in days for after in deadlines(*self._definitions)}
        # A patient is no longer followed on the day after the last sign of life, or a last chance.
        ends = (every if strict else self._ends(lived)) if self._rests_on_observation else []
        silent = {day + 1 for day in (*ends, *due)} if self._rests_on_observation else set()
        cutoffs = sorted({*due, *every[:1], *every[-1:], *ends, *silent, self.as_of.last_day})
        if self.query.day is not None:
            cutoffs = sorted({*cutoffs, self.query.day})
        instants = (replace(self.as_of, cutoff=day_from_number(day)) for day in cutoffs)
        seen = (at for at in instants if at.cutoff <= self.as_of.cutoff)
        return list(self._changes(seen, lambda at: days.get(at.last_day, [])))

    def by_knowledge(self) -> list[ValueChange]:
        """The value at this cutoff, at every state of knowledge up to this one."""
        lock = ALWAYS - 1 if self.as_of.known_until is None else self.as_of.known_until
        facts = self._relevant(self.facts, any_kind=self._rests_on_observation)
        ends = {instant for fact in facts for instant in (fact.held.start, fact.held.end)}
        ends |= {min((fact.held.start for fact in self.facts), default=lock)}
        locks = [START + timedelta(microseconds=end) for end in sorted(ends) if end <= lock]
        new = {at: [e.id for e in self.history.events if e.recorded == at] for at in locks}
        instants = (replace(self.as_of, known_by=at) for at in locks)
        return list(self._changes(instants, lambda at: new[at.known_by or START]))

    def _ends(self, lived: list[Fact]) -> list[int]:
        """The last day on which an event shows the patient alive, or to have died."""
        shows = [item for item in lived if item.event.shows_life or item.event.ends_life]
        return [day_number(show.day) for show in shows[-1:]]

    def _relevant(self, facts: list[Fact], any_kind: bool) -> list[Fact]:
        """Facts that may change the value: those of the kinds that its definitions speak of."""
        kinds = None if any_kind else kinds_of(*self._definitions)
        decisions = {ADJUDICATED} if self.study.adjudications == "applied" else set()

        def matters(kind: str) -> bool:
            return kind in decisions or (kind != ADJUDICATED and (kinds is None or kind in kinds))

        return [fact for fact in facts if matters(fact.event.kind)]

    def _changes(
        self, instants: Iterable[AsOf], new: Callable[[AsOf], list[UUID]]
    ) -> Iterator[ValueChange]:
        """Rows at which the value became another; ``new`` are the events that each instant adds."""
        before: DerivedValue | None = None
        for at in instants:
            now = self._value_at(at)
            if before is None:
                yield ValueChange(at, None, now.value, now.date)
            elif now.essence != before.essence:
                because = self._because(at, now, new(at))
                was = (before.open, None) if before.open else (before.value, before.date)
                yield ValueChange(at, was[0], now.value, now.date, because, was[1])
            before = now

    def _because(self, at: AsOf, now: DerivedValue, new: list[UUID]) -> tuple[UUID, ...]:
        """Those of the new events without each of which the value is another.

        Where any one of several would do, all of them; where even without all of them it is the
        same, the calendar brought it about.
        """
        each = tuple(item for item in new if self._value_at(at, (item,)).essence != now.essence)
        if each or not new:
            return each
        return tuple(new) if self._value_at(at, tuple(new)).essence != now.essence else ()

    def _value_at(self, at: AsOf, without: tuple[UUID, ...] = ()) -> DerivedValue:
        segment = self.record.segment(without) if without else self.segment
        return self.query.derived(Audit(self.study, segment, at, self.censoring))

    @cached_property
    def _definitions(self) -> tuple[object, ...]:
        table = self.study.states
        if self._is_state and table is not None:
            return (self.study.enrolment, table.origin, table.moves)
        of_patient = self.study.definitions.get(self.query.episodes or self.query.name)
        return (of_patient, self.study.inside.get(self.query.episodes, {}).get(self.query.name))

    @cached_property
    def _rests_on_observation(self) -> bool:
        """Whether it matters until when the patient was observed, whatever shows it."""
        return self._is_state or rests_on_observation(*self._definitions)

    @property
    def _is_state(self) -> bool:
        return self.query.name == STATE and STATE not in self.study.definitions
