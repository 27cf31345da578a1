"""A comparison as plain values: every change, every cause, every event that is one."""

from typing import Any

from console.application.session import Session
from console.comparison.estimates import counted, endpoint_movements, planned_movements
from projections.comparison import Cause, Change, Comparison, Edit, edits, only_in
from projections.study.fingerprint import fingerprint


def as_json(comparison: Comparison, before: Session, after: Session) -> dict[str, Any]:
    """All that a comparison found, with events under their ids."""
    analyses = planned_movements(comparison) if comparison.names is None else []
    return {
        "a": {"as_of": before.as_of.as_json(), "stamp": before.stamp().as_json()},
        "b": {"as_of": after.as_of.as_json(), "stamp": after.stamp().as_json()},
        "definitions": _definitions(comparison),
        "entered": comparison.entered,
        "left": comparison.left,
        "endpoints": {moved.name: moved.as_json() for moved in endpoint_movements(comparison)},
        "analyses": {moved.name: moved.as_json() for moved in analyses},
        "changes": [_change(comparison, *each) for each in comparison.causes.items()],
        "events": _events(comparison),
    }


def _definitions(comparison: Comparison) -> dict[str, Any] | None:
    before, after = comparison.before.study, comparison.after.study
    if not comparison.redefined:
        return None
    return {
        "edited": {edit.name: _edit(edit, comparison) for edit in edits(before, after)},
        "only_in_a": only_in(before, after),
        "only_in_b": only_in(after, before),
    }


def _edit(edit: Edit, comparison: Comparison) -> dict[str, Any]:
    sentences = edit.sentences(comparison.before.study, comparison.after.study)
    versions = fingerprint(edit.before), fingerprint(edit.after)
    return {
        side: {"version": version, "sentence": sentence}
        for side, version, sentence in zip(("before", "after"), versions, sentences, strict=True)
    }


def _change(comparison: Comparison, change: Change, cause: Cause) -> dict[str, Any]:
    return {
        "patient": change.patient,
        "value": change.name,
        "before": change.before.as_json(),
        "after": change.after.as_json(),
        "because_of": counted(comparison.reason(change), 1),
        "undone_without": [[str(item) for item in each] for each in cause.sets],
        "smallest": cause.smallest,
        "cutoff_moved_back": cause.cutoff,
        "missing_in_b": cause.missing,
    }


def _events(comparison: Comparison) -> dict[str, Any]:
    """The events that causes name, and what the amendments among them amend."""
    named = {
        (change.patient, item)
        for change, cause in comparison.causes.items()
        for each in cause.sets
        for item in each
    }
    found = {}
    for patient, events in comparison.events.items():
        for identity, event in events.items():
            if (patient, identity) in named:
                for item in (event, events.get(getattr(event, "target", identity), event)):
                    found[str(item.id)] = item.model_dump(mode="json", exclude_none=True)
    return found
