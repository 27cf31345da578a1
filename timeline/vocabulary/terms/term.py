"""What a term is, what a text is understood as, and how a field names its terminology."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Self

from timeline.errors import TimelineError

NOT_COUNTED = "not counted"
"""Class of terms that are no thing of their own where distinct things are counted."""


class InvalidTerm(TimelineError):
    """A term that contradicts another of its terminology."""


@dataclass(frozen=True, slots=True)
class Term:
    """A preferred term, and the words that mean the same.

    Parameters
    ----------
    name
        The preferred term: of a drug its generic name.
    classes
        Groups that definitions may ask for, such as ``anthracycline``.
    synonyms
        Brand names, abbreviations, codes of trials, other spellings.
    parts
        Of a regimen the preferred terms of its drugs; it is read as these.
    code
        Its code in a public system, as ``RxNorm 3002``; empty where none is certain.
    source
        Where the term or the composition of the regimen is defined.
    """

    name: str
    classes: tuple[str, ...] = ()
    synonyms: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    code: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a text is understood as.

    Attributes
    ----------
    terms
        Preferred terms in alphabetical order, regimens as their drugs; none is said twice.
    named
        Preferred terms of regimens, which definitions may ask for as well.
    classes
        Classes of any of these.
    unknown
        What was written and no term knows, as it was written.
    counted
        What is one thing each where distinct things are counted; None if the terms are.
    in_one_cell
        What was found in a single cell alone, which is no part of what is said.
    """

    terms: tuple[str, ...] = ()
    named: tuple[str, ...] = ()
    classes: frozenset[str] = frozenset()
    unknown: tuple[str, ...] = ()
    counted: tuple[str, ...] | None = None
    in_one_cell: tuple[str, ...] = field(default=(), compare=False)

    @classmethod
    def joined(cls, parts: Iterable["Reading"]) -> Self:
        """What several texts say together."""
        parts = tuple(parts)
        return cls(
            terms=_once(term for part in parts for term in part.terms),
            named=_once(name for part in parts for name in part.named),
            classes=frozenset(item for part in parts for item in part.classes),
            unknown=_once(word for part in parts for word in part.unknown),
            counted=_counted(parts),
            in_one_cell=_once(term for part in parts for term in part.in_one_cell),
        )

    @property
    def things(self) -> tuple[str, ...]:
        """What is one thing each where distinct things are counted."""
        return self.terms if self.counted is None else self.counted

    @property
    def words(self) -> tuple[str, ...]:
        """The terms, and what is not understood as it was written."""
        return _once((*self.terms, *self.unknown))

    @property
    def text(self) -> str:
        """The words as one text."""
        return " + ".join(self.words)

    def says(self, term: str) -> bool:
        """Whether a preferred term is among what was said."""
        return term in self.terms or term in self.named


def _counted(parts: tuple[Reading, ...]) -> tuple[str, ...] | None:
    """What the parts count, if any of them counts otherwise than its terms."""
    if all(part.counted is None for part in parts):
        return None
    return _once(thing for part in parts for thing in part.things)


def _once(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(set(texts)))


@dataclass(frozen=True, slots=True)
class Terms:
    """Says of a field of an event, in its annotation, by which terminology it is read."""

    terminology: str

    def __get_pydantic_json_schema__(self, core_schema: Any, handler: Any) -> dict[str, Any]:
        """The field's own schema, with the name of the terminology."""
        schema: dict[str, Any] = handler(core_schema)
        return {**schema, "terminology": self.terminology}
