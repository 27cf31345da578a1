"""Every definition reads itself out: the sentence is rendered from the nodes that are evaluated."""

from collections.abc import Mapping
from functools import singledispatch

from projections.language.conditions import (
    Against,
    AllOf,
    AnyOf,
    Compare,
    Not,
    Reached,
    Signal,
    Somewhere,
)
from projections.language.episodes import (
    Carried,
    EpisodeEnd,
    Episodes,
    EpisodeStart,
    InEpisode,
    OfPatient,
)
from projections.language.events import Events, FieldTest
from projections.language.milestones import Earliest, Elapsed, Judged, Last, Sought, Window
from projections.language.node import Node
from projections.language.outcomes import Classes, Endpoint
from projections.language.quantities import Count, DaysBetween, FieldOf, Highest, YearsSince

Names = Mapping[int, str]
"""Names of definitions by the identity of their node."""


def sentence(node: Node, names: Names | None = None) -> str:
    """What a definition says, citing the definitions it is composed of by name."""
    return _phrase(node, names or {})


def words(identifier: str) -> str:
    """An identifier as words."""
    return identifier.replace("_", " ")


def cited(node: Node, names: Names) -> str:
    """A definition's name if it has one, else what it says."""
    name = names.get(id(node))
    return f"«{words(name)}»" if name else _phrase(node, names)


@singledispatch
def _phrase(node: Node, names: Names) -> str:
    raise NotImplementedError(f"no sentence for {type(node).__name__}")


@_phrase.register
def _(node: FieldTest, names: Names) -> str:
    return f"{words(node.field)} {tested(node)}"


@_phrase.register
def _(node: Events, names: Names) -> str:
    kinds = " or ".join(words(kind) for kind in node.kinds) or "event of any kind"
    tests = " and ".join(_phrase(test, names) for test in node.where)
    return f"{kinds} with {tests}" if tests else kinds


@_phrase.register
def _(node: Signal, names: Names) -> str:
    where = "".join(f", {_phrase(test, names)}" for test in node.where)
    since = f", assessed after {cited(node.start, names)}" if node.start else ""
    qualifier = f" ({(where + since)[2:]})" if where or since else ""
    return f"{words(node.kind)} {words(node.field)}{qualifier}"


@_phrase.register
def _(node: Compare, names: Names) -> str:
    return f"{cited(node.signal, names)} {tested(node.test)}"


@_phrase.register
def _(node: Against, names: Names) -> str:
    which = "above" if node.operator == ">" else "below"
    return f"{cited(node.signal, names)} {which} its {words(node.field)} limit"


@_phrase.register
def _(node: Somewhere, names: Names) -> str:
    return f"{cited(node.signal, names)} {tested(node.test)} at some {words(node.per)}"


@_phrase.register
def _(node: AllOf, names: Names) -> str:
    return " and ".join(_bracketed(part, names) for part in node.parts)


@_phrase.register
def _(node: AnyOf, names: Names) -> str:
    return " or ".join(_bracketed(part, names) for part in node.parts)


@_phrase.register
def _(node: Not, names: Names) -> str:
    return f"not {_bracketed(node.part, names)}"


@_phrase.register
def _(node: Reached, names: Names) -> str:
    return f"{cited(node.milestone, names)} is reached"


@_phrase.register
def _(node: Sought, names: Names) -> str:
    which = "last" if isinstance(node, Last) else ordinal(node.n)
    moment = "" if isinstance(node.of, Events) else "time that "
    return f"the {which} {moment}{cited(node.of, names)}{_window(node.window, names)}"


@_phrase.register
def _(node: Earliest, names: Names) -> str:
    return "the earliest of " + ", ".join(cited(part, names) for part in node.of)


@_phrase.register
def _(node: Elapsed, names: Names) -> str:
    return f"{node.days} days after {cited(node.since, names)}"


@_phrase.register
def _(node: Judged, names: Names) -> str:
    return f"{cited(node.at, names)}, if by then {cited(node.condition, names)}"


@_phrase.register
def _(node: Episodes, names: Names) -> str:
    starts = " or ".join(_phrase(events, names) for events in node.starts)
    joined = f", joined within {node.joined_within} days" if node.joined_within else ""
    return f"each {starts}{_window(node.window, names)}{joined}"


@_phrase.register
def _(node: EpisodeStart, names: Names) -> str:
    return "its beginning"


@_phrase.register
def _(node: EpisodeEnd, names: Names) -> str:
    return "the beginning of the next"


@_phrase.register
def _(node: OfPatient, names: Names) -> str:
    return cited(node.milestone, names)


@_phrase.register
def _(node: Carried, names: Names) -> str:
    return f"{cited(node.condition, names)} (as it stood at its beginning until assessed again)"


@_phrase.register
def _(node: InEpisode, names: Names) -> str:
    which = f"the {ordinal(node.number)}" if node.number else "any"
    return f"{cited(node.milestone, names)} in {which} of {cited(node.episodes, names)}"


@_phrase.register
def _(node: FieldOf, names: Names) -> str:
    return f"the {words(node.field)} of {cited(node.milestone, names)}"


@_phrase.register
def _(node: Highest, names: Names) -> str:
    return f"the highest {cited(node.signal, names)}{_window(node.window, names)}"


@_phrase.register
def _(node: Count, names: Names) -> str:
    return f"the number of {cited(node.of, names)}{_window(node.window, names)}"


@_phrase.register
def _(node: YearsSince, names: Names) -> str:
    return f"years from {cited(node.date, names)} to {cited(node.at, names)}"


@_phrase.register
def _(node: DaysBetween, names: Names) -> str:
    return f"days from {cited(node.start, names)} to {cited(node.end, names)}"


@_phrase.register
def _(node: Endpoint, names: Names) -> str:
    events = " or ".join(cited(source.milestone, names) for source in node.events)
    rivals = ", ".join(cited(source.milestone, names) for source in node.competing)
    censors = " or ".join(cited(source.milestone, names) for source in node.censors)
    against = f", competing with {rivals}" if rivals else ""
    origin = cited(node.origin, names)
    return f"time from {origin} to {events}{against}; else censored at the latest of {censors}"


@_phrase.register
def _(node: Classes, names: Names) -> str:
    cases = "; else ".join(f"{case.label} if {cited(case.when, names)}" for case in node.cases)
    return f"{cases}; else {node.otherwise}"


def tested(test: FieldTest) -> str:
    """The test without its field: ``< 5``, ``is negative``, ``is a or b``."""
    value = test.value
    if isinstance(value, tuple):
        verb = "is" if test.operator == "one of" else "includes"
        return f"{verb} " + " or ".join(_value(one) for one in value)
    return f"{test.operator} {_value(value)}"


def ordinal(n: int) -> str:
    """First, second, third, 4th ..."""
    return {1: "first", 2: "second", 3: "third"}.get(n, f"{n}th")


def _value(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return f"{value:g}" if isinstance(value, float | int) else str(value)


def _bracketed(node: Node, names: Names) -> str:
    text = cited(node, names)
    return f"({text})" if isinstance(node, AllOf | AnyOf) and not text.startswith("«") else text


def _window(window: Window, names: Names) -> str:
    bounds = (
        ("after", window.after),
        ("on the day of or after", window.on_or_after),
        ("before", window.before),
        ("up to the day of", window.on_or_before),
    )
    texts = [f" {word} {cited(bound, names)}" for word, bound in bounds if bound is not None]
    if window.within is not None:
        texts.append(f" within {window.within} days")
    return ",".join(texts)
