"""Where the shipped data lie."""

import sysconfig
from pathlib import Path

from console.errors import NotFound

CHECKOUT = Path(__file__).parents[1] / "fixtures"
INSTALLED = Path(sysconfig.get_path("data")) / "share/patient-timeline/fixtures"


def fixtures() -> Path:
    """The folder of shipped data: in the checkout, or installed beside the program.

    Raises
    ------
    NotFound
        If the program was installed without them.
    """
    for folder in (CHECKOUT, INSTALLED):
        if folder.is_dir():
            return folder
    raise NotFound("the shipped data are not installed; run the command in a checkout")
