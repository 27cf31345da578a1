import shutil
import subprocess

import pytest

from tests.docs.commands import ROOT


@pytest.mark.live_r
@pytest.mark.skipif(shutil.which("Rscript") is None, reason="Rscript is not installed")
def test_the_first_cohort_has_the_numbers_that_r_computes_from_its_spreadsheet():
    script = ["Rscript", "docs/examples/first_cohort.R"]
    printed = subprocess.run(script, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    page = (ROOT / "docs" / "first-cohort.md").read_text(encoding="utf-8")

    numbers = printed.splitlines()

    assert len(numbers) == 5
    assert [number for number in numbers if number not in page] == []
