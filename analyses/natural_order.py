"""The order in which labels are listed: numbers in them by size, so that 2 comes before 10."""

import re
from collections.abc import Iterable
from typing import Any

NUMBER = re.compile(r"(\d+(?:\.\d+)?)")


def in_natural_order(labels: Iterable[Any]) -> list[Any]:
    """Return labels in order; texts by the numbers in them.

    Raises TypeError for labels that cannot be compared with each other.
    """
    listed = list(labels)
    return sorted(listed, key=natural if all(isinstance(x, str) for x in listed) else None)


def natural(text: str) -> tuple[Any, ...]:
    """Return a key of a text: its words and numbers in turn, then the text, for no two are one."""
    parts = NUMBER.split(text)
    return tuple(float(x) if i % 2 else x for i, x in enumerate(parts)), text
