"""The sentences of events, signals and conditions."""

from collections.abc import Mapping

from projections.language.conditions import (
    Against,
    AllOf,
    AnyOf,
    Compare,
    Not,
    Ongoing,
    Reached,
    Signal,
    Somewhere,
)
from projections.language.episodes import Carried
from projections.language.events import Events, FieldTest, SignsOfLife
from projections.language.milestones import Judged
from projections.language.names import phrases_of
from projections.language.node import Milestone
from projections.language.noun_phrases import noun_phrase
from projections.language.phrases import cited, grouped, phrase, set_off, stated
from projections.language.wording import denied, places, tested, words


@phrase.register
def _(node: FieldTest, names: Mapping[int, str]) -> str:
    return f"{words(node.field)} {tested(node)}"


@phrase.register
def _(node: Events, names: Mapping[int, str]) -> str:
    return noun_phrase(node, phrases_of(names))


@phrase.register
def _(node: SignsOfLife, names: Mapping[int, str]) -> str:
    return "sign of life"


@phrase.register
def _(node: Signal, names: Mapping[int, str]) -> str:
    qualifiers = [phrase(test, names) for test in node.where]
    if node.start is not None:
        qualifiers.append(f"since {cited(node.start, names)}")
    qualifier = f" ({', '.join(qualifiers)})" if qualifiers else ""
    kind, field = words(node.kind), words(node.field)
    return (kind if kind.endswith(f" {field}") else f"{kind} {field}") + qualifier


@phrase.register
def _(node: Compare, names: Mapping[int, str]) -> str:
    return f"{cited(node.signal, names)} {tested(node.test)}"


@phrase.register
def _(node: Against, names: Mapping[int, str]) -> str:
    return f"{cited(node.signal, names)} is {_beyond(node)}"


@phrase.register
def _(node: Somewhere, names: Mapping[int, str]) -> str:
    at = places("some", node.per, node.cleared_by)
    return f"{cited(node.signal, names)} {tested(node.test)} {at}"


@phrase.register
def _(node: AllOf | AnyOf, names: Mapping[int, str]) -> str:
    junction = " and " if isinstance(node, AllOf) else " or "
    return junction.join(grouped(part, names) for part in node.parts)


@phrase.register
def _(node: Not, names: Mapping[int, str]) -> str:
    if id(node.part) in names:
        return f"{cited(node.part, names)} does not hold"
    match node.part:
        case Reached(milestone) if not _is_judgement(milestone, names):
            return f"{set_off(milestone, names)} is not reached"
        case Compare(signal, test):
            return f"{cited(signal, names)} {denied(test)}"
        case Somewhere(signal, per, test, cleared_by):
            return f"{cited(signal, names)} {tested(test)} {places('no', per, cleared_by)}"
        case Against(signal) as against:
            return f"{cited(signal, names)} is not {_beyond(against)}"
    return f"not ({phrase(node.part, names)})"


@phrase.register
def _(node: Ongoing, names: Mapping[int, str]) -> str:
    begins, ends = (grouped(part, names) for part in (node.begins, node.ends))
    return f"(from when {begins}, until {ends})"


@phrase.register
def _(node: Reached, names: Mapping[int, str]) -> str:
    match node.milestone:
        case Judged(condition, at) if _is_judgement(node.milestone, names):
            return f"{grouped(condition, names)} at {set_off(at, names)}"
    return f"{set_off(node.milestone, names)} is reached"


@phrase.register
def _(node: Carried, names: Mapping[int, str]) -> str:
    return f"{stated(node.condition, names)} (as it stood at its beginning until assessed again)"


def _is_judgement(milestone: Milestone, names: Mapping[int, str]) -> bool:
    """Whether it is one that has no name of its own."""
    return isinstance(milestone, Judged) and id(milestone) not in names


def _beyond(against: Against) -> str:
    which = "above" if against.operator == ">" else "below"
    return f"{which} its {words(against.field)} limit"
