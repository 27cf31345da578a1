"""Records of older schema versions, brought up to the current one step by step."""

from collections.abc import Mapping
from typing import Any

from timeline.errors import InvalidEvent
from timeline.vocabulary.event import Event


def upcast(model: type[Event], raw: Mapping[str, Any]) -> Mapping[str, Any]:
    """Bring a record of an older schema version up to the current one, step by step.

    Raises
    ------
    InvalidEvent
        If it is of no version that this software knows, or lacks what its version demands.
    """
    version = _version(model, raw.get("schema_version", 1))
    if version == model.current_version:
        return raw
    fields = dict(raw)
    while version < model.current_version:
        try:
            fields = model.upcasts[version](fields)
        except (AttributeError, LookupError, TypeError, ValueError):
            reason = f"cannot be read as version {version} of this kind"
            raise InvalidEvent("schema_version", reason, "correct it at the source") from None
        version += 1
    fields["schema_version"] = version
    return fields


def _version(model: type[Event], written: Any) -> int:
    version = int(written) if isinstance(written, str) and written.isdecimal() else written
    if type(version) is not int or version < 1:
        raise InvalidEvent("schema_version", "is no version", "write a whole number from 1")
    if version > model.current_version:
        raise InvalidEvent(
            "schema_version", "is newer than this software knows", "update the software"
        )
    return version
