"""The committed data sets by name: columns as arrays, NaN where R had NA."""

import numpy as np

from tests.analyses.golden import FOLDER


def columns(name):
    table = np.genfromtxt(
        FOLDER / "data" / f"{name}.csv", delimiter=",", names=True, dtype=None, encoding="utf-8",
        deletechars="", missing_values="NA", filling_values=np.nan,
    )  # fmt: skip
    return {column: table[column] for column in table.dtype.names}
