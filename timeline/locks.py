"""Data locks: named as-ofs, each a small file beside the store that is never changed."""

import hashlib
import json
import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, ValidationError

from timeline.errors import LockNotFound, LockUnusable, StoreNotFound, StoreUnwritable
from timeline.files import PRIVATE_FOLDER, creating
from timeline.log import AsOf
from timeline.store import PastStore, Store, up_to

FORMAT = 3
PRESENT = "now"
"""What a comparison calls the store as it is; no lock can have that name."""

MAKING = "timeline lock NAME --cutoff YYYY-MM-DD --by AUTHOR"
"""The command that makes a lock, as messages name it."""

ADDED_LATER = ("pin", "made", "made_by")
"""What locks of earlier formats do not have; their seals are without it."""

NAME = re.compile(r"[A-Za-z][A-Za-z0-9._-]{0,63}")


class Lock(BaseModel):
    """A data lock: an as-of of a store up to a position, and the digest of its replay.

    Attributes
    ----------
    study, module
        Name of the study, and the path of its module if it is not one that is shipped. The path
        is shown, and never run.
    position, store
        Position of the last event that counts, and the store's fingerprint there.
    definitions, pin, software
        Hash of the study's definitions, what they say as the text of a pin, and versions of what
        computed with them. A lock of format 1 has no text.
    replay
        Digest of the replay's bytes.
    made, made_by
        When the lock was made, and by whom. Locks of formats 1 and 2 do not say.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    format: int = FORMAT
    name: str
    study: str
    module: str | None
    cutoff: date = Field(strict=False)
    known_by: AwareDatetime | None = Field(strict=False)
    censoring: str
    adjudications: Literal["none", "applied"]
    position: int
    store: str
    definitions: str
    pin: str | None = None
    software: Mapping[str, str]
    replay: str
    made: AwareDatetime | None = Field(default=None, strict=False)
    made_by: str | None = None

    @property
    def as_of(self) -> AsOf:
        """The cutoff and the state of knowledge."""
        return AsOf(self.cutoff, self.known_by)

    @property
    def seal(self) -> str:
        """Digest of all that the lock says."""
        return digest_of(self.as_json())

    def as_json(self) -> dict[str, Any]:
        """All that the lock says, as plain values, without what its format does not have."""
        lacking = {name for name in ADDED_LATER if getattr(self, name) is None}
        return self.model_dump(mode="json", exclude=lacking)

    def changed(self, software: Mapping[str, str]) -> list[str]:
        """Which software is no longer as it was when the store was locked, in words."""
        then, now = self.software, software
        names = [name for name in {**then, **now} if then.get(name) != now.get(name)]
        return [f"{name} {then.get(name)} -> {now.get(name)}" for name in names]

    def opened(self, store: Store) -> PastStore:
        """The store as it was when it was locked.

        Raises
        ------
        LockUnusable
            If this is not the store that was locked.
        """
        if store.fingerprint(self.position) != self.store:
            raise LockUnusable(
                f"lock '{self.name}' is of another store, or the store has been put back to an "
                "older copy; name the store that was locked"
            )
        return up_to(store, self.position)


def digest_of(value: object) -> str:
    """SHA-256 of plain values as JSON text."""
    return hashlib.sha256(json.dumps(value, sort_keys=True).encode()).hexdigest()


def save_lock(store: Path, lock: Lock) -> None:
    """Keep a lock beside its store.

    Raises
    ------
    LockUnusable
        If the name is none, or is taken: a lock is never changed.
    StoreUnwritable
        If there is no room for it.
    """
    if lock.name == PRESENT:
        raise LockUnusable(f"'{PRESENT}' stands for the store as it is; choose another name")
    if not NAME.fullmatch(lock.name):
        raise LockUnusable("a lock's name begins with a letter; then letters, digits and . _ -")
    sealed = {**lock.as_json(), "seal": lock.seal}
    place = _folder(store) / f"{lock.name}.json"
    try:
        place.parent.mkdir(mode=PRIVATE_FOLDER, exist_ok=True)
        with creating(place) as file:
            file.write(json.dumps(sealed, indent=2).encode() + b"\n")
    except FileExistsError:
        raise LockUnusable(
            f"there is a lock '{lock.name}' already, and a lock is never changed; name another"
        ) from None
    except OSError as error:
        why = (error.strerror or "unwritable").lower()
        raise StoreUnwritable(f"{place} cannot be written: {why}") from None


def lock_named(store: Path, name: str) -> Lock:
    """A lock of a store.

    Raises
    ------
    StoreNotFound
        If there is no store.
    LockNotFound
        If there is none of that name.
    LockUnusable
        If its file is not as it was written.
    """
    if not store.exists():
        raise StoreNotFound(f"no store at {store}; 'timeline import' creates one")
    place = _folder(store) / f"{name}.json"
    if not NAME.fullmatch(name) or not place.is_file():
        there = ", ".join(names_of_locks(store)) or f"none yet; '{MAKING}' makes one"
        raise LockNotFound(f"the store has no lock of that name; there are: {there}")
    try:
        fields = json.loads(place.read_bytes())
        seal = fields.pop("seal")
        lock = Lock.model_validate(fields)
    except (AttributeError, KeyError, OSError, TypeError, ValueError, ValidationError):
        raise _damaged(name) from None
    if lock.seal != seal or lock.name != name:
        raise _damaged(name)
    return lock


def names_of_locks(store: Path) -> list[str]:
    """Names of a store's locks, ascending."""
    return sorted(place.stem for place in _folder(store).glob("*.json"))


def _folder(store: Path) -> Path:
    return store.with_name(store.name + ".locks")


def _damaged(name: str) -> LockUnusable:
    return LockUnusable(
        f"the file of lock '{name}' is not as it was written; put it back from a copy"
    )
