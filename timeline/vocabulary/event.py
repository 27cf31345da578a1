"""The envelope that every event shares: what, whose, when, and by whom recorded when."""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, timedelta
from enum import IntEnum, StrEnum
from hashlib import sha1
from typing import Annotated, Any, ClassVar, NamedTuple
from uuid import UUID

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
)
from pydantic_core import PydanticCustomError

from timeline.dates import (
    Imputation,
    PartialDate,
    TimeOfDay,
    imputed_day,
    possible_days,
    seconds_of_day,
)
from timeline.vocabulary.noun_phrase import NounPhrase
from timeline.vocabulary.on_one_day import Worst

IDENTITY = UUID("6f0c3f4a-52a5-5b0e-9d0a-3c0e1f7d2b61")
"""Name space of event ids; changing it would rename every event ever recorded."""

EASTERNMOST = timedelta(hours=14)

Upcast = Callable[[dict[str, Any]], dict[str, Any]]


class DayOrder(IntEnum):
    """Order of facts that share a day: assessed first, then treated; death comes last.

    A marrow taken on the day of an infusion was taken before it. Within one place of this
    order the time of day decides, then the source's own sequence number; a fact without one
    comes before those that have it. Then the earlier recorded fact comes first, then the smaller
    event id, so that the order in which facts arrive never matters. Of one kind the worst comes
    last, where the kind says what is worse.
    """

    BACKGROUND = 0
    ASSESSMENT = 1
    STOP = 2
    TREATMENT = 3
    REACTION = 4
    CONTACT = 5
    END = 6


class Course(NamedTuple):
    """What begins with one kind of event and ends with another.

    ``distinguished_by`` are the fields in which two courses of one name differ; in which order a
    list is written makes no difference. A course that ``may_restart`` is begun again without an
    end between, as where a dose changes.
    """

    name: str
    distinguished_by: tuple[str, ...] = ()
    may_restart: bool = False

    def key_of(self, event: "Event") -> tuple[object, ...]:
        """What identifies the course that an event begins or ends, within one patient."""
        values = (getattr(event, field) for field in self.distinguished_by)
        apart = (frozenset(value) if isinstance(value, tuple) else value for value in values)
        return (self.name, *apart)


class Provenance(StrEnum):
    """Where the content of an event comes from."""

    REPORTED = "reported"
    PUBLISHED = "published"
    DERIVED = "derived"
    SYNTHETIC = "synthetic"


def _written_as_instant(value: Any) -> Any:
    # A bare number would be read as seconds since 1970, whatever it was meant to be.
    if str(value)[4:5] != "-":
        raise PydanticCustomError("not_an_instant", "not an instant")
    return value


def _in_utc(instant: datetime) -> datetime:
    try:
        return instant.astimezone(UTC)
    except OverflowError:
        raise ValueError("outside the calendar") from None


Record = tuple[str, str]
"""Source system and record, which all revisions of one fact share."""

Text = Annotated[str, Field(min_length=1, max_length=200, pattern=r"^[^\x00-\x1f]+$")]
Instant = Annotated[AwareDatetime, BeforeValidator(_written_as_instant), AfterValidator(_in_utc)]


def identity(system: str, record: str, revision: int) -> str:
    """The text that an event's id is made from."""
    return f"{system}\x1f{record}\x1f{revision}"


def id_bytes(system: str, record: str, revision: int) -> bytes:
    """The sixteen bytes of an event id: ``uuid5`` (RFC 9562) without the object around it."""
    hashed = sha1(IDENTITY.bytes + identity(system, record, revision).encode()).digest()
    version, variant = hashed[6] & 0x0F | 0x50, hashed[8] & 0x3F | 0x80
    return hashed[:6] + bytes((version, hashed[7], variant)) + hashed[9:16]


def event_id(system: str, record: str, revision: int) -> UUID:
    """Content-stable id: the same record and revision always name the same event."""
    return UUID(bytes=id_bytes(system, record, revision))


UNTOLD = -(2**62)
"""Comes before every time of day and every sequence number."""


def told_order(time: str | None, sequence: int | None) -> tuple[int, int]:
    """Seconds since midnight and sequence number, as far as they are recorded."""
    return (
        UNTOLD if time is None else seconds_of_day(time),
        UNTOLD if sequence is None else sequence,
    )


class Event(BaseModel):
    """One immutable clinical fact, carrying nothing learnt after its own date.

    ``occurred`` is the clinical date, ``recorded`` the instant at which the fact became known
    to the record: the two time axes. Within a day the ``time`` orders facts of one place, then
    the ``sequence`` number that the source gives them. ``source_system``, ``source_record`` and
    ``revision`` identify the event; ``document`` points to the source document.

    A kind declares what holds of all its events, and nobody asks for it by name: ``day_order``,
    their place among facts of one day; ``shows_life``, whether the patient was alive on their
    day; ``ends_life``, whether the patient died then; ``may_follow_death``, whether they may be
    dated after it; ``numbered_by``, the field that counts them within the patient;
    ``tells_birth_in`` and ``tells_age_in``, the fields that hold the patient's date of birth and
    the age in years on the event's day; ``opens_course`` and ``closes_course``, what begins and
    ends with them; ``on_one_day``, which of them holds where several of one day disagree;
    ``states_outcome``, whether they state an outcome as such, which no definition may leave out
    unsaid; ``fatal_grade``, the ``grade`` that says that the patient died of it; ``noun``, how they
    are called in a sentence (their name in words, if nothing else is declared).
    """

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        defer_build=True,
        allow_inf_nan=False,
        str_strip_whitespace=True,
    )

    day_order: ClassVar[DayOrder]
    shows_life: ClassVar[bool] = True
    ends_life: ClassVar[bool] = False
    may_follow_death: ClassVar[bool] = False
    numbered_by: ClassVar[str | None] = None
    tells_birth_in: ClassVar[str | None] = None
    tells_age_in: ClassVar[str | None] = None
    opens_course: ClassVar[Course | None] = None
    closes_course: ClassVar[Course | None] = None
    on_one_day: ClassVar[Worst | None] = None
    states_outcome: ClassVar[bool] = False
    fatal_grade: ClassVar[int | None] = None
    noun: ClassVar[NounPhrase | None] = None
    current_version: ClassVar[int] = 1
    upcasts: ClassVar[Mapping[int, Upcast]] = {}

    kind: str
    patient: Text
    occurred: PartialDate
    time: TimeOfDay | None = None
    sequence: Annotated[int, Field(gt=UNTOLD, lt=-UNTOLD)] | None = None
    imputation: Imputation = Imputation.MIDPOINT
    recorded: Instant
    recorder: Text
    source_system: Text
    source_record: Text
    revision: Annotated[int, Field(ge=1)] = 1
    document: Text | None = None
    provenance: Provenance = Provenance.REPORTED
    provenance_note: Text | None = None
    schema_version: Annotated[int, Field(ge=1)] = 1

    @property
    def birth(self) -> str | None:
        """The partial date of birth that the event states, if its kind states one."""
        birth: str | None = getattr(self, self.tells_birth_in) if self.tells_birth_in else None
        return birth

    @property
    def age(self) -> float | None:
        """The age in years that the event states, if its kind states one."""
        age: float | None = getattr(self, self.tells_age_in) if self.tells_age_in else None
        return age

    @property
    def recorded_before_it_happened(self) -> bool:
        """Whether even the first day that the date may mean had not begun when it was recorded.

        A day begins up to 14 hours earlier east of Greenwich than in UTC.
        """
        first = possible_days(self.occurred)[0]
        return first > self.recorded.date() and first > (self.recorded + EASTERNMOST).date()

    @property
    def identity(self) -> str:
        """Source system, record and revision: the text that the id is made from."""
        return identity(self.source_system, self.source_record, self.revision)

    @property
    def record(self) -> Record:
        """Source system and record, without the revision."""
        return self.source_system, self.source_record

    @property
    def id(self) -> UUID:
        """Content-stable id (UUIDv5 of source system, record and revision)."""
        return event_id(self.source_system, self.source_record, self.revision)

    @property
    def day(self) -> date:
        """The clinical day; of a partial date the one that its rule imputes, before any bound."""
        return imputed_day(self.occurred, self.imputation)

    @property
    def place_on_day(self) -> tuple[int, int, int]:
        """What orders facts of one day: place, seconds since midnight, number of the source."""
        return (self.day_order, *told_order(self.time, self.sequence))

    @property
    def severity(self) -> float:
        """How bad it is by the rule of its kind; the worst of a day comes last."""
        return 0.0 if self.on_one_day is None else self.on_one_day.severity(self.__dict__)

    @property
    def group_of_one_day(self) -> tuple[Any, ...] | None:
        """What it has in common with those of its day that it may disagree with, if with any.

        Readings that do not outvote each other may disagree only about one moment of the day.
        """
        rule = self.on_one_day
        if rule is None:
            return None
        moment = () if rule.outvotes else (self.time, self.sequence)
        return (self.kind, rule.group(self.__dict__), *moment)

    @property
    def payload(self) -> dict[str, Any]:
        """What this kind of event adds to the envelope, without the fields left empty."""
        return self.model_dump(mode="json", exclude=set(ENVELOPE), exclude_none=True)


ENVELOPE = frozenset(Event.model_fields)
"""Names of the fields that every event has; all others are its payload."""
