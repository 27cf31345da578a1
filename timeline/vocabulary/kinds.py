"""All kinds of event under their names: reading a raw record into the right one."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import ModuleType
from typing import Any, NamedTuple, Self

from pydantic import ValidationError

from timeline.dates import split_time
from timeline.errors import InvalidEvent
from timeline.vocabulary import (
    adjudication,
    amendment,
    assessment,
    disease,
    enrolment,
    toxicity,
    treatment,
)
from timeline.vocabulary.amendment import SAID_ONCE, Amendment, Corrected, Retracted
from timeline.vocabulary.event import Event
from timeline.vocabulary.fields import truths_of
from timeline.vocabulary.noun_phrase import NounPhrase
from timeline.vocabulary.terms import Reading, Term, Terminology, terminology, terminology_names
from timeline.vocabulary.unread import as_stored
from timeline.vocabulary.upcasting import upcast

REMEDIES = {
    "missing": "add it",
    "extra_forbidden": "remove it, or check its spelling against 'timeline schema'",
    "literal_error": "use one of the values that 'timeline schema' lists",
    "timezone_aware": "give the instant its time zone, as in 2019-12-31T12:00:00Z",
    "fahrenheit": "write degrees Celsius: subtract 32, then multiply by 5/9",
    "grade": "write the number of the grade alone, from 0 to 5",
    "ICE_score": "write the points alone, from 0 to 10",
    "nothing_stated": "state what was found, or leave the event out",
    "grade_and_presence": "grade 0 is 'present' false, any other true; leave out the wrong one",
    "not_an_instant": "write an instant with time zone, as in 2019-12-31T12:00:00Z",
    "datetime_from_date_parsing": "write an instant with time zone, as in 2019-12-31T12:00:00Z",
}

AMENDING: Mapping[str, type[Amendment]] = {"corrected": Corrected, "retracted": Retracted}


class Life(NamedTuple):
    """Kinds of event that show a living patient, and kinds that end a life."""

    shown_by: frozenset[str]
    ended_by: frozenset[str]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Kinds of event by name; ``CORE`` is every study's, ``extended`` adds a study's own."""

    kinds: Mapping[str, type[Event]]
    terms: Mapping[str, tuple[Term, ...]] = field(default_factory=dict)

    def extended(
        self, kinds: Iterable[type[Event]], terms: Mapping[str, tuple[Term, ...]] | None = None
    ) -> Self:
        """This vocabulary with a study's own kinds, and its own terms by terminology.

        Raises
        ------
        InvalidEvent
            If a name is already taken by another kind, or a kind is not fully declared.
        InvalidTerm
            If terms contradict each other, or a kind names a terminology that there is not.
        """
        kinds = tuple(kinds)
        merged = dict(self.kinds)
        for kind in kinds:
            _check_declared(kind)
            name = kind.model_fields["kind"].default
            if merged.setdefault(name, kind) is not kind:
                raise InvalidEvent("kind", f"'{name}' is already a kind", "choose another name")
        added = {name: (*self.terms.get(name, ()), *more) for name, more in (terms or {}).items()}
        for name, more in added.items():
            terminology(name, more)
        whole = type(self)(merged, {**self.terms, **added})
        for kind in kinds:
            whole.terminologies(kind.model_fields["kind"].default)
        return whole

    @property
    def noun_phrases(self) -> dict[str, NounPhrase]:
        """How each kind is called in a sentence, where it declares that."""
        nouns = {name: model.noun for name, model in self.kinds.items()}
        return {name: noun for name, noun in nouns.items() if noun is not None}

    def terminologies(self, kind: str) -> dict[str, Terminology]:
        """By which terminology each free-text field of a kind is read; none of an unknown kind.

        Raises
        ------
        InvalidTerm
            If a terminology is not known, or a study's terms contradict it.
        """
        model = self.kinds.get(kind)
        return {} if model is None else self._terminologies_of(model)

    def readings(self, event: Event) -> dict[str, Reading]:
        """What is understood of each free-text field in which an event says something."""
        found = {}
        for name, terms in self._terminologies_of(type(event)).items():
            written = getattr(event, name)
            if written is not None:
                texts = (written,) if isinstance(written, str) else written
                found[name] = Reading.joined(terms.read(text) for text in texts)
        return found

    def understood(self, event: Event) -> Event:
        """The event with preferred terms in place of what was written, alike in all else."""
        texts = {
            name: reading.words if isinstance(getattr(event, name), tuple) else reading.text
            for name, reading in self.readings(event).items()
        }
        return event.model_copy(update=texts) if texts else event

    @property
    def life(self) -> Life:
        """What its kinds declare of life and death; of a kind that it lacks nothing is known."""
        named = self.kinds.items()
        shown_by = frozenset(name for name, kind in named if kind.shows_life)
        return Life(shown_by, frozenset(name for name, kind in named if kind.ends_life))

    def _terminologies_of(self, model: type[Event]) -> dict[str, Terminology]:
        named = terminology_names(model).items()
        return {field: terminology(name, self.terms.get(name, ())) for field, name in named}

    def parse(self, raw: Mapping[str, Any]) -> Event:
        """Read one raw record, of its own schema version or an older one.

        Raises
        ------
        InvalidEvent
            Naming the first invalid field, the reason and the remedy; never a value.
        """
        model = self._kind_of(raw)
        return self.settled(_validated(model, upcast(model, raw)))

    def of_store(self, stored: Mapping[str, Any]) -> Event:
        """Read an event of a store; one that this vocabulary cannot read is kept as it is stored.

        Raises
        ------
        InvalidEvent
            If not even when, where and by whom it was recorded is known.
        """
        try:
            return self.parse(stored)
        except InvalidEvent as fault:
            if stored["kind"] in AMENDING:  # whose replacement cannot be read
                return _validated(AMENDING[stored["kind"]], stored)
            return as_stored(stored, fault)

    def said_by(self, correction: Corrected) -> Event:
        """The fact that a stored correction puts in, as it is stored if it cannot be read."""
        try:
            return self._replacing(correction)
        except InvalidEvent as fault:
            return as_stored(correction.replacement_fields, fault)

    def settled(self, event: Event) -> Event:
        """The event itself; a correction with its replacement checked and written out in full.

        Raises
        ------
        InvalidEvent
            If the replacement of a correction is no fact.
        """
        if not isinstance(event, Corrected):
            return event
        fact = self.replacement(event)
        written = fact.model_dump(mode="json", exclude=SAID_ONCE, exclude_none=True)
        return event.model_copy(update={"replacement": written})

    def replacement(self, correction: Corrected) -> Event:
        """The fact that a correction puts in place of its target, under the correction's id."""
        try:
            return self._replacing(correction)
        except InvalidEvent as error:
            field = f"replacement.{error.field}".removesuffix(".")
            raise InvalidEvent(field, error.reason, error.remedy) from None

    def _replacing(self, correction: Corrected) -> Event:
        own = sorted(SAID_ONCE & correction.replacement.keys())
        if own:
            raise InvalidEvent(own[0], "is the correction's own", "leave it out of 'replacement'")
        model = self._kind_of(correction.replacement)
        if issubclass(model, Amendment):
            raise InvalidEvent(
                "kind", "an amendment cannot replace a fact", "amend that event itself"
            )
        return _validated(model, upcast(model, correction.replacement_fields))

    def _kind_of(self, raw: Mapping[str, Any]) -> type[Event]:
        kind = raw.get("kind")
        if not isinstance(kind, str) or not kind:
            raise InvalidEvent("kind", "is missing", "name the kind of event")
        if kind not in self.kinds:
            raise InvalidEvent(
                "kind", "no such kind of event", "see 'timeline schema', or name the study"
            )
        return self.kinds[kind]


def _check_declared(kind: type[Event]) -> None:
    """A study's own kind has a name, a place on its day, and a way up from every older version."""
    versions = set(range(1, kind.current_version))
    named = isinstance(kind.model_fields["kind"].default, str)
    if not (named and hasattr(kind, "day_order") and versions <= kind.upcasts.keys()):
        raise InvalidEvent(
            "kind",
            f"{kind.__name__} is not fully declared",
            "give 'kind' a default, and the class 'day_order' and an upcast for every old version",
        )
    if issubclass(kind, Amendment):
        raise InvalidEvent("kind", f"{kind.__name__} amends", "correct or retract instead")


def _validated(model: type[Event], fields: Mapping[str, Any]) -> Event:
    for name, value in fields.items():
        if (value is True or value is False) and name not in truths_of(model):
            raise InvalidEvent(name, "true or false is no value here", "write the value itself")
    try:
        return model.model_validate(_with_time_apart(fields))
    except ValidationError as error:
        fault = error.errors(include_input=False, include_url=False, include_context=False)[0]
        field = ".".join(str(part) for part in fault["loc"])
        reason = fault["msg"].removeprefix("Value error, ")
        remedy = REMEDIES.get(fault["type"], "correct it at the source")
        raise InvalidEvent(field, reason[:1].lower() + reason[1:], remedy) from None


def _with_time_apart(fields: Mapping[str, Any]) -> Mapping[str, Any]:
    """A time of day that is written behind the date in a field of its own."""
    occurred = fields.get("occurred")
    if not isinstance(occurred, str) or len(occurred) <= len("2019-12-31"):
        return fields
    day, time = split_time(occurred)
    if time is None:
        return fields
    if fields.get("time", time) != time:
        raise InvalidEvent("time", "is not the one behind the date", "give it once")
    return {**fields, "occurred": day, "time": time}


def _kinds_in(*modules: ModuleType) -> dict[str, type[Event]]:
    found = {
        value.model_fields["kind"].default: value
        for module in modules
        for value in vars(module).values()
        if isinstance(value, type) and issubclass(value, Event)
    }
    return {name: kind for name, kind in found.items() if isinstance(name, str)}


CORE = Vocabulary(
    _kinds_in(enrolment, disease, treatment, assessment, toxicity, adjudication, amendment)
)
