"""What a log folder holds: its segments, and the position and the store that they are of.

The manifest is replaced atomically, so position and content never part, and carries a checksum.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple
from zlib import crc32

from timeline.errors import StoreUnreadable
from timeline.files import replacing
from timeline.store import Store
from timeline.vocabulary import Event, Vocabulary
from timeline.vocabulary.unread import Unread

FORMAT = 6
MANIFEST = "manifest.json"


class Manifest(NamedTuple):
    """The segments of a log by name, in the order in which they were built.

    ``store`` is the store's fingerprint at ``position``; ``versions`` says of each
    kind of event that was known what its layout depends on.
    """

    store: str
    position: int
    segments: tuple[str, ...]
    versions: Mapping[str, list[int | str]]

    @classmethod
    def describing(cls, store: Store, position: int, segments: tuple[str, ...]) -> "Manifest":
        """That of a store's log up to a position."""
        return cls(store.fingerprint(position), position, segments, _versions(store.vocabulary))

    def fits(self, store: Store) -> bool:
        """Whether the segments hold this store's events, in its vocabulary's schema versions."""
        now, unread = _versions(store.vocabulary), _version(Unread)
        return self.store == store.fingerprint(self.position) and all(
            self.versions.get(kind, unread) == version for kind, version in now.items()
        )

    def beyond(self, store: Store) -> int:
        """How many events the segments hold of this very store that it holds no more."""
        same = self.store.partition(":")[0] == store.fingerprint(0).partition(":")[0]
        return max(0, self.position - store.position) if same else 0


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Write the manifest of a folder."""
    fields = {"format": FORMAT, **manifest._asdict()}
    with replacing(folder / MANIFEST) as file:
        file.write(json.dumps({**fields, "checksum": _checksum(fields)}, indent=1).encode())


def read_manifest(folder: Path) -> Manifest | None:
    """The manifest of a folder; None if it has none, or one of another format.

    Raises
    ------
    StoreUnreadable
        If it is not as it was written.
    """
    path = folder / MANIFEST
    if not path.exists():
        return None
    try:
        fields = json.loads(path.read_bytes())
        checksum = fields.pop("checksum", None)
        if checksum is None and fields["format"] < FORMAT:
            return None
        if checksum != _checksum(fields):
            raise ValueError("damaged")
        fields.pop("format")
        return Manifest(**{**fields, "segments": tuple(fields["segments"])})
    except (AttributeError, LookupError, TypeError, ValueError):
        raise StoreUnreadable(f"{path} is no manifest of a log; delete it to rebuild") from None


def _checksum(fields: Mapping[str, object]) -> int:
    return crc32(json.dumps(fields, sort_keys=True).encode())


def _versions(vocabulary: Vocabulary) -> dict[str, list[int | str]]:
    """What the layout of each kind depends on: its version, its part in dating and in votes."""
    return {name: _version(kind) for name, kind in vocabulary.kinds.items()}


def _version(kind: type[Event]) -> list[int | str]:
    life = kind.shows_life, kind.ends_life, bool(kind.tells_birth_in)
    return [kind.current_version, *map(int, life), repr(kind.on_one_day)]
