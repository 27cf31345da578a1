"""The question that a result answers: which study, as of when, by which policies."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any, Literal
from urllib.parse import parse_qsl, urlencode

from console.application.question_values import (
    InvalidQuestion,
    chosen,
    day,
    instant,
    position,
    text,
)
from projections.engine.outcomes import Censoring
from projections.language.nearest_name import closest

Adjudications = Literal["none", "applied"]

DECIDED_BY_LOCK = ("cutoff", "known_by", "censoring", "adjudications", "position")

POLICIES = {str(policy): policy for policy in Censoring}
USES: dict[str, Adjudications] = {"none": "none", "applied": "applied"}
READERS: Mapping[str, Callable[[str, object], Any]] = {
    "study": text,
    "cutoff": day,
    "known_by": instant,
    "censoring": lambda name, given: chosen(name, given, POLICIES),
    "adjudications": lambda name, given: chosen(name, given, USES),
    "lock": text,
    "position": position,
}


@dataclass(frozen=True, slots=True)
class Question:
    """What is to be replayed: a study as of a data cutoff, or a data lock.

    Command options, the query of a URL and Python keyword arguments are all read by ``parse``.

    Attributes
    ----------
    study
        Name of a study or path of a study module; the one study in the store if None.
    cutoff
        Data cutoff, the last day included.
    known_by
        Database lock: only what had been recorded by this instant; all records if None.
    censoring
        Censoring policy; administrative if None.
    adjudications
        Whether adjudicated values are used instead of derived ones; as the study declares if None.
    lock
        Name of a data lock of the store, which decides all of the above but the study.
    position
        Store position: the store as it was when this was its last event; as it is now if None.

    Raises
    ------
    InvalidQuestion
        If it names neither a cutoff nor a lock, or with a lock something that the lock decides.
    """

    study: str | None = None
    cutoff: date | None = None
    known_by: datetime | None = None
    censoring: Censoring | None = None
    adjudications: Adjudications | None = None
    lock: str | None = None
    position: int | None = None

    def __post_init__(self) -> None:
        if self.lock is None and self.cutoff is None:
            raise InvalidQuestion(
                "Name a data cutoff: {} YYYY-MM-DD, or {} NAME.", "cutoff", "lock"
            )
        for name in DECIDED_BY_LOCK:
            if self.lock is not None and getattr(self, name) is not None:
                raise InvalidQuestion("{} decides what {} decides; name one of them", "lock", name)

    @classmethod
    def parse(cls, **given: object) -> "Question":
        """Read each part strictly, from text or as a value of its type; None is not given.

        Raises
        ------
        InvalidQuestion
            If a part is unknown or cannot be read, or the parts exclude each other.
        """
        for name in given:
            if name not in READERS:
                raise InvalidQuestion("a question has no {}" + closest(name, READERS), name)
        read = {n: READERS[n](n, value) for n, value in given.items() if value is not None}
        return cls(**read)

    @classmethod
    def from_query(cls, query: str) -> "Question":
        """Read the query of a URL, such as ``study=stanford&cutoff=1974-04-01``.

        Raises
        ------
        InvalidQuestion
            If it is no query, names a part twice, or as for ``parse``.
        """
        try:
            pairs = parse_qsl(
                query, keep_blank_values=True, strict_parsing=bool(query), errors="strict"
            )
        except ValueError:
            raise InvalidQuestion("not a query; write it as NAME=VALUE&NAME=VALUE") from None
        parts: dict[str, str] = {}
        for name, value in pairs:
            if name in parts:
                raise InvalidQuestion("{} appears twice; name it once", name)
            parts[name] = value
        return cls.parse(**parts)

    def to_query(self) -> str:
        """The query of a URL that asks the same."""
        return urlencode(self.texts())

    def texts(self) -> dict[str, str]:
        """The parts that are given, by name, as text that ``parse`` reads."""
        return {name: _text(value) for name, value in self.keywords().items()}

    def keywords(self) -> Mapping[str, object]:
        """The parts that are given, by name, as values."""
        named = ((field.name, getattr(self, field.name)) for field in fields(self))
        return {name: value for name, value in named if value is not None}


def _text(value: object) -> str:
    return value.isoformat() if isinstance(value, date | datetime) else str(value)


def as_of_in_words(as_of: Mapping[str, str | None], censoring: str, adjudications: str) -> str:
    """As of when, as known when and by which policies, on one line.

    >>> as_of_in_words({"cutoff": "2019-12-31", "known_by": None}, "administrative", "none")
    'data cutoff 2019-12-31, all records, administrative censoring'
    """
    known = f"known by {as_of['known_by']}" if as_of["known_by"] else "all records"
    decided = ", adjudications applied" if adjudications == "applied" else ""
    return f"data cutoff {as_of['cutoff']}, {known}, {censoring} censoring{decided}"
