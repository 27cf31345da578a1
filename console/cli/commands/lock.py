"""``timeline lock``: create a named data lock, or show those of the store."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import click
from rich.markup import escape

from console.application.question import as_of_in_words
from console.application.session import Session
from console.application.stamp import software
from console.application.studies import names_of_studies
from console.cli import completion
from console.cli.commands.replay import digest_of_replay, replayed
from console.cli.notices import open_session, say
from console.cli.options import (
    ZonedInstant,
    adjudications_option,
    censoring_option,
    cutoff_option,
    json_option,
    known_by_option,
    question_of,
    store_option,
    study_option,
)
from console.cli.writing import AUTHOR
from console.text.output import console, print_json, table
from projections.study.pin import written
from timeline.errors import LockUnusable, StoreNotFound
from timeline.locks import Lock, lock_named, names_of_locks, save_lock

NOT_RECORDED = "not recorded"
"""When, and by whom, a lock of an earlier format was made."""


@click.command(name="lock")
@click.argument("name", required=False, shell_complete=completion.locks)
@store_option
@study_option
@cutoff_option
@known_by_option
@censoring_option
@adjudications_option
@click.option(
    "--by",
    "made_by",
    envvar=AUTHOR,
    show_envvar=True,
    help="Who makes the lock; required to create it.",
)
@click.option("--recorded", "made", type=ZonedInstant(), help="When it is made. Default: now.")
@click.option("--list", "listing", is_flag=True, help="List the locks of the store instead.")
@click.option("--show", is_flag=True, help="Show the lock NAME, even if a cutoff is named.")
@json_option
def command(
    name: str | None,
    store: Path,
    study: str | None,
    cutoff: date | None,
    known_by: datetime | None,
    censoring: str | None,
    adjudications: str | None,
    made_by: str | None,
    made: datetime | None,
    listing: bool,
    show: bool,
    as_json: bool,
) -> int:
    """Create the data lock NAME: '--lock NAME' then always replays to the same result.

    A lock holds the as-of, the position of the store, the definitions, versions, the digest of the
    replay, and when and by whom it was made; what is recorded later never enters it, whatever its
    dates. It is replayed with the definitions that were locked, or not at all.

    Without a cutoff the lock NAME is shown. The exit code of --list is 1 if a lock is damaged; the
    others are listed.
    """
    if listing == (name is not None):
        raise click.UsageError("Name a lock, or give --list.")
    if not store.exists():
        raise StoreNotFound(f"no store at {store}; 'timeline import' creates one")
    if name is None:
        return _list(store, as_json)
    if show or (cutoff is None and name in names_of_locks(store)):
        _print(lock_named(store, name), as_json)
    elif cutoff is None:
        raise click.UsageError("Name a data cutoff to lock: --cutoff YYYY-MM-DD.")
    else:
        author, instant = _authorship(made_by, made)
        question = question_of(
            study=study,
            cutoff=cutoff,
            known_by=known_by,
            censoring=censoring,
            adjudications=adjudications,
        )
        with open_session(store, question) as opened:
            if made is not None:
                _check_after_events(opened, instant)
            lock = _made(opened, name, study, author, instant)
        save_lock(store, lock)
        _print(lock, as_json)
    return 0


def _authorship(made_by: str | None, made: datetime | None) -> tuple[str, datetime]:
    """Who makes a lock and when; a lock without an author, or of the future, is refused."""
    now = datetime.now(UTC)
    if not (made_by or "").strip():
        raise click.UsageError(f"Name who makes the lock: --by NAME, or set {AUTHOR}.")
    if made is not None and made > now:
        raise click.UsageError("--recorded lies in the future; a lock is made now or was before.")
    return str(made_by), (made or now).astimezone(UTC)


def _check_after_events(opened: Session, made: datetime) -> None:
    """Refuse a lock that would be older than an event that counts in it.

    Raises
    ------
    click.UsageError
        With the latest instant of recording.
    """
    recorded = (datetime.fromisoformat(each.fields["recorded"]) for each in opened.store.read())
    known_by = opened.as_of.known_by
    known = (instant for instant in recorded if known_by is None or instant <= known_by)
    latest = max(known, default=made).astimezone(UTC)
    if latest > made:
        raise click.UsageError(
            f"--recorded lies before {latest:%Y-%m-%dT%H:%M:%SZ}, when the last event that the "
            "lock would hold was recorded; a lock is made after what it holds."
        )


def _made(opened: Session, name: str, study: str | None, author: str, instant: datetime) -> Lock:
    """The lock of a session's as-of and of all that the store holds now."""
    return Lock(
        name=name,
        study=opened.study.name,
        module=None if opened.study.name in names_of_studies() else study,
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
        made=instant,
        made_by=author,
    )


def _list(store: Path, as_json: bool) -> int:
    """Print the sound locks of a store, and name the damaged ones; the exit code."""
    sound, damaged = [], []
    for name in names_of_locks(store):
        try:
            sound.append(lock_named(store, name))
        except LockUnusable as error:
            damaged.append(str(error))
    _print_all(sound, as_json)
    for reason in damaged:
        say(reason)
    return 1 if damaged else 0


def _print_all(locks: list[Lock], as_json: bool) -> None:
    if as_json:
        print_json([_plain(lock) for lock in locks])
        return
    rows = (
        (
            escape(lock.name),
            escape(lock.study),
            _as_of(lock),
            str(lock.position),
            _made_on(lock),
            escape(lock.made_by or NOT_RECORDED),
        )
        for lock in locks
    )
    headings = ("lock", "study", "as of", "store position", "made", "by")
    console().print(table(*headings, rows=rows, right=frozenset({3})))


def _print(lock: Lock, as_json: bool) -> None:
    if as_json:
        print_json(_plain(lock))
        return
    out = console()
    out.print(f"[bold]{escape(lock.name)}[/], {escape(lock.study)}, {_as_of(lock)}")
    out.print(f"  made {_made_on(lock)}, by {escape(lock.made_by or NOT_RECORDED)}")
    out.print(f"  store position {lock.position}, definitions {lock.definitions}")
    out.print(f"  digest of the replay {lock.replay}")


def _as_of(lock: Lock) -> str:
    return as_of_in_words(lock.as_of.as_json(), lock.censoring, lock.adjudications)


def _made_on(lock: Lock) -> str:
    return NOT_RECORDED if lock.made is None else f"{lock.made:%Y-%m-%d %H:%M}Z"


def _plain(lock: Lock) -> dict[str, Any]:
    """All that a lock says; when and by whom it was made is null where it was not recorded."""
    return {"made": None, "made_by": None, **lock.as_json(), "seal": lock.seal}
