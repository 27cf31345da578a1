"""The language of definitions read a second time: one patient, event by event, in plain Python.

It follows the words of the definitions and none of the engine's algorithm. Truth is True, False
or None (unknown). A moment is a day and a place among the patient's events; the end of a day
comes after all of them.
"""

from collections import Counter
from dataclasses import dataclass
from math import inf
from typing import NamedTuple

from projections.language import (
    Against,
    AllOf,
    AnyOf,
    Compare,
    Earliest,
    Elapsed,
    Events,
    FieldTest,
    FirstDistinct,
    Judged,
    Last,
    Not,
    Ongoing,
    Reached,
    SignsOfLife,
    Somewhere,
)
from projections.language.cutoff_dependence import moves
from projections.language.milestones import Occurrence, Window
from timeline.amendments import ALWAYS
from timeline.dates import day_number
from timeline.vocabulary import CORE

NO_EVENT = -1


class Moment(NamedTuple):
    """A day, a place on it, and the place of the event that decided it."""

    day: int
    place: float
    event: int = NO_EVENT

    @property
    def when(self):
        """What orders moments."""
        return self.day, self.place


class Verdict(NamedTuple):
    """A truth, and the place of the event that settled it."""

    truth: bool | None
    event: int = NO_EVENT


class Ending(NamedTuple):
    """How a patient's follow-up ended; ``cause`` is None outside the analysis."""

    cause: int | None
    reason: str
    days: int | None = None
    event: int = NO_EVENT


@dataclass
class Seen:
    """One visible event."""

    day: int
    kind: str
    payload: dict
    readings: dict
    id: object
    lives: bool
    dies: bool


def visible(history, as_of):
    """What had happened by the cutoff, as it was held at the lock, in clinical order."""
    lock = as_of.known_until
    for fact in history.facts():
        start, end, _ = fact.held
        held = end == ALWAYS if lock is None else start <= lock < end
        if held and not fact.outvoted:
            event = fact.event
            said = (CORE.understood(event).payload, CORE.readings(event))
            lives = (event.shows_life, event.ends_life)
            yield Seen(day_number(fact.day), event.kind, *said, event.id, *lives)


class NaiveReading:
    """All definitions for one patient, as of a cutoff and a state of knowledge."""

    def __init__(self, history, as_of, censoring="administrative"):
        known = list(visible(history, as_of))
        self.last_day = as_of.last_day
        self.events = [event for event in known if event.day <= self.last_day]
        self.watch(known if censoring == "administrative" else self.events)
        self.moments = {}

    def watch(self, events):
        """Until when the patient was observed: to death; else as long as any event shows life."""
        deaths = [event.day for event in self.events if event.dies]
        signs = [event.day for event in events if event.lives or event.dies]
        latest = max(signs, default=-inf)
        self.died = min(deaths, default=inf)
        self.lives_on = self.died == inf and latest > self.last_day
        self.observed = min(latest, self.last_day) if self.died == inf else self.died

    # milestones

    def moment(self, milestone):
        """When a milestone was reached; None if it was not."""
        if id(milestone) not in self.moments:
            self.moments[id(milestone)] = milestone, self._moment(milestone)
        return self.moments[id(milestone)][1]

    def _moment(self, milestone):
        match milestone:
            case FirstDistinct(n=n, fields=fields, classes=classes):
                told = set()
                for place in self.candidates(milestone):
                    if self.hit(milestone, place):
                        for field in fields:
                            told |= things_of(self.events[place], field, classes)
                        if len(told) >= n:
                            return self.at(place)
                return None
            case Occurrence(n=n):
                hits = [place for place in self.candidates(milestone) if self.hit(milestone, place)]
                chosen = hits[-1:] if isinstance(milestone, Last) else hits[n - 1 : n]
                return self.at(chosen[0]) if chosen else None
            case Earliest(parts):
                reached = [moment for part in parts if (moment := self.moment(part))]
                return min(reached, key=lambda moment: moment.when, default=None)
            case Elapsed(since, days, unobserved=unobserved):
                start = self.moment(since)
                if start is None or not self.falls_due(start.day + days, unobserved):
                    return None
                return Moment(start.day + days, inf, start.event)
            case Judged(condition, at):
                moment = self.moment(at)
                if moment is None or self.verdict(condition, moment).truth is not True:
                    return None
                settled = self.verdict(condition, moment).event
                return moment._replace(event=moment.event if settled == NO_EVENT else settled)

    def falls_due(self, day, unobserved):
        """A deadline is the end of a day; a patient who died on that day did not live to see it."""
        if unobserved:
            return day <= self.last_day
        return day <= self.observed and day < self.died

    def at(self, place):
        """The moment of an event."""
        return Moment(self.events[place].day, place, place)

    def by(self, place, moment):
        """Whether an event came no later than a moment."""
        return self.at(place).when <= moment.when

    def candidates(self, sought):
        """Places inside the window at which to look."""
        if isinstance(sought.of, Events):
            places = range(len(self.events))
        else:
            places = sorted(self.turning_points(sought.of))
        return [place for place in places if self.inside(sought.window, self.at(place))]

    def hit(self, sought, place):
        if isinstance(sought.of, Events):
            event, kinds = self.events[place], sought.of.kinds
            if isinstance(sought.of, SignsOfLife):
                return event.lives
            return (not kinds or event.kind in kinds) and passes_all(event, sought.of.where)
        return self.verdict(sought.of, self.at(place)).truth is True

    def inside(self, window, moment):
        """Whether a moment keeps to every bound of a window."""
        if window.start is not None:
            start = self.moment(window.start)
            if start is None:
                return False
            if window.after is not None and moment.when <= start.when:
                return False
            if window.on_or_after is not None and moment.day < start.day:
                return False
            if window.within is not None and moment.day > start.day + window.within:
                return False
        before = window.before and self.moment(window.before)
        last_day = window.on_or_before and self.moment(window.on_or_before)
        return not (before and moment.when >= before.when) and not (
            last_day and moment.day > last_day.day
        )

    # conditions

    def verdict(self, condition, at):
        """A condition at a moment."""
        match condition:
            case AllOf(parts):
                return together([self.verdict(part, at) for part in parts], decisive=False)
            case AnyOf(parts):
                return together([self.verdict(part, at) for part in parts], decisive=True)
            case Not(part):
                truth, event = self.verdict(part, at)
                return Verdict(truth if truth is None else not truth, event)
            case Reached(milestone):
                return self.reached_by(milestone, at)
            case Ongoing():
                return self.lasting(condition, at)
            case Compare(signal, test):
                setters = self.setters(signal, at)
                if not setters:
                    return Verdict(None)
                return Verdict(judged(self.events[setters[-1]], test), setters[-1])
            case Against(signal, operator, field):
                setters = self.setters(signal, at)
                if not setters:
                    return Verdict(None)
                payload = self.events[setters[-1]].payload
                if payload.get(field) is None:
                    return Verdict(None, setters[-1])
                limit = FieldTest(signal.field, operator, payload[field])
                return Verdict(judged(self.events[setters[-1]], limit), setters[-1])
            case Somewhere(signal, per, test, cleared_by):
                setters = self.setters(signal, at)
                if not setters:
                    return Verdict(None)
                at_places = {}
                for event in (self.events[place] for place in setters):
                    where, holds = event.payload.get(per), passes(event, test)
                    if where in cleared_by and not holds:
                        at_places.clear()
                    at_places[where] = holds
                return Verdict(any(at_places.values()), setters[-1])

    def lasting(self, ongoing, at):
        """Whether it has begun and not ended since, turning point by turning point."""
        verdict, settled = Verdict(None), False
        starts, ends = (self.turning_points(item) for item in (ongoing.begins, ongoing.ends))
        for place in sorted(place for place in starts | ends if self.by(place, at)):
            begun = place in starts and self.verdict(ongoing.begins, self.at(place)).truth
            ended = place in ends and self.verdict(ongoing.ends, self.at(place)).truth
            idle = place in starts and begun is False and not settled
            settled = settled or bool(begun or ended)
            if begun or ended or idle:
                verdict = Verdict(bool(begun), place)
        return verdict

    def setters(self, signal, at=None):
        """Places of the events that set a signal, by a moment if one is given."""
        start = signal.start and self.moment(signal.start)
        if signal.start and start is None:
            return []
        return [
            place
            for place, event in enumerate(self.events)
            if event.kind == signal.kind
            and event.payload.get(signal.field) is not None
            and passes_all(event, signal.where)
            and (start is None or self.at(place).when > start.when)
            and (at is None or self.by(place, at))
        ]

    def reached_by(self, milestone, at):
        """Whether a milestone was reached by a moment; where not, whether that is known."""
        moment = self.moment(milestone)
        if moment is not None and moment.when <= at.when:
            return Verdict(True, moment.event)
        match milestone:
            case Occurrence(of=Events()):
                return Verdict(False)
            case Occurrence():
                against = [place for place in self.refutations(milestone) if self.by(place, at)]
                return Verdict(False, against[-1]) if against else Verdict(None)
            case Earliest(parts):
                return together([self.reached_by(part, at) for part in parts], decisive=True)
            case Elapsed(since):
                truth, event = self.reached_by(since, at)
                return Verdict(False if truth else truth, event)
            case Judged(condition, due):
                moment = self.moment(due)
                if moment is None or moment.when > at.when:
                    return self.reached_by(due, at)
                return self.verdict(condition, moment)
            case _:
                return Verdict(False)

    def refutations(self, sought):
        """Places inside the window at which the sought condition is found false."""
        return [
            place
            for place in self.candidates(sought)
            if self.verdict(sought.of, self.at(place)).truth is False
        ]

    def turning_points(self, condition):
        """Places of the events that may settle a condition."""
        match condition:
            case AllOf(parts) | AnyOf(parts):
                return set().union(*(self.turning_points(part) for part in parts))
            case Not(part):
                return self.turning_points(part)
            case Ongoing(begins, ends):
                return self.turning_points(begins) | self.turning_points(ends)
            case Compare(signal) | Against(signal) | Somewhere(signal):
                return set(self.setters(signal))
            case Reached(milestone):
                return self.news_of(milestone)

    def news_of(self, milestone):
        """Places that show a milestone reached, or not reached so far."""
        moment = self.moment(milestone)
        match milestone:
            case Occurrence(of=Events()):
                places = set()
            case Occurrence():
                places = set(self.refutations(milestone))
            case Earliest(parts):
                places = set().union(*(self.news_of(part) for part in parts))
            case Judged(_, at):
                places = self.news_of(at)
            case _:
                places = set()
        if moment is None:
            return places
        return {place for place in places if place < moment.place} | {moment.place}

    # what analyses ask for

    def ending(self, endpoint):
        """How follow-up ended, of those who were observed before it did."""
        ended, entry = self.ended(endpoint), endpoint.entry
        if entry is None or ended.cause is None:
            return ended
        entered = self.moment(entry)
        if entered is None:
            return Ending(None, "entry not reached")
        since = self.moment(endpoint.origin).day
        late = max(entered.day - since, 0)
        return ended if ended.days > late else Ending(None, "ended by entry")

    def ended(self, endpoint):
        """The first event, unless follow-up ended before; else as far as anything shows."""
        origin = self.moment(endpoint.origin)
        if origin is None:
            return Ending(None, "origin not reached")
        closed = self.closed(endpoint.censors, origin.day)
        limit = min(self.died, closed[0] if closed else inf, self.looked_at(endpoint.censors))
        events = (*endpoint.events, *endpoint.competing)
        found = [source for source in self.reached_sources(events) if source[1].day <= limit]
        if found:
            number, moment = min(found, key=lambda one: (one[1].day, one[0]))
            if moment.day < origin.day:
                return Ending(None, "event before the origin")
        if self.died < origin.day:
            return Ending(None, "died before the origin")
        if found:
            cause = 1 if number < len(endpoint.events) else number - len(endpoint.events) + 2
            return Ending(cause, events[number].name, moment.day - origin.day, moment.event)
        day, reason = closed or self.furthest(endpoint.censors, origin.day)
        return Ending(0, reason, max(min(day, self.observed), origin.day) - origin.day)

    def closed(self, censors, since):
        """Day and name of the earliest source that ends follow-up of a living patient."""
        found = [
            (moment.day, number)
            for number, moment in self.reached_sources(censors)
            if self.says(censors[number]) == "ends" and since <= moment.day <= self.died
        ]
        return (min(found)[0], censors[min(found)[1]].name) if found else None

    def looked_at(self, censors):
        """The last day on which any window on life is open; without end if a source has none."""
        reaching = [censor for censor in censors if self.says(censor) != "ends"]
        if any(self.says(item) == "reaches" for item in reaching):
            return inf
        return max((self.closes(item.milestone.window) for item in reaching), default=inf)

    def closes(self, window):
        """The last day of a window; without end if nothing closes it."""
        ends = [self.moment(end) for end in (window.before, window.on_or_before) if end]
        start = self.moment(window.start) if window.start else None
        days = [end.day for end in ends if end]
        if start and window.within is not None:
            days.append(start.day + window.within)
        return min(days, default=inf)

    def furthest(self, censors, since):
        """Day and name of the source that reaches furthest; of one day the first."""
        reaching = [censor for censor in censors if self.says(censor) != "ends"]
        found = [reach for item in reaching if (reach := self.reach(item)) and reach[0] >= since]
        if not reaching and (reach := self.living(Window(), "last sign of life"))[0] >= since:
            found = [reach]
        return max(found, key=lambda one: one[0], default=(since, "nothing after the origin"))

    def says(self, source):
        """What a censor source says: that it ends, how far it reaches, or who is alive."""
        if source.follow:
            return source.follow
        sought = source.milestone
        if isinstance(sought, Last) and isinstance(sought.of, Events) and not sought.of.kinds:
            return "alive"
        return "reaches" if moves(sought) else "ends"

    def reach(self, source):
        """Day and reason up to which a source shows follow-up; None if it shows nothing."""
        if self.says(source) == "alive":
            return self.living(source.milestone.window, source.name)
        moment = self.moment(source.milestone)
        return moment and (min(moment.day, self.observed), source.name)

    def living(self, window, name):
        """The last day inside a window on which the patient was alive; None if it never opened."""
        start = self.moment(window.start) if window.start else Moment(-inf, 0)
        if start is None:
            return None
        day = min(self.observed, self.closes(window))
        if day == self.observed and self.died == day:
            name = "died without the event"
        elif day == self.observed and self.lives_on:
            name = "alive at the data cutoff"
        return (day, name) if day >= start.day else None

    def reached_sources(self, sources):
        moments = [(number, self.moment(one.milestone)) for number, one in enumerate(sources)]
        return [(number, moment) for number, moment in moments if moment is not None]

    def label(self, classes):
        """The first case that is true at the cutoff."""
        true = [case.label for case in classes.cases if self.finally_(case.when).truth]
        return true[0] if true else classes.otherwise

    def finally_(self, condition):
        """A condition at the end of the cutoff day."""
        return self.verdict(condition, Moment(self.last_day, inf))

    def finally_reached(self, milestone):
        """Whether a milestone was reached by the end of the cutoff day."""
        return self.reached_by(milestone, Moment(self.last_day, inf))

    def id(self, place):
        """Id of the event at a place."""
        return None if place == NO_EVENT else self.events[place].id


def together(verdicts, decisive):
    """Kleene's logic: one decisive truth settles the whole, else one unknown leaves it open."""
    truths = Counter(verdict.truth for verdict in verdicts)
    truth = next(item for item in (decisive, None, not decisive) if item in truths)
    return Verdict(truth, max(event for said, event in verdicts if said is truth))


def passes_all(event, tests):
    return all(passes(event, test) for test in tests)


def passes(event, test):
    """Whether an event certainly passes a test of one field; what is absent passes none."""
    return judged(event, test) is True


def judged(event, test):
    """A test of one field, of a number with a qualifier at numbers near and far that fit it."""
    fields = event.payload
    if test.field not in MEASURED or not fields.get("qualifier"):
        return passes_with(event, test, fields.get(test.field))
    written = fields[test.field]
    sought = test.value if isinstance(test.value, tuple) else (test.value,)
    near = {item + by for item in (written, *sought) for by in (-1e9, -1e-6, 0, 1e-6, 1e9)}
    fits = FieldTest(test.field, fields["qualifier"], written)
    outcomes = {passes_with(event, test, n) for n in near if passes_with(event, fits, n)}
    return outcomes.pop() if len(outcomes) == 1 else None


def value_of(event, field):
    """The value of a field; None where it is absent, or a number of which only a bound is known."""
    bounded = field in MEASURED and event.payload.get("qualifier")
    return None if bounded else event.payload.get(field)


def things_of(event, field, classes):
    """The distinct words of a text field, or those of them that are of some classes."""
    if field in event.readings:
        known = CORE.terminologies(event.kind)[field]
        things = set(event.readings[field].things)
        return {thing for thing in things if not classes or is_of(known.term(thing), classes)}
    value = event.payload.get(field)
    return {value} if isinstance(value, str) else set()


def is_of(term, classes):
    return term is not None and not {*term.classes}.isdisjoint(classes)


MEASURED = {"percent", "value", "vcn_per_ml"}
"""Fields to which a qualifier belongs."""


def passes_with(event, test, value):
    """A test of one field, had it a value."""
    sought = test.value
    if value is None:
        return False
    if test.field in event.readings:
        return reads(event.readings[test.field], test)
    match test.operator:
        case "is":
            return value in (sought, [sought])
        case "one of":
            return value in sought
        case "includes":
            return sought in value if isinstance(value, list) else value == sought
        case "includes any of":
            return any(item in sought for item in (value if isinstance(value, list) else [value]))
        case "<":
            return value < sought
        case "<=":
            return value <= sought
        case ">":
            return value > sought
        case ">=":
            return value >= sought


def reads(reading, test):
    """A test of what a free-text field is understood as."""
    sought = [test.value] if isinstance(test.value, str) else list(test.value)
    match test.operator:
        case "is" | "one of":
            return any(list(reading.words) == [item] for item in sought)
        case "includes" | "includes any of":
            return any(item in (*reading.terms, *reading.named) for item in sought)
        case "of class":
            return any(item in reading.classes for item in sought)
        case "not understood":
            return len(reading.unknown) > 0
