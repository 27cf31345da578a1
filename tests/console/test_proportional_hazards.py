"""The test of proportional hazards in Tables 2 and 3 is that of cox.zph on the exported rows."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.console.conftest import Timeline

SCRIPT = Path(__file__).parents[1] / "golden" / "proportional_hazards.R"
AS_OF = ("--study", "wudhikarn2021", "--cutoff", "2019-12-31")

pytestmark = [
    pytest.mark.live_r,
    pytest.mark.skipif(shutil.which("Rscript") is None, reason="Rscript is not installed"),
]


@pytest.fixture
def exported(published: Timeline, tmp_path: Path) -> Path:
    assert published("export", *AS_OF, "--out", tmp_path / "tables").code == 0
    return tmp_path / "tables"


def of_r(intervals: Path, *together: str) -> dict[str, tuple[float, float]]:
    told = subprocess.run(
        ["Rscript", str(SCRIPT), str(intervals), *together],
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    lines = (line.split() for line in told.splitlines())
    return {name: (float(statistic), float(p)) for name, statistic, p in lines}


def told_of(one: dict) -> tuple[float, float]:
    return one["statistic"], one["p_value"]


@pytest.mark.parametrize("name", ["Table 2", "Table 3"])
def test_each_covariate_alone_is_tested_as_in_r(
    published: Timeline, exported: Path, name: str
) -> None:
    outcome = published("analyse", name, *AS_OF, "--json")
    found = json.loads(outcome.out)["analyses"][name]["univariate"]
    expected = of_r(exported / f"intervals_{name.replace(' ', '_')}.csv")

    assert expected.keys() == found.keys()
    for covariate, values in expected.items():
        one = found[covariate]["proportional_hazards"]["terms"][covariate]
        assert told_of(one) == pytest.approx(values, rel=1e-6, abs=1e-8), covariate


def test_the_model_of_several_is_tested_as_in_r_each_and_all(
    published: Timeline, exported: Path
) -> None:
    outcome = published("analyse", "Table 3", *AS_OF, "--json")
    found = json.loads(outcome.out)["analyses"]["Table 3"]["model"]["proportional_hazards"]
    expected = of_r(exported / "intervals_Table_3.csv", *found["terms"])

    assert told_of(found) == pytest.approx(expected.pop("GLOBAL"), rel=1e-6, abs=1e-8)
    for covariate, values in expected.items():
        assert told_of(found["terms"][covariate]) == pytest.approx(values, rel=1e-6, abs=1e-8)
