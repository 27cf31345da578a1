"""Reading files into events: every line becomes an event or a reject, never nothing."""

from timeline.intake.bulk import BulkLoad, ImportReport
from timeline.intake.rejects import Reject, write_rejects

__all__ = ["BulkLoad", "ImportReport", "Reject", "write_rejects"]
