"""Every definition reads itself out: the sentence is rendered from the nodes that are evaluated."""

from collections.abc import Mapping

from projections.language import clauses
from projections.language.conditions import Condition
from projections.language.episodes import (
    EpisodeEnd,
    Episodes,
    EpisodeStart,
    InEpisode,
    OfPatient,
)
from projections.language.events import Events
from projections.language.milestones import (
    Earliest,
    Elapsed,
    FirstDistinct,
    Judged,
    Last,
    Occurrence,
    Window,
)
from projections.language.names import Names, phrases_of
from projections.language.node import Node
from projections.language.outcomes import Classes, Endpoint, Source
from projections.language.phrases import cited, phrase, set_off, stated
from projections.language.quantities import Count, DaysBetween, FieldOf, Highest, YearsSince
from projections.language.wording import apart, days, listed, ordinal, words

ORDINALS = tuple(f"{ordinal(number)} " for number in range(1, 100))
"""How a noun phrase begins that counts the events of its patient itself."""
REGISTERED = (clauses,)
"""Modules that say how nodes are put into words."""


def sentence(node: Node, names: Mapping[int, str] | None = None) -> str:
    """What a definition says, citing the definitions it is composed of by name."""
    return phrase(node, Names() if names is None else names)


@phrase.register
def _(node: Occurrence, names: Mapping[int, str]) -> str:
    which = "last" if isinstance(node, Last) else ordinal(node.n)
    window = _window(node.window, names)
    if isinstance(node.of, Condition):
        return f"the {which} time that {stated(node.of, names)}{window}"
    counted = cited(node.of, names)
    if which == "first" and counted.startswith(ORDINALS):
        return f"the {counted}{window}"
    return f"the {which} {counted}{window}"


@phrase.register
def _(node: FirstDistinct, names: Mapping[int, str]) -> str:
    counted = (
        f"{node.n} distinct values of {listed([words(field) for field in node.fields], 'and')}"
    )
    if node.classes:
        counted += f" of class {listed(node.classes, 'or')}"
    window = _window(node.window, names)
    return f"the first {cited(node.of, names)} with which there are {counted}{window}"


@phrase.register
def _(node: Earliest, names: Mapping[int, str]) -> str:
    return "the earliest of " + listed([set_off(part, names) for part in node.of])


@phrase.register
def _(node: Elapsed, names: Mapping[int, str]) -> str:
    observed = ", observed until then or not" if node.unobserved else ""
    return f"day {node.days} after {set_off(node.since, names)}{observed}"


@phrase.register
def _(node: Judged, names: Mapping[int, str]) -> str:
    return f"{set_off(node.at, names)}, if by then {stated(node.condition, names)}"


@phrase.register
def _(node: Episodes, names: Mapping[int, str]) -> str:
    starts = apart([phrase(events, names) for events in node.starts], "or")
    joined = f", joined within {days(node.joined_within)}" if node.joined_within else ""
    return f"each {starts}{_window(node.window, names)}{joined}"


@phrase.register
def _(node: EpisodeStart, names: Mapping[int, str]) -> str:
    return "its beginning"


@phrase.register
def _(node: EpisodeEnd, names: Mapping[int, str]) -> str:
    return "the beginning of the next"


@phrase.register
def _(node: OfPatient, names: Mapping[int, str]) -> str:
    return cited(node.milestone, names)


@phrase.register
def _(node: InEpisode, names: Mapping[int, str]) -> str:
    which = f"the {ordinal(node.number)}" if node.number else "any"
    return f"{set_off(node.milestone, names)} in {which} of {cited(node.episodes, names)}"


@phrase.register
def _(node: FieldOf, names: Mapping[int, str]) -> str:
    return f"the {_field(node, names)} of {cited(node.milestone, names)}"


@phrase.register
def _(node: Highest, names: Mapping[int, str]) -> str:
    return f"the highest {cited(node.signal, names)}{_window(node.window, names)}"


@phrase.register
def _(node: Count, names: Mapping[int, str]) -> str:
    return f"the number of {_counted(node, names)}{_window(node.window, names)}"


@phrase.register
def _(node: YearsSince, names: Mapping[int, str]) -> str:
    return f"years from {cited(node.date, names)} to {cited(node.at, names)}"


@phrase.register
def _(node: DaysBetween, names: Mapping[int, str]) -> str:
    return f"days from {cited(node.start, names)} to {cited(node.end, names)}"


@phrase.register
def _(node: Endpoint, names: Mapping[int, str]) -> str:
    events, rivals = (
        [set_off(source.milestone, names) for source in sources]
        for sources in (node.events, node.competing)
    )
    against = f", competing with {listed(rivals, 'or')}" if rivals else ""
    start = set_off(node.origin, names)
    if node.entry is not None:
        start += f", observed from {set_off(node.entry, names)} on,"
    return f"time from {start} to {listed(events, 'or')}{against}{_censoring(node.censors, names)}"


@phrase.register
def _(node: Classes, names: Mapping[int, str]) -> str:
    cases = "; else ".join(f"{case.label} if {stated(case.when, names)}" for case in node.cases)
    return f"{cases}; else {node.otherwise}"


def _field(node: FieldOf, names: Mapping[int, str]) -> str:
    """What a field is called by the kind of event of which it is; else its name in words."""
    match node.milestone:
        case Occurrence(of=Events(kinds=(kind,))) if kind in phrases_of(names):
            template = phrases_of(names)[kind].fields.get(node.field)
            if isinstance(template, str) and template.endswith(" {}"):
                return template.removesuffix(" {}")
    return words(node.field)


def _counted(node: Count, names: Mapping[int, str]) -> str:
    """What is counted: episodes that have a name, or events."""
    if id(node.of) in names:
        return cited(node.of, names)
    return f"events, each a {phrase(node.of, names)}"


def _censoring(sources: tuple[Source, ...], names: Mapping[int, str]) -> str:
    """What ends follow-up before an event, and how far it reaches without one."""
    cited_as = [(source.follows, set_off(source.milestone, names)) for source in sources]
    endings = [text for follows, text in cited_as if follows == "ends"]
    reaching = [
        f"{text} (last known alive)" if follows == "alive" else text
        for follows, text in cited_as
        if follows != "ends"
    ]
    unless = f", unless ended before by {listed(endings, 'or')}" if endings else ""
    latest = "the latest of " if len(reaching) > 1 else ""
    return f"{unless}; else censored at {latest}{listed(reaching or ['the last sign of life'])}"


def _window(window: Window, names: Mapping[int, str]) -> str:
    bounds = (
        ("after", window.after),
        ("on or after the day of", window.on_or_after),
        ("before", window.before),
        ("on or before the day of", window.on_or_before),
    )
    texts = [f"{word} {set_off(bound, names)}" for word, bound in bounds if bound is not None]
    if window.within is not None:
        texts.insert(1, f"within {days(window.within)}")
    return f", {listed(texts)}" if texts else ""


__all__ = ["Names", "cited", "sentence", "stated"]
