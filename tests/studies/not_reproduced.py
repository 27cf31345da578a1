"""The claims that the shipped cohort does not reproduce, as a list that a test holds.

``python -m tests.studies.not_reproduced`` writes it again.
"""

from pathlib import Path

from analyses.claims.check import check
from analyses.plan import PlanResults
from console.claims.files import claims_of
from projections.studies.wudhikarn2021 import STUDY
from reconstruction.published_tables import FOLDER
from tests.studies.cohort import replay

EXPECTED = Path(__file__).with_name("claims_not_reproduced.csv")
CLAIMS, CONFLICTS = claims_of(FOLDER.parent, STUDY)


def statuses(cohort):
    """The status of each claim by its id."""
    return {item.claim.id: item.status for item in check(PlanResults(cohort), CLAIMS, CONFLICTS)}


def found_otherwise(found):
    """The list: claims that are not reproduced, in the order of the paper."""
    rows = [f"{name},{status}\n" for name, status in found.items() if status != "reproduced"]
    return "claim,status\n" + "".join(rows)


if __name__ == "__main__":
    EXPECTED.write_text(found_otherwise(statuses(replay())), encoding="utf-8")
