"""What repeats within a patient: episodes, and stays in states."""

from collections.abc import Iterator

from console.export.definitions import DATE, Explained
from console.export.follow_up import causes
from console.export.patients import PATIENT, iso
from console.export.table import Column, Table
from projections.cohort.episodes import Ending, EpisodeRow, Value, episode_rows
from projections.cohort.replay import Replay
from projections.language import Endpoint, Episodes, Milestone
from projections.states import histories, lines_of


def episodes(replay: Replay, explained: Explained) -> Iterator[Table]:
    """``episodes_<name>`` for each definition of episodes, one row per episode."""
    for name, node in replay.study.definitions.items():
        if isinstance(node, Episodes):
            rows = episode_rows(replay, name)
            columns = (*_episode(rows, node, explained), *_inside(rows, name, explained))
            yield Table(f"episodes_{name}", columns)


def _episode(rows: list[EpisodeRow], node: Episodes, explained: Explained) -> Iterator[Column]:
    yield Column("patient", [row.patient for row in rows], PATIENT)
    yield Column("number", [row.number for row in rows], "counted from 1 per patient", "count")
    begins = {"means": f"when it began: {explained.sentence(node)}", "source": node.source}
    yield Column("start", [row.start for row in rows], unit=DATE, **begins)
    yield Column("begun_by", [str(row.begun_by) for row in rows], "id of the event that began it")


def _inside(rows: list[EpisodeRow], name: str, explained: Explained) -> Iterator[Column]:
    for key, node in explained.study.inside.get(name, {}).items():
        if isinstance(node, Endpoint):
            yield from _endings(key, [row.values[key] for row in rows], node, explained)
            continue
        dated = isinstance(node, Milestone)
        values = [_exported(row.values[key], dated=dated) for row in rows]
        yield Column(key, values, **explained.column(node))


def _endings(
    key: str, values: list[Value], node: Endpoint, explained: Explained
) -> Iterator[Column]:
    """Follow-up from inside each episode: how long, why it ended, and when."""
    endings = [value.value for value in values if isinstance(value.value, Ending)]
    definition = {"means": explained.sentence(node), "source": node.source}
    yield Column(f"{key}_days", [ending.days for ending in endings], unit="days", **definition)
    yield Column(f"{key}_cause", [ending.cause for ending in endings], causes(node), "code")
    yield Column(f"{key}_reason", [ending.reason for ending in endings], "what ended it", "label")
    yield Column(f"{key}_end", [value.date for value in values], "day of its end", DATE)


def _exported(value: Value, *, dated: bool) -> object:
    return value.date if dated else value.value


def states(replay: Replay, explained: Explained) -> Iterator[Table]:
    """``states`` where the study declares states: rows (start, stop] in one state."""
    if replay.study.states is None:
        return
    walked = histories(replay)
    rows = walked.intervals
    entered = dict(zip(walked.patients.tolist(), walked.origin.tolist(), strict=True))
    patients = rows.patient.tolist()
    moves = (f"{line.to} by {line.by}" for line in lines_of(replay.study))
    source = replay.study.states.source
    yield Table(
        "states",
        (
            Column("patient", patients, PATIENT),
            Column(
                "entered",
                [iso(entered[patient]) for patient in patients],
                explained.cited(replay.study.states.origin),
                DATE,
            ),
            Column("start", rows.start.tolist(), "days since entering, excluded", "days"),
            Column("stop", rows.stop.tolist(), "days since entering, included", "days"),
            Column("state", rows.state_names.tolist(), "; ".join(moves), "label", source),
            Column("to", rows.to_names.tolist(), "the next state; empty if censored", "label"),
        ),
    )
