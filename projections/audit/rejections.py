"""Events that came into question for a milestone and were not taken, each with the reason."""

from collections.abc import Iterator
from uuid import UUID

import numpy as np

from projections.audit.derivation import Rejected
from projections.audit.values import TRUTHS
from projections.engine import NEVER, Evaluation, MilestoneDates
from projections.engine.episode_table import EpisodeView
from projections.engine.occurrences import Occurrences, occurrences, passing
from projections.engine.windows import bounds
from projections.language import Condition, Events, Last
from projections.language.milestones import Occurrence, Window
from projections.language.sentences import Names, cited
from projections.language.wording import days, ordinal, plain, words
from timeline.amendments import ALWAYS
from timeline.dates import day_from_number
from timeline.log import EventTable


def rejections(
    evaluation: Evaluation, sought: Occurrence, taken: MilestoneDates, unit: int, names: Names
) -> Iterator[Rejected]:
    """Candidates of one unit (a patient, or an episode) that were not taken, by row."""
    segment = evaluation.view.segment
    found = sorted(_reasons(evaluation, sought, unit, names).items())
    for row, reason in found:
        if row != taken.row[unit]:
            yield Rejected(segment.event_id(row), reason or _out_of_turn(sought, taken, unit))
    if isinstance(sought.of, Events) and not isinstance(evaluation.view, EpisodeView):
        yield from _superseded(evaluation, sought.of)


def _reasons(evaluation: Evaluation, sought: Occurrence, unit: int, names: Names) -> dict[int, str]:
    """Why each candidate row does not qualify; empty where it does."""
    if isinstance(sought.of, Condition):
        truths = evaluation.truths(sought.of)
        reasons = [
            "" if truth == 1 else f"the condition is {TRUTHS[int(truth)]} here"
            for truth in truths.truth
        ]
        return with_bounds(evaluation, sought.window, truths.at, reasons, unit, names)
    merged: dict[int, str] = {}
    for kind in sought.of.kinds or evaluation.view.kinds:
        at = occurrences(evaluation.view.visible(kind), ())
        reasons = failed_tests(evaluation, kind, sought.of)
        merged |= with_bounds(evaluation, sought.window, at, reasons, unit, names)
    return merged


def failed_tests(evaluation: Evaluation, kind: str, events: Events) -> list[str]:
    """Which test each visible event of a kind fails, in words; empty where it passes all."""
    visible = evaluation.view.visible(kind)
    if visible is None:
        return []
    reasons = [""] * len(visible.row)
    for test in events.where:
        column = visible.column(test.field)
        passes = passing(column, test, len(reasons))
        for place in np.flatnonzero(~passes):
            value = None if column is None else column.shown(int(place))
            truth = isinstance(test.value, bool) and value is not None
            shown = "not stated" if value is None else plain(bool(value) if truth else value)
            reasons[place] = reasons[place] or f"{words(test.field)} is {shown}"
    return reasons


def with_bounds(
    evaluation: Evaluation,
    window: Window,
    at: Occurrences,
    reasons: list[str],
    unit: int,
    names: Names,
) -> dict[int, str]:
    """Reasons by row, for one unit; a row without one is given that of the bound it breaks."""
    for bound in bounds(evaluation, window, at):
        day = int(evaluation.moments(bound.milestone).day[unit])
        when = "not reached" if day == NEVER else day_from_number(day).isoformat()
        limit = f" {days(window.within)} of" if window.within and bound.name == "within" else ""
        for place in np.flatnonzero(~bound.kept):
            text = f"not {bound.name}{limit} {cited(bound.milestone, names)} ({when})"
            reasons[place] = reasons[place] or text
    mine = np.flatnonzero(at.patient == unit)
    return {int(at.row[place]): reasons[place] for place in mine}


def _out_of_turn(sought: Occurrence, taken: MilestoneDates, unit: int) -> str:
    if taken.row[unit] < 0:
        return f"there is no {ordinal(sought.n)}"
    return "not the last" if isinstance(sought, Last) else f"not the {ordinal(sought.n)}"


def _superseded(evaluation: Evaluation, events: Events) -> Iterator[Rejected]:
    """Candidate events that do not stand at the lock: amended, or outvoted by others of their day.

    One that an amendment of the amendment has put back stands, and is no such event.
    """
    view = evaluation.view
    lock = ALWAYS - 1 if view.as_of.known_until is None else view.as_of.known_until
    for kind in events.kinds or view.kinds:
        visible = view.visible(kind)
        if visible is None:
            continue
        table = visible.table
        standing = {bytes(identity) for identity in table.id[visible.index]}
        happened = (table.superseded <= lock) & (table.day <= view.as_of.last_day)
        ended = {bytes(table.id[place]): place for place in np.flatnonzero(happened)}
        for identity, place in ended.items():
            if identity not in standing:
                yield Rejected(UUID(bytes=identity), _ended(table, int(place)))


def _ended(table: EventTable, place: int) -> str:
    """Why a version does not stand; one that was outvoted never held."""
    if table.recorded[place] == table.superseded[place]:
        return "outvoted: of assessments of one day that disagree the worst holds"
    instant = np.datetime64(int(table.superseded[place]), "us")
    return f"superseded on {np.datetime_as_string(instant, unit='s')}Z by an amendment"
