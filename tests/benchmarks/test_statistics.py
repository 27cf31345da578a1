from importlib.util import find_spec
from shutil import which

import numpy as np
import pytest

from benchmarks.statistics.ours import ESTIMATORS
from benchmarks.statistics.race import first_round, peers
from benchmarks.statistics.samples import sample
from benchmarks.statistics.trials import Disagreement, check_equal

TIMES = pytest.mark.parametrize("ties", [True, False], ids=["whole days", "distinct times"])


@TIMES
def test_a_sample_is_the_same_every_time(ties):
    one, again = sample(50, ties=ties), sample(50, ties=ties)

    for name, values in one.intervals.items():
        assert values.tolist() == again.intervals[name].tolist()


def test_only_whole_days_have_ties():
    tied, distinct = (np.unique(sample(3000, ties=ties).subjects["time"]) for ties in (True, False))

    assert tied.size < 2500
    assert np.diff(distinct).min() > 1


def test_every_interval_has_time_at_risk():
    for ties in (True, False):
        rows = sample(500, ties=ties).intervals
        assert rows["stop"].size == 500
        assert (rows["start"] < rows["stop"]).all()


@pytest.mark.slow
@pytest.mark.live_r
@pytest.mark.skipif(which("Rscript") is None, reason="Rscript is not installed")
@pytest.mark.filterwarnings("default")
@TIMES
def test_every_peer_estimates_the_same(ties):
    with peers(sample(400, ties=ties)) as present:
        assert len(present) == 4 + bool(find_spec("sksurv"))
        for estimator in ESTIMATORS:
            assert [peer.name for peer, _ in first_round(estimator, present)][:2] == [
                "timeline",
                "R",
            ]


def test_a_peer_that_found_something_else_is_named():
    with pytest.raises(Disagreement, match=r"R, Cox: coefficients differs by 1\.0e-06"):
        check_equal(
            "R, Cox",
            {"coefficients": np.array([0.5])},
            {"coefficients": np.array([0.500001])},
            1e-8,
        )
