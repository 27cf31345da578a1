"""Follow-up under each endpoint, and who is in no table for what reason."""

from collections.abc import Iterable, Iterator

from console.export.definitions import DATE, Explained
from console.export.patients import PATIENT, iso
from console.export.table import Column, Table
from projections.cohort.replay import EndpointTable, Replay
from projections.language import Endpoint
from projections.states import histories
from projections.study import TimeUnit


def endpoints(replay: Replay, explained: Explained) -> Iterator[Table]:
    """``endpoint_<name>`` for each endpoint."""
    for name, node in _of(replay).items():
        followed = replay.endpoint(name)
        columns = _columns(followed, node, explained, replay.study.unit)
        yield Table(f"endpoint_{name}", tuple(columns))


def _columns(
    followed: EndpointTable, node: Endpoint, explained: Explained, unit: TimeUnit
) -> Iterator[Column]:
    days = followed.time.tolist()
    definition = {"means": explained.sentence(node), "source": node.source}
    yield Column("patient", followed.patient.tolist(), PATIENT)
    yield Column("origin", _dates(followed.origin), explained.cited(node.origin), DATE)
    if followed.entry is not None and followed.delay is not None and node.entry is not None:
        means = f"under observation from then on: {explained.cited(node.entry)}"
        yield Column("entry", _dates(followed.entry), means, DATE)
        entered = followed.delay.tolist()
        yield Column("entry_days", entered, "at risk after it, and up to time_days", "days")
        after = [day / unit.days for day in entered]
        yield Column("entry_time", after, "at risk after it, and up to time", unit.name)
    yield Column("end", _dates(followed.end), "day of the event or of censoring", DATE)
    yield Column("time_days", days, unit="days", **definition)
    yield Column("time", [day / unit.days for day in days], unit=unit.name, **definition)
    yield Column("cause", followed.cause.tolist(), causes(node), "code")
    yield Column("reason", followed.reason.tolist(), "what ended follow-up", "label")


def causes(node: Endpoint) -> str:
    """What the codes of the causes mean."""
    of_interest = " or ".join(source.name for source in node.events)
    rivals = (f"{code} {source.name}" for code, source in enumerate(node.competing, start=2))
    return "; ".join(["0 censored", f"1 {of_interest}", *rivals])


def attrition(replay: Replay) -> Table:
    """How many patients are in each table of follow-up, and how many are left out, why."""
    rows = [row for name in _of(replay) for row in _left_out(name, replay)]
    if replay.study.states is not None:
        rows += [("states", why, n) for why, n in histories(replay).outside.items()]
    tables, reasons, counts = zip(*rows, strict=True) if rows else ((), (), ())
    return Table(
        "attrition",
        (
            Column("table", tables, "the table that patients are not in"),
            Column("reason", reasons, "why they are not", "label"),
            Column("patients", counts, "how many they are", "count"),
        ),
    )


def _left_out(name: str, replay: Replay) -> Iterator[tuple[str, str, int]]:
    for why, count in replay.endpoint(name).outside.items():
        yield f"endpoint_{name}", why, count


def _of(replay: Replay) -> dict[str, Endpoint]:
    named = replay.study.definitions.items()
    return {name: node for name, node in named if isinstance(node, Endpoint)}


def _dates(days: Iterable[float]) -> list[str | None]:
    return [iso(day) for day in days]
