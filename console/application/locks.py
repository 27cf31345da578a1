"""The data lock that a command works under, if the user named one."""

from typing import Any

import click
from click.core import ParameterSource

from console.application.studies import study_named
from console.cli.adjudications import ASKED
from projections.study import Study
from projections.study.pin import pinned, read, redefinitions
from timeline.errors import LockUnusable
from timeline.locks import Lock, lock_named

LOCK = "lock"
IN_FORCE = "console.application.locks.in_force"
MOST_NAMED = 5


def enforce(name: str, given: dict[str, Any]) -> dict[str, Any]:
    """Put a lock of the store in force for this command, and give what it decides.

    Raises
    ------
    click.UsageError
        If the user also says otherwise what the lock decides.
    LockUnusable
        If there is no such lock, it is damaged, or it is of another study.
    """
    context = click.get_current_context()
    for decided in ("cutoff", "known_by", "censoring"):
        if context.get_parameter_source(decided) is ParameterSource.COMMANDLINE:
            option = decided.replace("_", "-")
            raise click.UsageError(f"--lock says what --{option} says; name one of them.")
    if context.meta.get(ASKED) is not None:
        raise click.UsageError("--lock says what --adjudications says; name one of them.")
    lock = lock_named(given["store"], name)
    context.meta.update({IN_FORCE: lock, ASKED: lock.adjudications})
    if given["study"] is not None and study_named(given["study"]).name != lock.study:
        raise LockUnusable(f"lock '{name}' is of study '{lock.study}'; leave --study out")
    return {
        "study": given["study"] or study_of(lock),
        "cutoff": lock.cutoff,
        "known_by": lock.known_by,
        "censoring": lock.censoring,
    }


def lock_in_force() -> Lock | None:
    """The lock that the running command works under."""
    context = click.get_current_context(silent=True)
    return None if context is None else context.meta.get(IN_FORCE)


def study_of(lock: Lock) -> str:
    """The name of the shipped study of a lock; a module that a lock names is not run.

    Raises
    ------
    LockUnusable
        If the study is none that is shipped.
    """
    if lock.module is None:
        return lock.study
    raise LockUnusable(
        f"lock '{lock.name}' is of study '{lock.study}', which was in {lock.module}; "
        "name its module with --study"
    )


def check_definitions(lock: Lock, study: Study) -> None:
    """Refuse to replay a lock with other definitions than it holds.

    Raises
    ------
    LockUnusable
        With the names of those that differ.
    """
    if study.version != lock.definitions:
        raise LockUnusable(
            f"lock '{lock.name}' holds other definitions of study '{lock.study}' "
            f"({_differing(lock, study)}); name the module that was locked with --study, or see "
            f"'timeline definitions --changes --study STUDY --against {lock.name}'"
        )


def _differing(lock: Lock, study: Study) -> str:
    """Names of the definitions that differ, those in other words if there are such."""
    if lock.pin is None:
        return "their words were not kept"
    found = redefinitions(read(lock.pin), pinned(study))
    names = [item.name for item in found if item.in_words] or [item.name for item in found]
    more = f" and {len(names) - MOST_NAMED} more" if len(names) > MOST_NAMED else ""
    return ", ".join(names[:MOST_NAMED]) + more or "its plan, measures or units"


def say_changes(lock: Lock, changed: list[str]) -> None:
    """Say on stderr what is no longer as it was when the store was locked, if anything."""
    if changed:
        click.echo(f"timeline: since lock '{lock.name}': {'; '.join(changed)}", err=True)
