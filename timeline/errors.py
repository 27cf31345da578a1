"""What can go wrong with a fact, each with the remedy in its message."""


class TimelineError(Exception):
    """Base of every error that a user can correct; its message carries no patient data."""


class InvalidEvent(TimelineError):
    """A fact that cannot be expressed in the vocabulary.

    Parameters
    ----------
    field
        Name of the invalid field, or ``""`` when it is the event as a whole.
    reason, remedy
        What is wrong and what to do, in one sentence each.
    """

    def __init__(self, field: str, reason: str, remedy: str) -> None:
        super().__init__(f"{field}: {reason}; {remedy}" if field else f"{reason}; {remedy}")
        self.field, self.reason, self.remedy = field, reason, remedy


class Refused(TimelineError):
    """A single write that would make a patient's history impossible."""

    def __init__(self, rule: str, reason: str) -> None:
        super().__init__(f"refused by rule '{rule}': {reason}")
        self.rule = rule


class StoreNotFound(TimelineError):
    """No store at the given place."""


class PatientNotFound(TimelineError):
    """The store holds no event of this patient."""


class StoreBusy(TimelineError):
    """Another writer holds the store, or wrote the same history at the same time."""


class StoreUnreadable(TimelineError):
    """The file is not a store, or is damaged."""


class StoreUnwritable(TimelineError):
    """The file cannot be written: its place is read-only, or its disk is full."""


class LockUnusable(TimelineError):
    """A data lock that is damaged, is of another store, or would be changed."""


class LockNotFound(LockUnusable):
    """The store has no data lock of that name."""
