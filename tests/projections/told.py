"""All that a replay says, as plain values that can be compared."""

from projections.language import Condition, Milestone


def told(replay, *, endpoints=True):
    """Every value of every definition, by name and patient, with date and deciding event."""
    said = {"patients": replay.patients.tolist(), "classes": replay.classes("classes")}
    for name, node in replay.study.definitions.items():
        match node:
            case Milestone():
                said[name] = moments_of(replay, name)
            case Condition():
                said[name] = replay.members(name).tolist()
    if endpoints:
        said["endpoint"] = follow_up_of(replay), replay.endpoint("endpoint").outside
    return said


def moments_of(replay, name):
    """Date and deciding event of a milestone, by patient; of those who reached it."""
    table = replay.milestone(name)
    rows = zip(table.patient, table.dates(), table.evidence, strict=True)
    return {patient: (date, event) for patient, date, event in rows if date is not None}


def follow_up_of(replay):
    """Cause, reason and days of follow-up, by patient."""
    table = replay.endpoint("endpoint")
    rows = zip(table.patient, table.cause, table.reason, table.time, strict=True)
    return {patient: (cause, reason, days) for patient, cause, reason, days in rows}
