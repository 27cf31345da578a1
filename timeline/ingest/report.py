"""What became of the lines of one file."""

from collections import Counter
from dataclasses import dataclass, field

from timeline.ingest.missing import IN_THE_SOURCE
from timeline.ingest.rejects import Reject


@dataclass(slots=True)
class ImportReport:
    """What became of the lines of one file.

    ``recorded_otherwise`` counts those of the unchanged whose recorder, instant or source document
    differs from that of the first, which holds; ``empty`` counts rows in which nothing is filled
    in, which are skipped; ``notices`` say how the file was read.
    """

    file: str
    read: int = 0
    added: int = 0
    unchanged: int = 0
    recorded_otherwise: int = 0
    empty: int = 0
    notices: list[str] = field(default_factory=list)
    rejects: list[Reject] = field(default_factory=list)
    patients: set[str] = field(default_factory=set)

    @property
    def missing(self) -> int:
        """How many of the rejects lack a value that the source declares to be missing."""
        return sum(reject.reason == IN_THE_SOURCE for reject in self.rejects)

    @property
    def reasons(self) -> Counter[tuple[str, str]]:
        """How many of the rejects have the same field and reason, the most frequent first."""
        counted = Counter((reject.field, reject.reason) for reject in self.rejects)
        return Counter(dict(counted.most_common()))
