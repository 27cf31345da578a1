"""What R makes of the exported tables of the cohort. Run as a module, this writes it down again.

``python -m tests.recomputed.recompute`` is needed after every change of the cohort or of the
definitions that moves a value.
"""

import json
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from reconstruction.published_tables import FOLDER as FIXTURE
from tests.analyses.golden import FOLDER

CUTOFF = "2019-12-31"
WRITTEN_DOWN = FOLDER / "wudhikarn2021.json"


def from_r_now(folder):
    """Export the tables of the cohort, and let R recompute every value from them."""
    store, tables, result = (folder / name for name in ("t.db", "tables", "result.json"))
    _timeline("import", FIXTURE / "cohort.jsonl", "--store", store)
    _timeline("export", "--store", store, "--cutoff", CUTOFF, "--out", tables)
    subprocess.run(
        ["Rscript", "wudhikarn2021.R", tables, result], check=True, capture_output=True, cwd=FOLDER
    )
    return result.read_text(encoding="utf-8")


def written_down():
    return json.loads(WRITTEN_DOWN.read_text(encoding="utf-8"))


def _timeline(*arguments):
    command = [sys.executable, "-m", "console.cli.main", *map(str, arguments)]
    subprocess.run(command, check=True, capture_output=True, cwd=FOLDER.parents[1])


if __name__ == "__main__":
    with TemporaryDirectory() as temporary:
        WRITTEN_DOWN.write_text(from_r_now(Path(temporary)), encoding="utf-8")
