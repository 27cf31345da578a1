"""The events that derivations cite, and a record that holds no others."""

from projections.audit import Audit
from projections.cohort.replay import Censoring
from tests.projections.logs import laid_out
from tests.proofs.stores import days_of
from timeline.vocabulary import Amendment, Corrected


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


def evidence(derivation):
    """Ids of the events that decided a value or any part of it, and that still stand.

    Those considered and rejected count, but not what an amendment had ended before.
    """
    return {
        *derivation.decided_by,
        *(item.event for item in derivation.rejected if not item.reason.startswith("superseded")),
        *(event for part in derivation.parts for event in evidence(part)),
    }


def only(events, ids, as_of):
    """The events of these ids, each on the day on which the whole record places it.

    Of a correction also what it corrects, without which it is none. What bounds a partial date is
    named by the finding on that date, not by the derivations that rest on it.
    """
    by_id = {event.id: event for event in events}
    kept, waiting = set(), set(ids) & by_id.keys()
    while waiting:
        kept |= waiting
        amended = {by_id[item].target for item in waiting if isinstance(by_id[item], Amendment)}
        waiting = (amended & by_id.keys()) - kept
    days = days_of(events, as_of)
    return [on_day(event, days.get(event.id)) for event in events if event.id in kept]


def on_day(event, day):
    """An event whose fact is dated to a day, if there is one."""
    if day is None:
        return event
    if isinstance(event, Corrected):
        replacement = {**event.replacement, "occurred": day.isoformat()}
        return event.model_copy(update={"replacement": replacement})
    return event.model_copy(update={"occurred": day.isoformat()})


def joined(events, event):
    """An event with all that amends it or that it amends, however far."""
    found, more = set(), {event.id}
    while more:
        found |= more
        amendments = [event for event in events if isinstance(event, Amendment)]
        pairs = [(amendment.id, amendment.target) for amendment in amendments]
        reached = {target for one, target in pairs if one in more}
        reached |= {one for one, target in pairs if target in more}
        more = reached - found
    return [event for event in events if event.id in found]
