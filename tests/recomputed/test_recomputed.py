"""The paper's statistics, recomputed by R from the dates and covariates of exported tables."""

import json
import shutil
from functools import cache

import pytest

from analyses.claims import Cohort, measured
from analyses.plan import PlanResults
from console.application.shipped import shared
from console.claims.files import claims_of
from projections.studies.wudhikarn2021 import STUDY
from projections.study.measures import Comparison, Curve, Median, Ratio, Spread
from tests.recomputed.recompute import from_r_now, written_down
from tests.studies.cohort import replay

STATISTICS = (Comparison, Curve, Median, Ratio, Spread)
IN_WORDS = {"higher", "significant"}
"""Values of a comparison that follow from its P value and its medians."""

RECOMPUTED = written_down()


@cache
def cohort():
    return Cohort(PlanResults(replay()))


def printed_statistics():
    """Measure and name of every printed value that is a statistic."""
    claims, _ = claims_of(shared("fixtures"), STUDY)
    return {
        (item.measure, item.value)
        for claim in claims
        for item in claim.printed
        if isinstance(STUDY.measures.get(item.measure), STATISTICS) and item.value not in IN_WORDS
    }


def close(value, name):
    """Limits to 1e-6, all else to 1e-8; a limit that is not reached is none in R too."""
    tolerance = 1e-6 if name.startswith("ci_") else 1e-8
    return None if value is None else pytest.approx(value, rel=tolerance, abs=tolerance)


def assert_same(values, measure):
    ours = measured(cohort(), STUDY.measures[measure])
    named = {name: value for name, value in values.items() if name in ours}

    assert named
    assert {name: ours[name] for name in named} == {
        name: close(value, name) for name, value in named.items()
    }


def test_every_printed_statistic_is_recomputed():
    recomputed = {
        (name, value) for name, values in RECOMPUTED["values"].items() for value in values
    }

    assert len(printed_statistics()) > 200
    assert printed_statistics() - recomputed == set()


@pytest.mark.parametrize("measure", RECOMPUTED["values"])
def test_r_recomputes_what_the_program_says(measure):
    """If it did once: renew the values of R by ``python -m tests.recomputed.recompute``."""
    assert_same(RECOMPUTED["values"][measure], measure)


@pytest.mark.parametrize("regression", RECOMPUTED["differing_rows"])
def test_tmerge_gives_the_rows_on_which_exposures_depend_on_time(regression):
    assert RECOMPUTED["differing_rows"][regression] == 0


@pytest.mark.live_r
def test_r_recomputes_the_same_now(tmp_path):
    if shutil.which("Rscript") is None:
        pytest.skip("Rscript is not installed")
    now = json.loads(from_r_now(tmp_path))

    assert now["values"].keys() == RECOMPUTED["values"].keys()
    assert set(now["differing_rows"].values()) == {0}
    for measure, values in now["values"].items():
        assert_same(values, measure)
