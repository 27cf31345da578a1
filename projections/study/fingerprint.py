"""A fingerprint of definitions: the same words give the same fingerprint, on every machine.

Definitions share their parts, so each part is read once; writing out the whole text of a study
repeats shared parts and grew to megabytes.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import Field, fields, is_dataclass
from types import MappingProxyType
from typing import Any

IF_USED = MappingProxyType({"in the fingerprint": "if used"})
"""Metadata of a field added to a type that studies have already used.

Its default is no part of the fingerprint, so that a study that does not use it keeps the version
that its data locks and results name.
"""


def fingerprint(value: object, known: dict[int, bytes] | None = None) -> str:
    """Sixteen hexadecimal digits that stand for a value built of nodes, texts and numbers.

    ``known`` keeps digests by identity for the next call, where the values outlive both.
    """
    return _digest(value, {} if known is None else known).hex()[:16]


def fingerprint_citing(value: object, names: Mapping[int, str]) -> str:
    """The same of a value that cites others by name: of those the name counts, not the content.

    ``names`` are under the identities of the values that they name.
    """
    cited = {
        identity: hashlib.sha256(name.encode()).digest()
        for identity, name in names.items()
        if identity != id(value)
    }
    return _digest(value, cited).hex()[:16]


def _digest(value: object, known: dict[int, bytes]) -> bytes:
    if id(value) not in known:
        known[id(value)] = hashlib.sha256(_content(value, known)).digest()
    return known[id(value)]


def _content(value: object, known: dict[int, bytes]) -> bytes:
    """The type of a value and the digests of what it holds; of a plain value its text."""
    kind = type(value).__name__.encode()
    if is_dataclass(value):
        held = [
            (item.name, getattr(value, item.name)) for item in fields(value) if _counts(item, value)
        ]
    elif isinstance(value, Mapping):
        held = sorted((str(name), part) for name, part in value.items())
    elif isinstance(value, tuple):
        held = [(str(place), part) for place, part in enumerate(value)]
    else:
        return kind + b":" + repr(value).encode()
    return kind + b"".join(name.encode() + b"=" + _digest(part, known) for name, part in held)


def _counts(item: Field[Any], value: object) -> bool:
    return item.metadata != IF_USED or getattr(value, item.name) != item.default
