"""From a replay to the graph: membership, episodes and endings are read, nothing is judged."""

from collections.abc import Iterator
from dataclasses import replace
from uuid import UUID

from projections.cohort.episodes import EpisodeRow, episode_rows
from projections.cohort.replay import Part, Replay
from projections.engine.milestone_dates import NEVER, NOWHERE, Mask, MilestoneDates
from projections.engine.outcomes import classified
from projections.engine.status import status_at
from projections.engine.truth import TRUE
from projections.language import Classes, Condition, InvalidDefinition, Node, Reached
from projections.language.sequence import SequenceDefinition
from projections.sequence.graph import SequenceGraph
from projections.sequence.paths import Path, Place, Sort, Step
from projections.study import Study
from timeline.dates import day_from_number


def sequence_graph(replay: Replay) -> SequenceGraph:
    """The treatment-sequence graph of a study's cohort as of the replay's cutoff and lock.

    Raises
    ------
    InvalidDefinition
        If the study declares no sequence.
    """
    graph = graph_of(replay.study)
    return replace(graph, paths=_paths(replay, graph.definition))


def graph_of(study: Study) -> SequenceGraph:
    """The graph of a study with nobody in it.

    Raises
    ------
    InvalidDefinition
        As ``sequence_graph`` does.
    """
    definition = study.sequence
    if definition is None:
        raise InvalidDefinition(f"study '{study.name}' declares no treatment sequence")
    inside = study.inside[definition.episodes]
    label, outcome = _classes(inside[definition.label]), _classes(inside[definition.outcome])
    ending = _classes(study.definitions[definition.ending])
    return SequenceGraph(definition, label.labels, outcome.labels, ending.labels, {})


def _paths(replay: Replay, definition: SequenceDefinition) -> dict[str, Path]:
    names = (definition.label, definition.outcome, *(name for _, name in definition.between))
    treated: dict[str, list[Step]] = {}
    for row in episode_rows(replay, definition.episodes, names):
        treated.setdefault(row.patient, []).append(_treatment(row, definition))
    return {
        patient: (root, *treated.get(patient, (_untreated(definition, care),)), ending)
        for part in replay.parts
        for patient, root, ending, care in _bounds(part, replay.study, definition)
    }


def _untreated(definition: SequenceDefinition, care: str) -> Step:
    """The step of a patient without any episode."""
    return Step(Place(Sort.UNTREATED, definition.untreated), None, (), (care,) if care else ())


def _treatment(row: EpisodeRow, definition: SequenceDefinition) -> Step:
    outcome = row.values[definition.outcome]
    place = Place(
        Sort.TREATMENT,
        str(row.values[definition.label].value),
        row.number,
        str(outcome.value),
    )
    cited = [event for event in (row.begun_by, outcome.event) if event is not None]
    remarks = [text for text, name in definition.between if row.values[name].event is not None]
    return Step(place, row.start, tuple(dict.fromkeys(cited)), tuple(remarks))


def _bounds(
    part: Part, study: Study, definition: SequenceDefinition
) -> Iterator[tuple[str, Step, Step, str]]:
    """The first and the last step of every member of the population, and any care instead."""
    entry = study.populations[definition.population]
    entered, since = entry_of(part, entry)
    endings = _classes(study.definitions[definition.ending])
    ended = classified(part.evaluation, endings)
    care = _classes(study.definitions[definition.care]) if definition.care else None
    given = classified(part.evaluation, care) if care else None
    root, labels = Place(Sort.POPULATION, definition.population), endings.labels
    for member in part.members[entered[part.members]]:
        begun = _cited(part, int(since.row[member]))
        date = None if since.day[member] == NEVER else _iso(int(since.day[member]))
        last, events = _cited(part, int(ended.row[member]))
        ending = Place(Sort.ENDING, labels[ended.case[member]])
        patient = part.segment.patient_id(int(member))
        instead = care.labels[given.case[member]] if care and given else ""
        yield patient, Step(root, date or begun[0], begun[1]), Step(ending, last, events), instead


def entry_of(part: Part, condition: Condition) -> tuple[Mask, MilestoneDates]:
    """Who belongs to the population by the cutoff, and the event (and day, if dated) of entry."""
    evaluation = part.evaluation
    end = MilestoneDates.at_end_of(evaluation.view.as_of.last_day, evaluation.view.patients)
    verdict = status_at(evaluation, condition, end)
    undated = MilestoneDates.none(evaluation.view.patients)
    dated = evaluation.moments(condition.milestone) if isinstance(condition, Reached) else undated
    return verdict.truth == TRUE, MilestoneDates(verdict.row, dated.day, dated.place)


def _cited(part: Part, row: int) -> tuple[str | None, tuple[UUID, ...]]:
    """Date and id of the event at a row; nothing where no event decided."""
    if row == NOWHERE:
        return None, ()
    kind, place = part.segment.locate(row)
    return _iso(int(part.segment.tables[kind].day[place])), (part.segment.event_id(row),)


def _iso(day: int) -> str:
    return day_from_number(day).isoformat()


def _classes(node: Node) -> Classes:
    assert isinstance(node, Classes), "a study is loaded with classes in these places"
    return node
