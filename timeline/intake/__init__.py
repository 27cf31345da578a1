"""Reading files into events: every line becomes an event or a reject, never nothing."""

from timeline.intake.bulk import REFUSING, BulkLoad
from timeline.intake.missing import MissingCodes, UndeclarableCode
from timeline.intake.readers import Line
from timeline.intake.rejects import Reject
from timeline.intake.rejects_file import RejectsFile, RejectsInTheWay
from timeline.intake.report import ImportReport

__all__ = [
    "REFUSING",
    "BulkLoad",
    "ImportReport",
    "Line",
    "MissingCodes",
    "Reject",
    "RejectsFile",
    "RejectsInTheWay",
    "UndeclarableCode",
]
