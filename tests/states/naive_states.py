"""The table of moves read a second time: one patient, milestone by milestone, in plain Python."""

from dataclasses import dataclass
from itertools import zip_longest
from math import inf

from projections.language import EPISODE_START, Source
from projections.language.states import InEach
from tests.oracle.naive import passes_all


@dataclass
class NaiveStay:
    """A state from its first day until its last, and what followed."""

    label: str
    start: int
    event: object
    absorbing: bool
    stop: int = 0
    to: str | None = None

    @property
    def said(self):
        return self.label, self.start, self.stop, self.to, self.event


class NaiveStates:
    """The stays of one patient, the day of entering, and the names of what was not allowed."""

    def __init__(self, reading, table):
        self.reading, self.table = reading, table
        reach = reading.reach(Source("last seen", table.last_seen))
        self.seen = reach[0] if reach else -inf
        self.stays, self.findings, self.origin = [], [], None
        self.state, self.found_after_the_end = None, False
        days = {}
        for day, place, move, number, event in sorted(self.candidates()):
            if place == inf and day > self.seen:
                continue
            reached = self.move(day, place, move, number)
            if reached is not None:
                days[day] = (*reached, event)
        for day, (label, absorbing, event) in sorted(days.items()):
            if not self.stays or self.stays[-1].label != label:
                self.stays.append(NaiveStay(label, day, reading.id(event), absorbing))
        self.until = self.followed_until(days)
        for stay, following in zip_longest(self.stays, self.stays[1:]):
            stay.stop = following.start if following else self.until
            stay.to = following.label if following else None

    def followed_until(self, days):
        if self.stays and self.stays[-1].absorbing:
            return self.stays[-1].start
        return max([self.seen, *days])

    def candidates(self):
        """Every milestone once, with the number of the first move that it brings about."""
        moving = [move.by for move in self.table.moves]
        for number, by in enumerate([self.table.origin, *moving]):
            if number and by in moving[: number - 1]:
                continue
            if isinstance(by, InEach):
                yield from self.in_episodes(by, number)
            elif moment := self.reading.moment(by):
                yield moment.day, moment.place, number, 0, moment.event

    def in_episodes(self, by, move):
        """Only the beginning of an episode, or the first events in it."""
        starts = list(self.starts(by.episodes))
        for number, start in enumerate(starts, start=1):
            end = starts[number] if number < len(starts) else len(self.reading.events)
            inside = range(start, end)
            if by.milestone is not EPISODE_START:
                inside = [place for place in inside if self.among(place, [by.milestone.of])]
            if inside:
                yield self.reading.events[inside[0]].day, inside[0], move, number, inside[0]

    def starts(self, episodes):
        """Starts on one day belong to one episode."""
        after, latest = self.reading.moment(episodes.after), None
        for place, event in enumerate(self.reading.events):
            later = after and self.reading.at(place).when > after.when
            if later and event.day != latest and self.among(place, episodes.starts):
                latest = event.day
                yield place

    def among(self, place, sought):
        event = self.reading.events[place]
        return any(event.kind in item.kinds and passes_all(event, item.where) for item in sought)

    def move(self, day, place, number, episode):
        """The state to which a candidate leads; None where it changes nothing."""
        move = self.fitting(number) if number else None
        to = move.to if move else self.table.initial
        target = to, episode if to.numbered else 0
        if self.state == target or (move and self.state and self.state[0] in move.stays_in):
            return None
        if self.state is None:
            allowed = move is None or to.absorbing
        else:
            allowed = move is not None and self.state[0] in move.out_of
        if allowed:
            self.origin = day if move is None else self.origin
            self.state = target
            return to.label(episode), to.absorbing
        ended = self.state is not None and self.state[0].absorbing
        if place != inf and not (ended and self.found_after_the_end):
            self.found_after_the_end = ended
            met = self.state[0].name if self.state else "outside"
            self.findings.append(f"{to.name} from {met}")
        return None

    def fitting(self, number):
        """Of the moves by one milestone the one that fits where the patient is, else the first."""
        by = self.table.moves[number - 1].by
        moves = [move for move in self.table.moves if move.by == by]
        if self.state is None:
            return next((move for move in moves if move.to.absorbing), moves[0])
        here = self.state[0]
        for fits in (
            lambda one: here in one.out_of,
            lambda one: here == one.to,
            lambda one: here in one.stays_in,
        ):
            for move in moves:
                if fits(move):
                    return move
        return moves[0]
