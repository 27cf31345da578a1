"""Figures as a table for people and as JSON for comparison, with what they were measured on."""

import json
import os
import platform
import sqlite3
from collections.abc import Mapping, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

from benchmarks.harness import Figure

LATEST = Path(__file__).parent / "results" / "latest.json"
MEASURED_WITH = ("numpy", "duckdb", "eventsourcing", "pydantic")

Sections = Mapping[str, Sequence[Figure]]


def table(sections: Sections) -> str:
    """All figures as a Markdown table."""
    lines = ["| | median | range | aim | |", "|---|---:|---:|---:|---|"]
    for title, figures in sections.items():
        lines.append(f"| **{title}** | | | | |")
        lines += [_line(figure) for figure in figures]
    return "\n".join(lines)


def write(sections: Sections, setting: Mapping[str, Any], path: Path = LATEST) -> None:
    """Write the figures as JSON, with what was asked for, the machine and the versions.

    What the file holds of other measures stays.
    """
    path.parent.mkdir(exist_ok=True)
    content = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    for name, figures in sections.items():
        content[name] = {
            "setting": dict(setting),
            "machine": machine(),
            "figures": [figure.as_json() for figure in figures],
        }
    path.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")


def machine() -> dict[str, Any]:
    """The class of machine and the versions; nothing that identifies it."""
    return {
        "processors": os.cpu_count(),
        "architecture": platform.machine(),
        "system": platform.system(),
        "python": platform.python_version(),
        "sqlite": sqlite3.sqlite_version,
        **{name: version(name) for name in MEASURED_WITH},
        "load": round(os.getloadavg()[0], 1),
    }


def _line(figure: Figure) -> str:
    met = {True: "met", False: "**missed**", None: ""}[figure.met]
    low, high = _number(figure.least), _number(figure.most)
    value = f"{_number(figure.value)} {figure.unit}"
    return f"| {figure.name} | {value} | {low} to {high} | {figure.aim} | {met} |"


def _number(value: float) -> str:
    """Three significant digits."""
    return f"{value:.3g}" if value < 1000 else f"{value:,.0f}"
