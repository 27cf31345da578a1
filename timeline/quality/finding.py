"""What a finding is, how grave it may be, and how a rule is declared that makes findings."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from inspect import getdoc
from typing import Generic, ParamSpec
from uuid import UUID

from timeline.vocabulary import Event


class Severity(StrEnum):
    """How grave a finding is; the gravest first."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"

    @property
    def meaning(self) -> str:
        """What a data manager may conclude from it."""
        return MEANINGS[self]


MEANINGS = {
    Severity.ERROR: "the record contradicts itself or cannot be used: at least one entry is wrong",
    Severity.WARNING: "something may be wrong or missing: check it against the source",
    Severity.NOTE: "nothing need be wrong: know it when you read the results",
}


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """A named contradiction or oddity in one patient's record."""

    name: str
    patient: str
    statement: str
    events: tuple[UUID, ...]
    severity: Severity


@dataclass(frozen=True, slots=True)
class Declaration:
    """A kind of finding.

    Attributes
    ----------
    name
        Of the findings.
    severity
        How grave they are.
    meaning
        What they say of a record, in one sentence.
    action
        What to do about them.
    """

    name: str
    severity: Severity
    meaning: str
    action: str

    def finding(self, patient: str, statement: str, events: tuple[UUID, ...] = ()) -> Finding:
        """A finding of this kind about one patient."""
        return Finding(self.name, patient, statement, events, self.severity)


Concern = tuple[str, tuple[Event, ...]]
"""A statement, and the events that it is about."""

Checked = ParamSpec("Checked")


@dataclass(frozen=True, slots=True)
class Rule(Generic[Checked]):
    """A check with what its findings mean; it is called as the check itself."""

    check: Callable[Checked, Iterator[Concern]]
    severity: Severity
    action: str

    def __call__(self, *args: Checked.args, **kwargs: Checked.kwargs) -> Iterator[Concern]:
        """What the check finds."""
        return self.check(*args, **kwargs)

    @property
    def declaration(self) -> Declaration:
        """The kind of finding: named as the check is, and explained by its first line."""
        meaning, *_ = (getdoc(self.check) or "").splitlines()
        return Declaration(self.check.__name__, self.severity, meaning, self.action)

    def findings(self, *args: Checked.args, **kwargs: Checked.kwargs) -> Iterator[Finding]:
        """What the check finds in one patient's record."""
        declared = self.declaration
        for statement, events in self.check(*args, **kwargs):
            yield declared.finding(events[0].patient, statement, tuple(item.id for item in events))


def rule(
    severity: Severity, action: str
) -> Callable[[Callable[Checked, Iterator[Concern]]], Rule[Checked]]:
    """Declare a check as a rule: how grave its findings are, and what to do about them."""

    def declared(check: Callable[Checked, Iterator[Concern]]) -> Rule[Checked]:
        return Rule(check, severity, action)

    return declared


def words(fact: Event) -> str:
    """The kind of a fact in words."""
    return fact.kind.replace("_", " ")
