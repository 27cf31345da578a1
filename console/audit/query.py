"""Reads what an audit is of, strictly, with a hint where it is misspelt."""

from collections.abc import Collection
from datetime import date
from difflib import get_close_matches
from typing import TYPE_CHECKING

from console.application.errors import NotFound
from console.application.session import Session
from console.application.shipped import shared, undeclared
from projections.audit import Audit, AuditQuery, Derivation, labels_of
from projections.audit.state import STATE
from projections.study import Study
from timeline.dates import day_number

if TYPE_CHECKING:
    from analyses.statistics import StatisticName


def parse_query(opened: Session, value: str) -> AuditQuery:
    """A definition, one inside an episode (``line/2/response``), or ``state`` and ``state@DATE``.

    Raises
    ------
    NotFound
        If there is none of that name, with the closest name or all of them.
    """
    study = opened.study
    name, _, on = value.partition("@")
    if name == STATE and STATE not in study.definitions:
        return _state(opened, on)
    episodes, _, rest = value.partition("/")
    if not rest:
        return AuditQuery(known(value, study.definitions, f"study '{study.name}'", "definition"))
    number, _, name = rest.partition("/")
    inside = known(episodes, study.inside, f"inside episodes, study '{study.name}'", "definition")
    named = known(name, study.inside[inside], f"'{inside}'", "definition")
    return AuditQuery(named, inside, int(number) if number.isdecimal() else 0)


def derivation_of(audit: Audit, query: AuditQuery) -> Derivation:
    """How the value of a query was derived.

    Raises
    ------
    NotFound
        If the patient has no such episode.
    """
    derivation = query.derivation(audit)
    if derivation is None:
        raise NotFound(f"the patient has no '{query.episodes}' of that number at this cutoff")
    return derivation


def parse_label(audit: Audit, query: AuditQuery, label: str) -> str:
    """The label that a why-not is about; a definition with a single label needs no name.

    Raises
    ------
    NotFound
        If the definition has no such label, or has several and none is named.
    """
    if query.is_state(audit):
        raise NotFound("there is no why not of a state; ask it of the milestone of a move")
    inside = query.within(audit)
    if inside is None:
        raise NotFound(f"the patient has no '{query.episodes}' of that number at this cutoff")
    labels = labels_of(query.node(inside))
    if not labels and label:
        raise NotFound(f"'{query.name}' is reached or not, and has no labels; leave it out")
    if not labels or (not label and len(labels) == 1):
        return labels[0] if labels else ""
    same = [item for item in labels if item.lower() == label.lower()]
    return same[0] if same else known(label, labels, f"'{query.name}'", "value")


def statistic_named(study: Study, name: str) -> "StatisticName":
    """A figure by its name, or by the id of a claim that the paper prints of it.

    Raises
    ------
    NotFound
        If there is none of that name, with the closest name or all of them.
    """
    from analyses.statistics import UnknownStatistic, named

    try:
        return named(study, _measure_of(study, name) or name)
    except UnknownStatistic as unknown:
        raise NotFound(str(unknown)) from None


def _measure_of(study: Study, claim: str) -> str:
    """The measure of a claim that comes with the study; empty if there is no such claim."""
    from console.claims.files import claims_of

    if not study.measures:
        return ""
    claims, _ = claims_of(shared("fixtures"), study)
    measures = (item.measure for each in claims if each.id == claim for item in each.printed)
    return next(filter(None, measures), "")


def known(name: str, names: Collection[str], where: str, what: str) -> str:
    """The name, if it is one of those known.

    Raises
    ------
    NotFound
        If it is not, with the closest name or all of them.
    """
    if name in names:
        return name
    close = get_close_matches(name, names, n=1)
    hint = f"did you mean '{close[0]}'?" if close else f"there are: {', '.join(names)}"
    raise NotFound(f"{where} has no {what} of that name; {hint}")


def _state(opened: Session, on: str) -> AuditQuery:
    if opened.study.states is None:
        raise undeclared(opened.study.name, "states")
    if not on:
        return AuditQuery(STATE)
    try:
        day = date.fromisoformat(on)
    except ValueError:
        raise NotFound("not a day; write state@YYYY-MM-DD, as in state@2019-12-31") from None
    if day > opened.as_of.cutoff:
        raise NotFound("that day is after the cutoff; nothing after it is known")
    return AuditQuery(STATE, day=day_number(day))
