"""No definition of the study without an example in the specification."""

import re

import pytest

from projections.studies.wudhikarn2021 import STUDY
from tests.studies.cohort import FOLDER

BOOK = FOLDER.parents[1] / "tests" / "spec" / "clinical"
TEXT = "\n".join(path.read_text(encoding="utf-8") for path in sorted(BOOK.glob("test_*.py")))
TREATMENT = re.compile("reinfusion|infusion|blinatumomab|inotuzumab")
ELSEWHERE = {
    "latest_salvage", "latest_cells", "assessed_since_salvage", "assessed_since_cells",
    "status_at_cutoff",
}  # fmt: skip
"""Told by the treatment-sequence graph, and specified with it."""


@pytest.mark.parametrize(
    "name", sorted({*STUDY.definitions, *STUDY.inside["salvage_line"]} - ELSEWHERE)
)
def test_the_definition_is_asked_for_in_an_example(name):
    """What is defined alike after every treatment is specified after one of them."""
    alike = TREATMENT.sub(
        "(?:reinfusion|infusion|blinatumomab|inotuzumab|{treatment}|{each})", name
    )

    assert re.search(rf"[\"' (]{alike}[\"', )]", TEXT)
