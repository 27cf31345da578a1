"""What a data lock asks of the study that is replayed under it."""

from console.application.studies import study_named
from projections.study import Study
from projections.study.pin import pinned, read, redefinitions
from timeline.errors import LockUnusable
from timeline.locks import Lock

MOST_NAMED = 5


def study_under(lock: Lock, named: str | None) -> str:
    """The study under which a lock is replayed: the named one, else the shipped one of the lock.

    Raises
    ------
    LockUnusable
        If the named one is another than the lock's, or none is named and the lock's is no shipped
        one.
    """
    if named is None:
        return study_of(lock)
    if study_named(named).name != lock.study:
        raise LockUnusable(f"lock '{lock.name}' is of study '{lock.study}'; leave --study out")
    return named


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
