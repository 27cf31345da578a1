import os
import subprocess

import pytest


@pytest.mark.live_r
@pytest.mark.skipif(os.environ.get("TIMELINE_REQUIRE_R") != "1", reason="R is not required here")
def test_r_answers_with_its_survival_packages_where_it_is_required():
    subprocess.run(
        ["Rscript", "-e", "library(survival); library(cmprsk)"], check=True, capture_output=True
    )
