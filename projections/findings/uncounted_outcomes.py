"""Outcomes that are on record and that no definition counts, for they lie outside its window.

Looked at are the milestones that end the time of an endpoint or move patients between states,
where events decide them whose kind states an outcome. What is a measurement before it is an
outcome, such as a marrow, lies outside such windows in every patient and is no finding.
"""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from projections.cohort.replay import Part, Replay
from projections.engine import NEVER, Evaluation
from projections.engine.occurrences import Occurrences
from projections.engine.runs import firsts
from projections.engine.windows import Bound, bounds
from projections.language import Earliest, Endpoint, Events, Milestone
from projections.language.milestones import Occurrence
from projections.language.sentences import Names, cited
from projections.language.states import InEach
from projections.language.wording import days, words
from projections.study import Study
from timeline.dates import day_from_number
from timeline.quality import Declaration, Finding, Severity
from timeline.vocabulary import Vocabulary

OUTSIDE = "outside_window"

OUTSIDE_WINDOW = Declaration(
    OUTSIDE,
    Severity.WARNING,
    "An outcome is on record that no definition counts, for it lies outside the window.",
    "Correct its date if it is wrong; else know that the study does not count it.",
)


class Counted(NamedTuple):
    """What counts an outcome of patients who have an origin: a milestone, and a search in it.

    ``label`` is what the milestone is called: its name, or the place in which it stands.
    """

    label: str
    origin: Milestone
    milestone: Milestone
    sought: Occurrence


def uncounted(replay: Replay) -> list[Finding]:
    """One finding a patient and milestone that is not reached although an outcome is on record."""
    names = replay.study.names
    counting = _counting(replay.study, names)
    searches = {(id(item.milestone), id(item.sought)): item for item in counting}
    found = {
        finding
        for item in searches.values()
        for part in replay.parts
        for finding in _uncounted_in(part, item, names)
    }
    return sorted(found)


def _counting(study: Study, names: Names) -> Iterator[Counted]:
    """Every search for a stated outcome that ends a time or moves patients."""
    for place, origin, milestone in _ending(study):
        label = cited(milestone, names) if id(milestone) in names else place
        for sought in _searches(milestone):
            if _states_outcome(study.vocabulary, sought):
                yield Counted(label, origin, milestone, sought)


def _ending(study: Study) -> Iterator[tuple[str, Milestone, Milestone]]:
    """Milestones that end a time or move patients: where each stands, since when, and itself."""
    for name, node in study.definitions.items():
        if isinstance(node, Endpoint):
            for source in (*node.events, *node.competing):
                place = f"'{source.name}' of «{words(name)}»"
                yield place, node.origin, source.milestone
    if study.states is not None:
        for move in study.states.moves:
            if not isinstance(move.by, InEach):
                yield f"the move to '{move.to.name}'", study.states.origin, move.by


def _searches(milestone: Milestone) -> Iterator[Occurrence]:
    """The searches of which a milestone is made up."""
    if isinstance(milestone, Earliest):
        for item in milestone.of:
            yield from _searches(item)
    elif isinstance(milestone, Occurrence):
        yield milestone


def _states_outcome(vocabulary: Vocabulary, sought: Occurrence) -> bool:
    kinds = sought.of.kinds if isinstance(sought.of, Events) and sought.n == 1 else ()
    return any(vocabulary.kinds[kind].states_outcome for kind in kinds)


def _uncounted_in(part: Part, counted: Counted, names: Names) -> Iterator[Finding]:
    """What one part of the log holds outside the window of a search."""
    evaluation, sought = part.evaluation, counted.sought
    assert isinstance(sought.of, Events)
    at = evaluation.occurrences(sought.of)
    entered = evaluation.moments(counted.origin).reached
    missed = entered & ~evaluation.moments(counted.milestone).reached
    missed &= np.isin(np.arange(len(missed)), part.members)
    first = firsts(at.patient)
    for place in first[missed[at.patient[first]]].tolist():
        if broken := _broken(evaluation, sought, at, place, names):
            row, day = int(at.row[place]), day_from_number(int(at.day[place])).isoformat()
            what = f"{words(part.segment.locate(row)[0])} of {day}"
            statement = f"{what} is on record, but {counted.label} does not count it: {broken}"
            patient = part.segment.patient_id(int(at.patient[place]))
            yield OUTSIDE_WINDOW.finding(patient, statement, (part.segment.event_id(row),))


def _broken(
    evaluation: Evaluation, sought: Occurrence, at: Occurrences, place: int, names: Names
) -> str:
    """The first bound of a window that an event does not keep to; empty if it keeps to all."""
    for bound in bounds(evaluation, sought.window, at):
        if not bound.kept[place]:
            day = int(evaluation.moments(bound.milestone).day[at.patient[place]])
            return _in_words(bound, sought, day, names)
    return ""


def _in_words(bound: Bound, sought: Occurrence, day: int, names: Names) -> str:
    when = "not reached" if day == NEVER else day_from_number(day).isoformat()
    limit = f" {days(sought.window.within or 0)} of" if bound.name == "within" else ""
    return f"not {bound.name}{limit} {cited(bound.milestone, names)} ({when})"
