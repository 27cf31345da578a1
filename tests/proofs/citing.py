"""The events that derivations cite, and a record that holds no others."""

from projections.audit import Audit
from projections.replay import Censoring
from tests.projections.logs import laid_out
from timeline.vocabulary import Amendment


def audit_of(study, events, as_of):
    """The derivations of the one patient of whom events tell; none if there is no event.

    Censoring is strict: that any later event shows a patient alive is no evidence of its content.
    """
    log = laid_out(events)
    found = log.part_of(events[0].patient) if events else None
    if found is None:
        return None
    segment, index = found
    return Audit(study, segment.only(index), as_of, Censoring.STRICT)


def cited(derivation):
    """Ids of the events that decided a value or any part of it, or were considered for one."""
    return set(derivation.events())


def only(events, ids):
    """The events of these ids, and the amendments that join them, so that they stand as before."""
    by_id = {event.id: event for event in events}
    amendments = [event for event in events if isinstance(event, Amendment)]
    kept = set(ids) & by_id.keys()
    while True:
        amended = {one.target for one in amendments if one.id in kept}
        amending = {one.id for one in amendments if one.target in kept}
        more = ((amended | amending) & by_id.keys()) - kept
        if not more:
            return [event for event in events if event.id in kept]
        kept |= more
