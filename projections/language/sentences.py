"""Every definition reads itself out: the sentence is rendered from the nodes that are evaluated."""

from collections.abc import Mapping
from functools import singledispatch

from projections.language.conditions import (
    Against,
    AllOf,
    AnyOf,
    Compare,
    Condition,
    Not,
    Ongoing,
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
from projections.language.events import Events, FieldTest, SignsOfLife
from projections.language.milestones import (
    Earliest,
    Elapsed,
    FirstDistinct,
    Judged,
    Last,
    Sought,
    Window,
)
from projections.language.node import Milestone, Node
from projections.language.outcomes import Classes, Endpoint, Source
from projections.language.quantities import Count, DaysBetween, FieldOf, Highest, YearsSince
from projections.language.wording import apart, days, denied, listed, ordinal, places, tested, words

Names = Mapping[int, str]
"""Names of definitions by the identity of their node."""


def sentence(node: Node, names: Names | None = None) -> str:
    """What a definition says, citing the definitions it is composed of by name."""
    return _phrase(node, names or {})


def cited(node: Node, names: Names) -> str:
    """A definition's name if it has one, else what it says."""
    name = names.get(id(node))
    return f"«{words(name)}»" if name else _phrase(node, names)


def stated(condition: Condition, names: Names) -> str:
    """A condition as a clause; one that has a name holds or not."""
    return cited(condition, names) + (" holds" if id(condition) in names else "")


@singledispatch
def _phrase(node: Node, names: Names) -> str:
    raise NotImplementedError(f"no sentence for {type(node).__name__}")


@_phrase.register
def _(node: FieldTest, names: Names) -> str:
    return f"{words(node.field)} {tested(node)}"


@_phrase.register
def _(node: Events, names: Names) -> str:
    kinds = listed([words(kind) for kind in node.kinds] or ["event of any kind"], "or")
    tests = apart([_phrase(test, names) for test in node.where], "and")
    return f"{kinds} whose {tests}" if tests else kinds


@_phrase.register
def _(node: SignsOfLife, names: Names) -> str:
    return "sign of life"


@_phrase.register
def _(node: Signal, names: Names) -> str:
    qualifiers = [_phrase(test, names) for test in node.where]
    if node.start is not None:
        qualifiers.append(f"since {cited(node.start, names)}")
    qualifier = f" ({', '.join(qualifiers)})" if qualifiers else ""
    kind, field = words(node.kind), words(node.field)
    return (kind if kind.endswith(f" {field}") else f"{kind} {field}") + qualifier


@_phrase.register
def _(node: Compare, names: Names) -> str:
    return f"{cited(node.signal, names)} {tested(node.test)}"


@_phrase.register
def _(node: Against, names: Names) -> str:
    return f"{cited(node.signal, names)} is {_beyond(node)}"


@_phrase.register
def _(node: Somewhere, names: Names) -> str:
    at = places("some", node.per, node.cleared_by)
    return f"{cited(node.signal, names)} {tested(node.test)} {at}"


@_phrase.register
def _(node: AllOf | AnyOf, names: Names) -> str:
    junction = " and " if isinstance(node, AllOf) else " or "
    return junction.join(_grouped(part, names) for part in node.parts)


@_phrase.register
def _(node: Not, names: Names) -> str:
    if id(node.part) in names:
        return f"{cited(node.part, names)} does not hold"
    match node.part:
        case Reached(milestone) if not _is_judgement(milestone, names):
            return f"{_set_off(milestone, names)} is not reached"
        case Compare(signal, test):
            return f"{cited(signal, names)} {denied(test)}"
        case Somewhere(signal, per, test, cleared_by):
            return f"{cited(signal, names)} {tested(test)} {places('no', per, cleared_by)}"
        case Against(signal) as against:
            return f"{cited(signal, names)} is not {_beyond(against)}"
    return f"not ({_phrase(node.part, names)})"


@_phrase.register
def _(node: Ongoing, names: Names) -> str:
    begins, ends = (_grouped(part, names) for part in (node.begins, node.ends))
    return f"(from when {begins}, until {ends})"


@_phrase.register
def _(node: Reached, names: Names) -> str:
    match node.milestone:
        case Judged(condition, at) if _is_judgement(node.milestone, names):
            return f"{_grouped(condition, names)} at {_set_off(at, names)}"
    return f"{_set_off(node.milestone, names)} is reached"


@_phrase.register
def _(node: Sought, names: Names) -> str:
    which = "last" if isinstance(node, Last) else ordinal(node.n)
    window = _window(node.window, names)
    if isinstance(node.of, Condition):
        return f"the {which} time that {stated(node.of, names)}{window}"
    return f"the {which} {cited(node.of, names)}{window}"


@_phrase.register
def _(node: FirstDistinct, names: Names) -> str:
    told = f"{node.n} distinct values of {listed([words(field) for field in node.fields], 'and')}"
    if node.classes:
        told += f" of class {listed(node.classes, 'or')}"
    window = _window(node.window, names)
    return f"the first {cited(node.of, names)} with which there are {told}{window}"


@_phrase.register
def _(node: Earliest, names: Names) -> str:
    return "the earliest of " + listed([_set_off(part, names) for part in node.of])


@_phrase.register
def _(node: Elapsed, names: Names) -> str:
    whoever = ", observed until then or not" if node.unobserved else ""
    return f"day {node.days} after {_set_off(node.since, names)}{whoever}"


@_phrase.register
def _(node: Judged, names: Names) -> str:
    return f"{_set_off(node.at, names)}, if by then {stated(node.condition, names)}"


@_phrase.register
def _(node: Episodes, names: Names) -> str:
    starts = apart([_phrase(events, names) for events in node.starts], "or")
    joined = f", joined within {days(node.joined_within)}" if node.joined_within else ""
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
    return f"{stated(node.condition, names)} (as it stood at its beginning until assessed again)"


@_phrase.register
def _(node: InEpisode, names: Names) -> str:
    which = f"the {ordinal(node.number)}" if node.number else "any"
    return f"{_set_off(node.milestone, names)} in {which} of {cited(node.episodes, names)}"


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
    events, rivals = (
        [_set_off(source.milestone, names) for source in sources]
        for sources in (node.events, node.competing)
    )
    against = f", competing with {listed(rivals, 'or')}" if rivals else ""
    start = _set_off(node.origin, names)
    if node.entry is not None:
        start += f", observed from {_set_off(node.entry, names)} on,"
    return f"time from {start} to {listed(events, 'or')}{against}{_censoring(node.censors, names)}"


@_phrase.register
def _(node: Classes, names: Names) -> str:
    cases = "; else ".join(f"{case.label} if {stated(case.when, names)}" for case in node.cases)
    return f"{cases}; else {node.otherwise}"


def _censoring(sources: tuple[Source, ...], names: Names) -> str:
    """What ends follow-up before an event, and how far it reaches without one."""
    cited_as = [(source.follows, _set_off(source.milestone, names)) for source in sources]
    endings = [text for follows, text in cited_as if follows == "ends"]
    reaching = [
        f"{text} (last known alive)" if follows == "alive" else text
        for follows, text in cited_as
        if follows != "ends"
    ]
    unless = f", unless ended before by {listed(endings, 'or')}" if endings else ""
    latest = "the latest of " if len(reaching) > 1 else ""
    return f"{unless}; else censored at {latest}{listed(reaching or ['the last sign of life'])}"


def _is_judgement(milestone: Milestone, names: Names) -> bool:  # without a name of its own
    return isinstance(milestone, Judged) and id(milestone) not in names


def _beyond(against: Against) -> str:
    which = "above" if against.operator == ">" else "below"
    return f"{which} its {words(against.field)} limit"


def _grouped(part: Condition, names: Names) -> str:
    text = stated(part, names)
    return f"({text})" if isinstance(part, AllOf | AnyOf) and id(part) not in names else text


def _set_off(node: Node, names: Names) -> str:
    """Cited so that its own commas are not read as those of the sentence around it."""
    text = cited(node, names)
    return f"({text})" if "," in text and id(node) not in names else text


def _window(window: Window, names: Names) -> str:
    bounds = (
        ("after", window.after),
        ("on or after the day of", window.on_or_after),
        ("before", window.before),
        ("on or before the day of", window.on_or_before),
    )
    texts = [f"{word} {_set_off(one, names)}" for word, one in bounds if one is not None]
    if window.within is not None:
        texts.insert(1, f"within {days(window.within)}")
    return f", {listed(texts)}" if texts else ""
