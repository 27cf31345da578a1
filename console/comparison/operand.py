"""One of the two things that a user compares: an as-of, a lock, or a version of the study."""

from dataclasses import dataclass
from datetime import date, datetime

from timeline.locks import Lock


@dataclass(frozen=True, slots=True)
class Operand:
    """An operand of a comparison, as the user named it.

    Attributes
    ----------
    text
        The words of the user.
    cutoff, known_by, lock
        The as-of, and the lock that holds it, if there is one.
    study
        Another version of the study, by name or path.
    adjudicated
        Whether adjudications are applied although the study does not say so.
    """

    text: str
    cutoff: date
    known_by: datetime | None = None
    lock: Lock | None = None
    study: str | None = None
    adjudicated: bool = False

    @property
    def options(self) -> str:
        """The options by which another command works on the same."""
        study = "" if self.study is None else f" --study {self.study}"
        study += " --adjudications applied" if self.adjudicated else ""
        if self.lock is not None:
            return f"--lock {self.lock.name}{study}"
        known = "" if self.known_by is None else f" --known-by {self.known_by.isoformat()}"
        return f"--cutoff {self.cutoff}{known}{study}"
