"""The printed values of the survival analyses that the cohort comes to, as R computes them."""

import re
import shutil
import subprocess

import pytest

from reconstruction.published_tables import FOLDER

SCRIPT = "reconstruction/solver/check.R"


@pytest.mark.live_r
@pytest.mark.skipif(shutil.which("Rscript") is None, reason="Rscript is not installed")
def test_at_least_158_of_the_171_values_print_as_published():
    said = subprocess.run(
        ["Rscript", SCRIPT], check=True, capture_output=True, text=True, cwd=FOLDER.parents[1]
    ).stdout

    printed, total = map(int, re.search(r"(\d+) of (\d+) values print", said).groups())
    assert total == 171
    assert printed >= 158
    assert len(said.splitlines()) == total - printed + 1
