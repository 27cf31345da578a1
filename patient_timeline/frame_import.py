"""Events of a data frame: one row an event, one column a field."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from timeline.errors import InvalidEvent, TimelineError
from timeline.ingest import Line, read_replacement

if TYPE_CHECKING:
    import pandas as pd

NAME = "data frame"


class InvalidFrame(TimelineError):
    """A data frame that cannot hold events."""


@dataclass(frozen=True, slots=True)
class FrameSource:
    """The rows of a data frame as lines to import, numbered from 1.

    Raises
    ------
    InvalidFrame
        If it is no data frame, has no column ``kind``, or two columns of one name.
    """

    frame: "pd.DataFrame"
    notices: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        if not hasattr(self.frame, "to_dict") or not hasattr(self.frame, "columns"):
            raise InvalidFrame("events come as a data frame; pandas.DataFrame(rows) makes one")
        names = [str(name) for name in self.frame.columns]
        if "kind" not in names:
            raise InvalidFrame("the data frame has no column 'kind'; name there what each event is")
        if twice := sorted({name for name in names if names.count(name) > 1}):
            raise InvalidFrame(f"the column '{twice[0]}' appears twice; keep one of them")

    def lines(self) -> Iterator[Line]:
        """One raw record a row, without the cells that are missing."""
        for number, row in enumerate(self.frame.to_dict(orient="records"), start=1):
            cells = ((str(name), _plain(value)) for name, value in row.items())
            yield _line(number, {name: value for name, value in cells if value is not None})


def _line(number: int, raw: dict[str, Any]) -> Line:
    """A row as it is in a CSV file: the replacement of a correction may be the text of JSON."""
    try:
        read_replacement(raw)
    except InvalidEvent as fault:
        return Line(number, raw, fault)
    return Line(number, raw)


def _plain(value: Any) -> Any:
    """A cell as JSON would hold it; None where it is missing."""
    import pandas as pd

    if isinstance(value, (list, tuple, set, dict)):
        return list(value) if not isinstance(value, dict) else value
    if pd.isna(value):
        return None
    if isinstance(value, datetime):
        return _as_text(pd.Timestamp(value))
    if isinstance(value, date):
        return value.isoformat()
    return value.item() if hasattr(value, "item") else value


def _as_text(instant: "pd.Timestamp") -> str:
    """A day where there is no time of day, an instant otherwise."""
    at_midnight = instant == instant.normalize() and instant.tzinfo is None
    return instant.date().isoformat() if at_midnight else instant.isoformat()
