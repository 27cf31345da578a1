"""What a shell offers when a user presses Tab: patients, studies, locks, definitions, kinds.

Nothing is written and nothing fails: where something cannot be read, nothing is offered.
"""

import os
from collections.abc import Callable, Iterable
from contextlib import redirect_stderr
from pathlib import Path
from typing import TYPE_CHECKING

import click
from click.shell_completion import BashComplete, CompletionItem, add_completion_class

if TYPE_CHECKING:
    from projections.study import Study

Choices = Callable[[click.Context], Iterable[str]]
Completer = Callable[[click.Context, click.Parameter, str], list[CompletionItem]]

BLANK = "\\ "
MOST = 1_000
"""No shell shows more; of more patients the first are offered."""


def offering(choices: Choices) -> Completer:
    """What completes a value: those of the choices that begin as typed."""

    def complete(
        context: click.Context, _: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        try:
            with open(os.devnull, "w") as nowhere, redirect_stderr(nowhere):
                found = [item for item in choices(context) if item.startswith(incomplete)]
        except (Exception, SystemExit):
            return []
        return [CompletionItem(item) for item in found[:MOST]]

    return complete


def _patients(context: click.Context) -> Iterable[str]:
    from timeline.store import Store

    with Store.open(_store(context)) as store:
        return store.patients()


def _locks(context: click.Context) -> Iterable[str]:
    from timeline.locks import names_of_locks

    return names_of_locks(_store(context))


def _studies(_: click.Context) -> Iterable[str]:
    from console.application.studies import names_of_studies

    return names_of_studies()


def _definitions(context: click.Context) -> Iterable[str]:
    """Names in the named study, else in those of the named patient, else in every shipped one."""
    named = [name for study in _studies_meant(context) for name in study.definitions]
    return dict.fromkeys([*named, "state"])


def _analyses(context: click.Context) -> Iterable[str]:
    return dict.fromkeys(name for study in _studies_meant(context) for name in study.plan)


def _kinds(context: click.Context) -> Iterable[str]:
    from console.application.studies import vocabulary_with

    return sorted(vocabulary_with(context.params.get("study")).kinds)


def _terminologies(context: click.Context) -> Iterable[str]:
    from console.application.studies import vocabulary_with
    from timeline.vocabulary.terms import TABLES

    return dict.fromkeys([*TABLES, *vocabulary_with(context.params.get("study")).terms])


def _rules(_: click.Context) -> Iterable[str]:
    from timeline.quality import NAMES

    return sorted(name.replace("_", "-") for name in NAMES)


def _studies_meant(context: click.Context) -> "Iterable[Study]":
    from console.application.studies import shipped, study_named

    if named := context.params.get("study"):
        return [study_named(named)]
    there_are = shipped()
    registered = _registered(context) & there_are.keys()
    return [there_are[name] for name in sorted(registered or there_are)]


def _registered(context: click.Context) -> set[str]:
    """The studies in which the named patient is registered."""
    from timeline.store import Store

    patient = context.params.get("patient")
    if not isinstance(patient, str):
        return set()
    with Store.open(_store(context)) as store:
        fields = (stored.fields for stored in store.stream(patient))
        return {str(field["study"]) for field in fields if field["kind"] == "registered"}


def _store(context: click.Context) -> Path:
    store = context.params.get("store")
    return store if isinstance(store, Path) else Path("timeline.db")


@add_completion_class
class EscapingBash(BashComplete):
    """Bash takes an offered value as typed, so blanks in it are escaped."""

    def format_completion(self, item: CompletionItem) -> str:
        """The kind and the value."""
        return f"{item.type},{str(item.value).replace(' ', BLANK)}"


patients, locks = offering(_patients), offering(_locks)
definitions, analyses = offering(_definitions), offering(_analyses)
kinds, terminologies, rules = offering(_kinds), offering(_terminologies), offering(_rules)


def studies(
    context: click.Context, parameter: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """Shipped studies, or else files: a study may be the path of a module."""
    found = offering(_studies)(context, parameter, incomplete)
    return found or [CompletionItem(incomplete, type="file")]
