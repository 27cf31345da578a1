"""Operands of a comparison: a lock, a cutoff, one as known by an instant, or the record now."""

import re
from pathlib import Path

import click

from console.cli.options import CutoffDate, ZonedInstant
from console.comparison.operand import Operand
from timeline.locks import PRESENT, lock_named


def operands(store: Path, first: str, second: str | None) -> tuple[Operand, Operand]:
    """Both operands; ``now`` is the record as it is, at the cutoff of the other operand.

    Parameters
    ----------
    second
        None for the record now, where the first is a lock, else for the first once more.

    Raises
    ------
    click.UsageError
        If a text is no operand.
    LockNotFound, LockUnusable
        If it is the name of no lock, or of a damaged one.
    """
    if second is None:
        second = PRESENT if names_lock(first) else first
    if first == PRESENT == second:
        raise click.UsageError("'now' takes its cutoff from the other side; name one there.")
    if first == PRESENT:
        other = _operand(store, second)
        return Operand(PRESENT, other.cutoff), other
    before = _operand(store, first)
    now = Operand(PRESENT, before.cutoff)
    return before, now if second == PRESENT else _operand(store, second)


def names_lock(text: str) -> bool:
    """Whether a text is the name of a lock, and no date or ``now``."""
    return text != PRESENT and not re.match(r"\d", text)


def _operand(store: Path, text: str) -> Operand:
    if names_lock(text):
        lock = lock_named(store, text)
        return Operand(text, lock.cutoff, lock.known_by, lock)
    day, at, instant = text.partition("@")
    cutoff = CutoffDate().convert(day, None, None)
    return Operand(text, cutoff, ZonedInstant().convert(instant, None, None) if at else None)
