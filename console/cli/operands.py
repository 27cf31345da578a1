"""What a user compares: a lock, a cutoff, a cutoff as known by an instant, or the record now."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import click

from console.cli.options import CutoffDate, ZonedInstant
from timeline.locks import Lock, lock_named

NOW = "now"


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a comparison, as the user named it; ``study`` where it is another version."""

    text: str
    cutoff: date
    known_by: datetime | None = None
    lock: Lock | None = None
    study: str | None = None
    adjudicated: bool = False

    @property
    def options(self) -> str:
        """The options by which another command works on the same."""
        study = "" if self.study is None else f" --study {self.study}"
        study += " --adjudications applied" if self.adjudicated else ""
        if self.lock is not None:
            return f"--lock {self.lock.name}{study}"
        known = "" if self.known_by is None else f" --known-by {self.known_by.isoformat()}"
        return f"--cutoff {self.cutoff}{known}{study}"


def sides(store: Path, first: str, second: str) -> tuple[Side, Side]:
    """Both sides; ``now`` is the record as it stands, at the cutoff of the other side.

    Raises
    ------
    click.UsageError
        If a text is no side.
    LockUnusable
        If it is the name of no lock, or of a damaged one.
    """
    if first == NOW == second:
        raise click.UsageError("'now' takes its cutoff from the other side; name one there.")
    if first == NOW:
        other = _side(store, second)
        return Side(NOW, other.cutoff), other
    one = _side(store, first)
    return one, Side(NOW, one.cutoff) if second == NOW else _side(store, second)


def _side(store: Path, text: str) -> Side:
    if not re.match(r"\d", text):
        lock = lock_named(store, text)
        return Side(text, lock.cutoff, lock.known_by, lock)
    day, at, instant = text.partition("@")
    cutoff = CutoffDate().convert(day, None, None)
    return Side(text, cutoff, ZonedInstant().convert(instant, None, None) if at else None)
