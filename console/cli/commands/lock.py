"""``timeline lock``: freeze a named data lock, or show those there are."""

from datetime import date, datetime
from pathlib import Path
from typing import Any

import click

from console.application.session import Session, session, software
from console.application.studies import shipped
from console.cli.adjudications import adjudications_option
from console.cli.commands.replay import digest_of_replay, replayed
from console.cli.options import (
    censoring_option,
    cutoff_option,
    json_option,
    known_by_option,
    store_option,
    study_option,
)
from console.text.output import as_of_line, console, print_json, table
from projections.study.pin import written
from timeline.errors import StoreNotFound
from timeline.locks import Lock, lock_named, names_of_locks, save_lock


@click.command(name="lock")
@click.argument("name", required=False)
@store_option
@study_option
@cutoff_option
@known_by_option
@censoring_option
@adjudications_option
@click.option("--list", "listing", is_flag=True, help="List the locks of the store instead.")
@click.option("--show", is_flag=True, help="Show the lock NAME instead of making it.")
@json_option
def command(
    name: str | None,
    store: Path,
    study: str | None,
    cutoff: date | None,
    known_by: datetime | None,
    censoring: str,
    listing: bool,
    show: bool,
    as_json: bool,
) -> None:
    """Freeze the data lock NAME: from now on '--lock NAME' replays just this.

    A lock holds the as-of, the position of the store, what the definitions say, versions, and the
    digest of the replay; what is recorded later never enters it, whatever its dates. It is replayed
    with the definitions that were locked, or not at all.
    """
    if listing == (name is not None):
        raise click.UsageError("Name a lock, or give --list.")
    if not store.exists():
        raise StoreNotFound(f"no store at {store}; 'timeline import' creates one")
    if name is None:
        _print_all([lock_named(store, name) for name in names_of_locks(store)], as_json)
    elif show:
        _print(lock_named(store, name), as_json)
    elif cutoff is None:
        raise click.UsageError("Name a data cutoff to lock: --cutoff YYYY-MM-DD.")
    else:
        with session(store, study, cutoff, known_by, censoring) as opened:
            lock = _made(opened, name, study)
        save_lock(store, lock)
        _print(lock, as_json)


def _made(opened: Session, name: str, study: str | None) -> Lock:
    """The lock of a session's as-of and of all that the store holds now."""
    return Lock(
        name=name,
        study=opened.study.name,
        module=None if opened.study.name in shipped() else study,
        cutoff=opened.as_of.cutoff,
        known_by=opened.as_of.known_by,
        censoring=str(opened.censoring),
        adjudications=opened.study.adjudications,
        position=opened.log.position,
        store=opened.store.fingerprint(opened.log.position),
        definitions=opened.study.version,
        pin=written(opened.study),
        software=software(),
        replay=digest_of_replay(replayed(opened)),
    )


def _print_all(locks: list[Lock], as_json: bool) -> None:
    if as_json:
        print_json([_plain(lock) for lock in locks])
        return
    rows = ((lock.name, lock.study, _as_of(lock), str(lock.position)) for lock in locks)
    headings = ("lock", "study", "as of", "store position")
    console().print(table(*headings, rows=rows, right=frozenset({3})))


def _print(lock: Lock, as_json: bool) -> None:
    if as_json:
        print_json(_plain(lock))
        return
    out = console()
    out.print(f"[bold]{lock.name}[/], {lock.study}, {_as_of(lock)}")
    out.print(f"  store position {lock.position}, definitions {lock.definitions}")
    out.print(f"  digest of the replay {lock.replay}")


def _as_of(lock: Lock) -> str:
    applied = lock.adjudications == "applied"
    return as_of_line(lock.as_of.as_json(), lock.censoring, adjudicated=applied)


def _plain(lock: Lock) -> dict[str, Any]:
    return {**lock.as_json(), "seal": lock.seal}
