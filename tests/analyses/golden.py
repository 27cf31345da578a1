"""Golden values: JSON beside the R script that wrote it, null read as NaN."""

import json
import shutil
import subprocess
from pathlib import Path

import numpy as np
import pytest

FOLDER = Path(__file__).parents[1] / "golden"


def golden(name):
    return json.loads((FOLDER / f"{name}.json").read_text())


def from_r(name, folder):
    """Run the script now, and skip the test where R is missing."""
    if shutil.which("Rscript") is None:
        pytest.skip("Rscript is not installed")
    written = folder / f"{name}.json"
    # R spells a space in --file= as "~+~", so the script is named relative to its folder.
    command = ["Rscript", f"{name}.R", written]
    subprocess.run(command, check=True, capture_output=True, cwd=FOLDER)
    return json.loads(written.read_text())


def numbers(values):
    return np.array(values, dtype=float)


def assert_equal(found, expected, tolerance=1e-12):
    np.testing.assert_allclose(numbers(found), numbers(expected), rtol=tolerance, atol=tolerance)


def flat(tree, path=""):
    """Every leaf of a JSON tree by its path, so that two trees compare number by number."""
    if isinstance(tree, dict):
        return {k: v for key in tree for k, v in flat(tree[key], f"{path}/{key}").items()}
    if isinstance(tree, list):
        return {k: v for i, x in enumerate(tree) for k, v in flat(x, f"{path}/{i}").items()}
    return {path: tree}
