"""Whether what is about to be recorded names a study, definition and decision that there are."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime

from console.application.errors import NotFound
from console.application.logs import log_beside
from console.application.studies import shipped, study_named
from projections.cohort.adjudications import (
    Impossible,
    decidable,
    decision_on,
    evaluated,
    labels_of,
)
from projections.engine.outcomes import Censoring
from projections.language import Classes, Episodes
from projections.language.nearest_name import closest
from projections.study import Study
from timeline.errors import TimelineError
from timeline.log import AsOf
from timeline.store import Store
from timeline.vocabulary import Corrected, Event
from timeline.vocabulary.adjudication import Adjudicated
from timeline.vocabulary.enrolment import Registered


class Undecidable(TimelineError):
    """A decision that its definition cannot take, or in an episode that is not there."""


def check_names(event: Event, store: Store, named: str | None) -> None:
    """Refuse a registration or decision for something that is not there.

    Parameters
    ----------
    event
        What is to be recorded; of a correction what it puts in is looked at.
    store
        Where it is to be recorded: patients may be registered for studies of no module.
    named
        The study that the user named, by name or module.

    Raises
    ------
    NotFound
        With the closest name there is.
    Undecidable
        If the definition cannot take the decision, or the patient has no such episode.
    """
    said = store.vocabulary.replacement(event) if isinstance(event, Corrected) else event
    studies = _studies(named)
    if isinstance(said, Adjudicated):
        _check_decision(said, studies)
        _check_episode(said, studies[said.study], store)
    elif isinstance(said, Registered) and said.study not in studies:
        registered = _registered(store)
        if said.study not in registered:
            raise _no_study(said.study, [*studies, *registered])


def _studies(named: str | None) -> dict[str, Study]:
    own = [] if named is None else [study_named(named)]
    return {**shipped(), **{study.name: study for study in own}}


def _registered(store: Store) -> set[str]:
    """Studies for which patients of the store are registered."""
    fields = (stored.fields for stored in store.read())
    return {str(field["study"]) for field in fields if field["kind"] == "registered"}


def _check_decision(said: Adjudicated, studies: dict[str, Study]) -> None:
    study = studies.get(said.study)
    if study is None:
        raise _no_study(said.study, studies)
    if said.episodes and said.episodes not in study.inside:
        close = closest(said.episodes, study.inside)
        raise NotFound(f"the study has no episodes '{said.episodes}'{close}")
    names = decidable(study, said.episodes or "")
    node = names.get(said.definition)
    value = decision_on(node, said.decision)
    if isinstance(value, Impossible):
        labels = labels_of(node) if isinstance(node, Classes) else []
        close = closest(said.definition, names) if node is None else closest(said.decision, labels)
        about = f"'{said.decision}' cannot be decided of '{said.definition}'"
        raised = NotFound if node is None else Undecidable
        raise raised(f"{about}: {value.reason}{close}")


def _check_episode(said: Adjudicated, study: Study, store: Store) -> None:
    """Refuse a decision in an episode that the patient does not have by all that is recorded."""
    found = log_beside(store).part_of(said.patient)
    if not said.episodes or found is None:
        return
    segment, index = found
    as_of = AsOf(datetime.now(UTC).date())
    decided = replace(study, adjudications="applied")
    evaluation = evaluated(decided, segment.only(index), as_of, Censoring.ADMINISTRATIVE)
    episodes = study.definitions[said.episodes]
    assert isinstance(episodes, Episodes), "definitions inside are about episodes"
    there_are = evaluation.inside(episodes).table.number.tolist()
    if said.episode not in there_are:
        named = ", ".join(map(str, there_are)) or "none"
        raise Undecidable(
            f"the patient has no {said.episodes} {said.episode}; there are: {named}; "
            "record first what begins it"
        )


def _no_study(name: str, there_are: Iterable[str]) -> NotFound:
    known = list(there_are)
    close = closest(name, known) or f"; there are: {', '.join(sorted(known))}"
    return NotFound(f"no study '{name}'{close}; name the module of a new one with --study")
