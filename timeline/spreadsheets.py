"""Texts that a spreadsheet shows and does not run."""

import re

FORMULA = re.compile(r"[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]")
"""How a cell begins that a spreadsheet may take for a formula; the last four are of full width."""

HARMLESS = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?|[+-]", re.IGNORECASE)
"""A plain number, or a sign that stands for nothing."""


def inert(text: str) -> str:
    """A text for a cell of a CSV file; one that would be run as a formula begins with ``'``."""
    runs = FORMULA.match(text) and not HARMLESS.fullmatch(text)
    return f"'{text}" if runs else text
