"""Reading files into events: every line becomes an event or a reject, never nothing."""

from timeline.ingest.bulk import REFUSING, BulkLoad
from timeline.ingest.missing import MissingCodes, UndeclarableCode
from timeline.ingest.readers import Line, read_replacement
from timeline.ingest.rejects import Reject
from timeline.ingest.rejects_file import RejectsFile, RejectsInTheWay
from timeline.ingest.report import ImportReport

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
    "read_replacement",
]
