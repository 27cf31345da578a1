"""Writing fixture files whose bytes are the same on every machine."""

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

FIXTURES = Path(__file__).parents[1] / "fixtures"

Row = Mapping[str, object]


def read_csv(path: Path) -> list[dict[str, str]]:
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def csv_text(columns: Sequence[str], rows: Iterable[Row]) -> str:
    """Rows under the named columns; a column that a row lacks is left empty."""
    text = io.StringIO()
    lines = csv.DictWriter(text, columns, restval="", lineterminator="\n")
    lines.writeheader()
    lines.writerows(rows)
    return text.getvalue()


def jsonl_text(rows: Iterable[Row]) -> str:
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")
