"""Whether what is about to be recorded names a study, definition and decision that there are."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime

from console.application.errors import NotFound
from console.application.studies import shipped, study_named
from console.cli.notices import log_beside
from projections.cohort.adjudications import (
    Impossible,
    decidable,
    decision_on,
    evaluated,
    labels_of,
)
from projections.engine import Evaluation
from projections.engine.outcomes import Censoring
from projections.language import Classes, Episodes
from projections.language.nearest_name import closest
from projections.study import Study
from timeline.dates import day_from_number
from timeline.errors import TimelineError
from timeline.log import AsOf
from timeline.store import Store
from timeline.vocabulary import Corrected, Event
from timeline.vocabulary.adjudication import Adjudicated
from timeline.vocabulary.enrolment import Registered


class Undecidable(TimelineError):
    """A decision that its definition cannot take, or in an episode that is not there."""


def check_names(event: Event, store: Store, named: str | None) -> list[str]:
    """Refuse a registration or decision for something that is not there, and warn of the rest.

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
        If the definition cannot take the decision, the patient is not enrolled, or has no such
        episode.
    """
    fact = store.vocabulary.replacement(event) if isinstance(event, Corrected) else event
    studies = _studies(named)
    if isinstance(fact, Adjudicated):
        _check_decision(fact, studies)
        return _check_patient(fact, studies[fact.study], store)
    if isinstance(fact, Registered) and fact.study not in studies:
        registered = _registered(store)
        if fact.study not in registered:
            raise _no_study(fact.study, [*studies, *registered])
    return []


def _studies(named: str | None) -> dict[str, Study]:
    own = [] if named is None else [study_named(named)]
    return {**shipped(), **{study.name: study for study in own}}


def _registered(store: Store) -> set[str]:
    """Studies for which patients of the store are registered."""
    fields = (stored.fields for stored in store.read())
    return {str(field["study"]) for field in fields if field["kind"] == "registered"}


def _check_decision(decision: Adjudicated, studies: dict[str, Study]) -> None:
    study = studies.get(decision.study)
    if study is None:
        raise _no_study(decision.study, studies)
    if decision.episodes and decision.episodes not in study.inside:
        close = closest(decision.episodes, study.inside)
        raise NotFound(f"the study has no episodes '{decision.episodes}'{close}")
    names = decidable(study, decision.episodes or "")
    node = names.get(decision.definition)
    value = decision_on(node, decision.decision)
    if isinstance(value, Impossible):
        labels = labels_of(node) if isinstance(node, Classes) else []
        close = (
            closest(decision.definition, names)
            if node is None
            else closest(decision.decision, labels)
        )
        about = f"'{decision.decision}' cannot be decided of '{decision.definition}'"
        raised = NotFound if node is None else Undecidable
        raise raised(f"{about}: {value.reason}{close}")


def _check_patient(decision: Adjudicated, study: Study, store: Store) -> list[str]:
    """Refuse a decision on a patient who, by all records, is not enrolled or lacks the episode."""
    found = log_beside(store).part_of(decision.patient)
    if found is None:
        return []
    segment, index = found
    as_of = AsOf(datetime.now(UTC).date())
    applied = replace(study, adjudications="applied")
    evaluation = evaluated(applied, segment.only(index), as_of, Censoring.ADMINISTRATIVE)
    enrolled = evaluation.moments(study.enrolment)
    if not enrolled.reached.all():
        raise Undecidable(
            f"the patient is not enrolled in study '{study.name}', where the decision would have "
            "no effect; record the enrolment first"
        )
    if decision.episodes:
        _check_episode(decision, evaluation, study)
    day = day_from_number(int(enrolled.day[0])).isoformat()
    if decision.occurred < day:
        return [f"the decision is dated before the patient's enrolment on {day}"]
    return []


def _check_episode(decision: Adjudicated, evaluation: Evaluation, study: Study) -> None:
    episodes = study.definitions[str(decision.episodes)]
    assert isinstance(episodes, Episodes), "definitions inside are about episodes"
    there_are = evaluation.inside(episodes).table.number.tolist()
    if decision.episode not in there_are:
        named = ", ".join(map(str, there_are)) or "none"
        raise Undecidable(
            f"the patient has no {decision.episodes} {decision.episode}; there are: {named}; "
            "record first what begins it"
        )


def _no_study(name: str, there_are: Iterable[str]) -> NotFound:
    known = list(there_are)
    close = closest(name, known) or f"; there are: {', '.join(sorted(known))}"
    return NotFound(f"no study '{name}'{close}; name the module of a new one with --study")
