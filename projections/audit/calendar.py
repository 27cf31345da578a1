"""What may change a value: events of the kinds that it speaks of, and deadlines falling due."""

from projections.language import Endpoint, Events, Signal
from projections.language.episodes import InEpisode, OfPatient
from projections.language.milestones import Earliest, Elapsed, Judged, Last, Window
from projections.language.node import nodes_within
from projections.language.states import States


def deadlines(*definitions: object) -> frozenset[int]:
    """Days after an event at which a deadline of these definitions may fall due."""
    found = [_days_after_event(node) for node in nodes_within(definitions)]
    return frozenset().union(*found)


def kinds_of(*definitions: object) -> frozenset[str] | None:
    """Kinds of event of which these definitions speak; None if they speak of any."""
    found: set[str] = set()
    for node in nodes_within(definitions):
        match node:
            case Events(kinds=()):
                return None  # signs of life, too, may be of any kind
            case Events(kinds):
                found.update(kinds)
            case Signal(kind):
                found.add(kind)
    return frozenset(found)


def rests_on_observation(*definitions: object) -> bool:
    """Whether until when a patient was observed may change them: deadlines and endpoints do."""
    nodes = nodes_within(definitions)
    return any(isinstance(node, Elapsed | Endpoint | States) for node in nodes)


def _days_after_event(node: object) -> frozenset[int]:
    """By how many days a moment may lie after the event that it counts from."""
    match node:
        case Elapsed(since, days):
            return frozenset(days + before for before in _days_after_event(since))
        case Earliest(parts):
            return frozenset().union(*map(_days_after_event, parts))
        case Last(window=Window(within=int(within))):
            return frozenset({0, within})  # a patient is followed until the window closes
        case Judged(at=inner) | InEpisode(milestone=inner) | OfPatient(inner):
            # Inside an episode what came before it counts from its beginning, an event.
            return _days_after_event(inner) | {0}
    return frozenset({0})
