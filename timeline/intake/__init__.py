"""Reading files into events: every line becomes an event or a reject, never nothing."""

from timeline.intake.bulk import REFUSING, BulkLoad, ImportReport
from timeline.intake.missing import MissingCodes, UndeclarableCode
from timeline.intake.rejects import Reject
from timeline.intake.rejects_file import RejectsFile, RejectsInTheWay

__all__ = [
    "REFUSING",
    "BulkLoad",
    "ImportReport",
    "MissingCodes",
    "Reject",
    "RejectsFile",
    "RejectsInTheWay",
    "UndeclarableCode",
]
