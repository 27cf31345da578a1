"""Episodes and quantities, read a second time in plain Python.

Inside an episode the reading is that of the patient with all events outside it left out.
"""

from itertools import pairwise
from math import inf

from projections.language import Episodes, Reached
from projections.language.episodes import (
    Carried,
    EpisodeEnd,
    EpisodeStart,
    InEpisode,
    OfPatient,
)
from projections.language.events import FieldTest
from projections.language.quantities import Count, DaysBetween, FieldOf, Highest, YearsSince
from tests.oracle.naive import Moment, NaiveReading, Verdict, judged, passes_all, value_of
from timeline.dates import Imputation, day_number, imputed_day

DAYS_IN_A_YEAR = 365.25


class EpisodeReading(NaiveReading):
    """All definitions for one patient, those about episodes and quantities included."""

    def __init__(self, history, as_of, censoring="administrative"):
        super().__init__(history, as_of, censoring)
        self.known_episodes = {}

    def episodes(self, node):
        """The readings inside each episode, in order."""
        if id(node) not in self.known_episodes:
            self.known_episodes[id(node)] = node, list(self._episodes(node))
        return self.known_episodes[id(node)][1]

    def _episodes(self, node):
        begun = []
        for place, event in enumerate(self.events):
            starts = any(
                event.kind in start.kinds and passes_all(event, start.where)
                for start in node.starts
            )
            joined = begun and event.day <= self.events[begun[-1]].day + node.joined_within
            if starts and not joined and self.inside(node.window, self.at(place)):
                begun.append(place)
        for start, end in pairwise([*begun, None]):
            yield Inside(self, start, end)

    def _moment(self, milestone):
        match milestone:
            case InEpisode(episodes, inside, number):
                chosen = self.episodes(episodes)
                chosen = chosen[number - 1 : number] if number else chosen
                moments = [moment for item in chosen if (moment := item.seen(inside))]
                return min(moments, key=lambda moment: moment.when, default=None)
        return super()._moment(milestone)

    def quantity(self, node):
        """A number or word, None where it is not known."""
        match node:
            case FieldOf(milestone, field):
                return self._field(self.moment(milestone), field)
            case Highest(signal, window):
                places = [p for p in self.setters(signal) if self.inside(window, self.at(p))]
                return self._highest([self.events[place] for place in places], signal.field)
            case Count(of=Episodes() as episodes):
                return len(self.episodes(episodes))
            case Count(of, window):
                seen = [place for place, event in enumerate(self.events) if event.kind in of.kinds]
                kept = [place for place in seen if passes_all(self.events[place], of.where)]
                return sum(self.inside(window, self.at(place)) for place in kept)
            case DaysBetween(start, end):
                first, last = self.moment(start), self.moment(end)
                return last.day - first.day if first and last else None
            case YearsSince(date, at):
                born, moment = self.quantity(date), self.moment(at)
                if born is None or moment is None:
                    return None
                first = day_number(imputed_day(born, Imputation.MIDPOINT))
                return (moment.day - first) / DAYS_IN_A_YEAR

    def _highest(self, events, field):
        """The greatest number, unless one of which only a bound is known may be greater."""
        known = [event.payload[field] for event in events if value_of(event, field) is not None]
        greatest = max(known, default=None)
        bounded = [event for event in events if value_of(event, field) is None]
        may_exceed = FieldTest(field, ">", -1e12 if greatest is None else greatest)
        return None if any(judged(item, may_exceed) is not False for item in bounded) else greatest

    def _field(self, moment, field):
        value = value_of(self.events[moment.event], field) if moment else None
        return " + ".join(value) if isinstance(value, list) else value


class Inside(EpisodeReading):
    """A reading that sees one episode of another reading."""

    def __init__(self, outer, start, end):
        self.outer, self.start, self.end = outer, start, end
        self.events, self.last_day = outer.events, outer.last_day
        self.observed, self.died = outer.observed, outer.died
        self.moments, self.known_episodes = {}, {}

    def seen(self, milestone):
        """When a milestone was reached; from the start on, if it was reached before."""
        moment, start = self.moment(milestone), self.at(self.start)
        earlier = moment is not None and moment.when < start.when
        return start._replace(event=moment.event) if earlier else moment

    def sees(self, place):
        return self.start <= place and (self.end is None or place < self.end)

    def candidates(self, sought):
        return [place for place in super().candidates(sought) if self.sees(place)]

    def setters(self, signal, at=None):
        return [place for place in super().setters(signal, at) if self.sees(place)]

    def _moment(self, milestone):
        match milestone:
            case EpisodeStart():
                return self.at(self.start)
            case EpisodeEnd():
                return None if self.end is None else self.at(self.end)
            case OfPatient(of):
                return self.outer.moment(of)
        return super()._moment(milestone)

    def verdict(self, condition, at):
        if isinstance(condition, Carried):
            if at.when < self.at(self.start).when:
                return Verdict(None)  # nothing is carried into an episode before it begins
            last = inf if self.end is None else self.end - 1
            known = Moment(inf if self.end is None else self.events[self.end - 1].day, last)
            return self.outer.verdict(condition.condition, min(at, known, key=lambda m: m.when))
        return super().verdict(condition, at)

    def turning_points(self, condition):
        if isinstance(condition, Carried):
            found = self.outer.turning_points(condition.condition)
            return {self.start} | {place for place in found if self.sees(place)}
        found = super().turning_points(condition)
        if isinstance(condition, Reached):  # what was reached before is reached from the start on
            found = {max(place, self.start) for place in found}
        return {place for place in found if self.sees(place)}
