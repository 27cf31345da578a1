"""The two questions every read answers: what had happened by when, as known when."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from timeline.amendments import ALWAYS
from timeline.dates import day_number
from timeline.history import Fact, microseconds
from timeline.vocabulary.event import EASTERNMOST


@dataclass(frozen=True, slots=True)
class AsOf:
    """A data cutoff and a state of knowledge.

    Parameters
    ----------
    cutoff
        Last clinical day that counts, included.
    known_by
        Instant of the database lock, included; None for all that has been recorded.
    """

    cutoff: date
    known_by: datetime | None = None

    @property
    def last_day(self) -> int:
        """The cutoff as a day number."""
        return day_number(self.cutoff)

    @property
    def beyond_knowledge(self) -> bool:
        """Whether the cutoff lies after the last day that had begun anywhere at the lock."""
        if self.known_by is None:
            return False
        known = self.known_by.astimezone(UTC)
        begun_in_the_east = timedelta(hours=known.hour) + EASTERNMOST >= timedelta(days=1)
        return self.last_day > day_number(known.date()) + begun_in_the_east

    @property
    def known_until(self) -> int | None:
        """The instant of the lock in microseconds; None without a lock."""
        return None if self.known_by is None else microseconds(self.known_by)

    def sees(self, fact: Fact) -> bool:
        """Whether a fact is on record as of then, and no other of its day outvotes it."""
        return self.has_on_record(fact) and not fact.outvoted

    def has_on_record(self, fact: Fact) -> bool:
        """Whether a fact had happened by the cutoff and was held at the lock, outvoted or not."""
        lock = ALWAYS - 1 if self.known_until is None else self.known_until
        return fact.day <= self.cutoff and fact.held.start <= lock < fact.held.end

    def as_json(self) -> dict[str, str | None]:
        """Both axes in ISO form."""
        known = self.known_by
        instant = None if known is None else known.astimezone(UTC).isoformat()
        return {
            "cutoff": self.cutoff.isoformat(),
            "known_by": instant and instant.replace("+00:00", "Z"),
        }
