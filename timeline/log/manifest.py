"""What a log folder holds: its segments, and the position and the store that they are of.

The manifest is replaced atomically, so position and content never part, and carries a checksum.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple
from zlib import crc32

from timeline.errors import StoreUnreadable
from timeline.log.files import replacing
from timeline.store import Store
from timeline.vocabulary import Vocabulary

FORMAT = 3
MANIFEST = "manifest.json"


class Manifest(NamedTuple):
    """The segments of a log by name, in the order in which they were laid out.

    ``store`` is the store's fingerprint at ``position``; ``versions`` are the schema versions of
    the kinds of events that were known.
    """

    store: str
    position: int
    segments: tuple[str, ...]
    versions: Mapping[str, int]

    @classmethod
    def of(cls, store: Store, position: int, segments: tuple[str, ...]) -> "Manifest":
        """That of a store's log up to a position."""
        return cls(store.fingerprint(position), position, segments, _versions(store.vocabulary))

    def fits(self, store: Store) -> bool:
        """Whether the segments hold this store's events, in its vocabulary's schema versions."""
        now = _versions(store.vocabulary)
        return self.store == store.fingerprint(self.position) and all(
            self.versions.get(kind, 1) == version for kind, version in now.items()
        )


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


def _versions(vocabulary: Vocabulary) -> dict[str, int]:
    return {name: kind.current_version for name, kind in vocabulary.kinds.items()}
