"""The committed data sets by name: columns as arrays, NaN where R had NA."""

import csv

import numpy as np

from tests.analyses.golden import FOLDER


def columns(name):
    with (FOLDER / "data" / f"{name}.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    return {column: _array([row[column] for row in rows]) for column in rows[0]}


def _array(cells):
    for kind in (int, float):
        try:
            return np.array([kind("nan" if cell == "NA" else cell) for cell in cells])
        except ValueError:
            continue
    return np.array(cells)
