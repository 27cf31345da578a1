"""How a value was derived, for a notebook."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from patient_timeline.notebook import Tabular
from projections.audit import Derivation

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, repr=False)
class AuditedValue(Tabular):
    """A value of a patient with the events behind it. Made by ``Patient.audit``.

    Attributes
    ----------
    derivation
        The whole tree: rule, deciding and rejected events, and the parts of the rule.

    Examples
    --------
    >>> audited = at.patient("MSK17").audit("cause_of_death")
    >>> audited.value, audited.date
    ('treatment', None)
    """

    derivation: Derivation
    patient: str
    as_of: str

    @property
    def value(self) -> str:
        """What the definition evaluates to."""
        return self.derivation.value

    @property
    def date(self) -> str | None:
        """When, in ISO form; None where there is no date."""
        return self.derivation.date

    @property
    def rule(self) -> str:
        """The sentence of the definition."""
        return self.derivation.sentence

    def deciding(self) -> Iterator[UUID]:
        """Ids of the events that decided the value or any part of it."""
        return self.derivation.deciding()

    def events(self) -> Iterator[UUID]:
        """Ids of all events in the tree, deciding ones first."""
        return self.derivation.events()

    def as_json(self) -> dict[str, Any]:
        """The tree as plain values, as ``timeline audit --json`` prints it."""
        return self.derivation.as_json()

    @property
    def caption(self) -> str:
        """Patient, definition, value, rule and as-of."""
        dated = f" on {self.date}" if self.date else ""
        name = self.derivation.name.replace("_", " ")
        return f"{self.patient}, {name}: {self.value}{dated}; rule: {self.rule}; {self.as_of}"

    def to_pandas(self) -> "pd.DataFrame":
        """One row an event: ``event`` (id), ``role``, ``definition`` and, if rejected, ``reason``.

        An event stands once for each definition that it decided or was rejected by.
        """
        import pandas as pd

        columns = ["event", "role", "definition", "reason"]
        rows = dict.fromkeys(_rows(self.derivation, self.derivation.name))
        return pd.DataFrame(list(rows), columns=columns)


def _rows(derivation: Derivation, within: str) -> Iterator[tuple[str, str, str, str]]:
    name = derivation.name or within
    yield from ((str(event), "decided", name, "") for event in derivation.decided_by)
    yield from ((str(item.event), "rejected", name, item.reason) for item in derivation.rejected)
    for part in derivation.parts:
        yield from _rows(part, name)
