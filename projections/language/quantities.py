"""Quantities: numbers and words read off events, for tables and covariates."""

from dataclasses import dataclass

from projections.language.conditions import Signal
from projections.language.episodes import Episodes
from projections.language.events import Events
from projections.language.milestones import EVERYWHERE, Window
from projections.language.node import Milestone, Node


@dataclass(frozen=True, slots=True)
class Quantity(Node):
    """A number or a word that a patient (or an episode) has as of the cutoff, or has not."""


@dataclass(frozen=True, slots=True)
class FieldOf(Quantity):
    """A field of the event that decided a milestone."""

    milestone: Milestone
    field: str
    source: str = ""


@dataclass(frozen=True, slots=True)
class Highest(Quantity):
    """The highest number that a signal took inside a window."""

    signal: Signal
    window: Window = EVERYWHERE
    source: str = ""


@dataclass(frozen=True, slots=True)
class Count(Quantity):
    """How many events lie in a window, or how many episodes a patient has had."""

    of: Events | Episodes
    window: Window = EVERYWHERE
    source: str = ""


@dataclass(frozen=True, slots=True)
class DaysBetween(Quantity):
    """Days from one milestone to another; unknown unless both are reached."""

    start: Milestone
    end: Milestone
    source: str = ""


@dataclass(frozen=True, slots=True)
class YearsSince(Quantity):
    """Years of 365.25 days from a date that an event states, such as birth, to a milestone."""

    date: FieldOf
    at: Milestone
    source: str = ""


def field_of(milestone: Milestone, field: str, source: str = "") -> FieldOf:
    """A field of the event that decided a milestone."""
    return FieldOf(milestone, field, source)


def highest(
    signal: Signal,
    *,
    after: Milestone | None = None,
    on_or_after: Milestone | None = None,
    before: Milestone | None = None,
    on_or_before: Milestone | None = None,
    within: int | None = None,
    source: str = "",
) -> Highest:
    """The highest number that a signal took inside a window."""
    return Highest(signal, Window(after, on_or_after, before, on_or_before, within), source)


def count(
    of: Events | Episodes,
    *,
    after: Milestone | None = None,
    on_or_after: Milestone | None = None,
    before: Milestone | None = None,
    on_or_before: Milestone | None = None,
    within: int | None = None,
    source: str = "",
) -> Count:
    """How many events lie in a window, or how many episodes there are."""
    return Count(of, Window(after, on_or_after, before, on_or_before, within), source)


def years_since(date: FieldOf, at: Milestone, source: str = "") -> YearsSince:
    """Years from a stated date, such as birth, to a milestone."""
    return YearsSince(date, at, source)


def days_between(start: Milestone, end: Milestone, source: str = "") -> DaysBetween:
    """Days from one milestone to another."""
    return DaysBetween(start, end, source)
