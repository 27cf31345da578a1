"""A segment as a file: mapped into memory, never changed, and checked when it is opened.

Layout: magic, length and checksum of the header, JSON header (patients, kinds, columns with type,
offset, length and checksum), then the columns one after the other. Each of these parts is filled
up with zeros to a multiple of 64 bytes, which its checksum covers.
"""

import json
import struct
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from timeline.errors import StoreUnreadable
from timeline.files import replacing
from timeline.log.columns import FIXED, Categories, Column, EventTable, Numbers
from timeline.log.segment import Segment

MAGIC = b"PTLSEG02"
PREFIX = struct.Struct("<8sQI")
"""Magic, length of the header, and checksum of what follows up to the first column."""

ALIGNMENT = 64
LARGE = 2**24
"""From this size in bytes on, threads are worth their start."""

Bytes = NDArray[np.uint8]


def save_segment(segment: Segment, path: Path) -> None:
    """Write a segment to a file that appears whole or not at all."""
    arrays: list[NDArray[Any]] = []
    header: dict[str, Any] = {"patients": _placed(segment.patients, arrays), "kinds": {}}
    for kind, table in segment.tables.items():
        header["kinds"][kind] = {
            name: {**_placed(array, arrays), "vocabulary": vocabulary}
            for name, array, vocabulary in _columns_of(table)
        }
    text = json.dumps(header).encode()
    text_filled = text.ljust(_aligned(PREFIX.size + len(text)) - PREFIX.size, b"\0")
    with replacing(path) as file:
        file.write(PREFIX.pack(MAGIC, len(text), crc32(text_filled)) + text_filled)
        file.writelines(map(_filled, arrays))


def _placed(array: NDArray[Any], arrays: list[NDArray[Any]]) -> dict[str, Any]:
    """Add an array to those of a file, and say where it lies among them."""
    offset = sum(_aligned(array.nbytes) for array in arrays)
    arrays.append(array)
    place = {"type": array.dtype.str, "offset": offset, "length": len(array)}
    return {**place, "checksum": crc32(_filled(array))}


def _filled(array: NDArray[Any]) -> bytes:
    return array.tobytes().ljust(_aligned(array.nbytes), b"\0")


def load_segment(path: Path) -> Segment:
    """Map a segment file into memory, once all of it is found as it was written.

    Raises
    ------
    StoreUnreadable
        If the file is not a whole segment, or a bit of it was changed.
    """
    try:
        data = np.memmap(path, mode="r", dtype=np.uint8)
        header, body = _header(data)
        _check(body, [header["patients"], *_places(header["kinds"])])
        patients = _array(body, header["patients"])
        tables = {kind: _table(body, places) for kind, places in header["kinds"].items()}
    except (LookupError, OSError, TypeError, ValueError, struct.error) as error:
        raise StoreUnreadable(f"{path} is no log segment; delete it to rebuild") from error
    return Segment(patients, tables)


def _header(data: Bytes) -> tuple[dict[str, Any], Bytes]:
    """The header of a file, and the columns below it."""
    magic, length, checksum = PREFIX.unpack(data[: PREFIX.size].tobytes())
    start = _aligned(PREFIX.size + length)
    text = data[PREFIX.size : start].tobytes()
    if magic != MAGIC or start > len(data) or crc32(text) != checksum:
        raise ValueError("no header")
    header: dict[str, Any] = json.loads(text[:length])
    return header, data[start:]


def _places(kinds: Mapping[str, Mapping[str, Any]]) -> Iterator[Mapping[str, Any]]:
    for places in kinds.values():
        yield from places.values()


def _check(body: Bytes, places: list[Mapping[str, Any]]) -> None:
    """Refuse columns of which a bit was changed; those of a large file are read at once."""

    def is_whole(place: Mapping[str, Any]) -> bool:
        end = place["offset"] + _aligned(_size(place))
        found = crc32(body[place["offset"] : end].data)
        return end <= len(body) and found == int(place["checksum"])

    with ThreadPoolExecutor() as threads:
        checked = threads.map if len(body) > LARGE else map
        if not all(checked(is_whole, places)):
            raise ValueError("damaged")


def _columns_of(table: EventTable) -> Iterator[tuple[str, NDArray[Any], list[str] | None]]:
    for name in FIXED:
        yield name, getattr(table, name), None
    for name, column in table.columns.items():
        match column:
            case Numbers(values):
                yield f".{name}", values, None
            case Categories(codes, vocabulary):
                yield f".{name}", codes, list(vocabulary)


def _table(body: Bytes, places: Mapping[str, Any]) -> EventTable:
    columns: dict[str, Column] = {}
    for name, place in places.items():
        if name.startswith("."):
            array, vocabulary = _array(body, place), place["vocabulary"]
            columns[name[1:]] = (
                Numbers(array) if vocabulary is None else Categories(array, tuple(vocabulary))
            )
    fixed = {name: _array(body, places[name]) for name in FIXED}
    return EventTable(**fixed, columns=columns)


def _array(body: Bytes, place: Mapping[str, Any]) -> NDArray[Any]:
    end = place["offset"] + _size(place)
    return np.asarray(body[place["offset"] : end]).view(place["type"])


def _size(place: Mapping[str, Any]) -> int:
    return int(np.dtype(place["type"]).itemsize * place["length"])


def _aligned(size: int) -> int:
    return -(-size // ALIGNMENT) * ALIGNMENT
