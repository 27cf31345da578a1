"""Numbers as the paper prints them, and which numbers a printed one may stand for."""

import csv
from decimal import Decimal
from pathlib import Path

import numpy as np

from tests.analyses.golden import FOLDER, golden

FIXTURE = Path(__file__).parents[2] / "fixtures" / "wudhikarn2021"
GOLDEN = golden("printed_numbers")


def table(name):
    """A table of printed numbers: texts, as they are printed."""
    return _read(FOLDER / "data" / f"printed_{name}.csv")


def fixture(name):
    return _read(FIXTURE / f"{name}.csv")


def bounds(printed):
    """The smallest and the largest number that is printed so."""
    half = Decimal(5).scaleb(Decimal(printed).as_tuple().exponent - 1)
    return float(Decimal(printed) - half), float(Decimal(printed) + half)


def printed_as(value, printed):
    """Which numbers are printed so; half a unit may go either way."""
    low, high = bounds(printed)
    return (np.asarray(value) >= low - 1e-12) & (np.asarray(value) <= high + 1e-12)


def within(printed, points):
    """Numbers that a printed one may stand for, evenly spread."""
    return np.linspace(*bounds(printed), points)


def _read(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
