"""Numbers as laboratories report them: some only as below or above what could be measured."""

import re
from collections.abc import Mapping
from math import inf
from typing import Any, ClassVar, Literal, Self

from pydantic import model_validator

from timeline.vocabulary.event import Event

Qualifier = Literal["<", "<=", ">", ">="]

_QUALIFIED = re.compile(r"\s*(<=|>=|<|>|≤|≥)\s*(\S+)\s*")
_PLAIN = {"≤": "<=", "≥": ">="}


class Measurement(Event):
    """A measured number; ``qualifier`` says that the true one lies below or above it.

    ``measured_in`` is the field that holds the number. There it may be written with the qualifier
    before it, as in ``<0.3`` or ``≥ 5``.
    """

    measured_in: ClassVar[str]
    qualifier: Qualifier | None = None

    @model_validator(mode="before")
    @classmethod
    def _with_qualifier_apart(cls, fields: Any) -> Any:
        """A qualifier that is written before the number in a field of its own."""
        written = fields.get(cls.measured_in) if isinstance(fields, Mapping) else None
        form = _QUALIFIED.fullmatch(written) if isinstance(written, str) else None
        if form is None:
            return fields
        qualifier = _PLAIN.get(form[1], form[1])
        if fields.get("qualifier", qualifier) != qualifier:
            raise ValueError("the qualifier is not the one before the number; give it once")
        return {**fields, cls.measured_in: form[2], "qualifier": qualifier}

    @model_validator(mode="after")
    def _lies_where_a_value_can(self) -> Self:
        """Nothing lies beyond the bounds of the field: no percentage above 100 or below 0."""
        number = getattr(self, self.measured_in)
        for bound in type(self).model_fields[self.measured_in].metadata:
            highest, lowest = getattr(bound, "le", inf), getattr(bound, "ge", -inf)
            above = self.qualifier == ">" and number >= highest
            if above or (self.qualifier == "<" and number <= lowest):
                raise ValueError("no value lies there")
        return self
