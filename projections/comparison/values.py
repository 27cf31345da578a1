"""What every definition evaluates to for every patient of a replay, in comparable columns."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, partial

import numpy as np
from numpy.typing import NDArray

from projections.cohort.replay import Replay
from projections.engine import NEVER, Evaluation
from projections.engine.outcomes import FollowUp
from projections.engine.values import Values, values_of, words_of
from projections.language import Episodes, Node
from projections.states import histories
from projections.study import Study
from timeline.dates import day_from_number

STATE = "state"
"""Name under which a patient's last state is compared."""

NOBODY = "not in the study"
MEMBER = "in the study"
NONE_SUCH = "no such episode"


@dataclass(frozen=True, slots=True)
class Value:
    """What a definition evaluates to for one patient.

    Attributes
    ----------
    text
        In words.
    date
        ISO date; None where there is no date.
    days
        Length of follow-up; None for all but endpoints.
    ongoing
        Whether follow-up has not ended: its length then grows with every cutoff.
    """

    text: str
    date: str | None = None
    days: int | None = None
    ongoing: bool = False

    def as_json(self) -> dict[str, object]:
        """Plain values."""
        return {
            "said": self.text,
            "date": self.date,
            "days": self.days,
            "ongoing": self.ongoing,
        }


@dataclass(frozen=True, slots=True)
class Column:
    """A definition's values in parallel arrays; ``NEVER`` stands for no day, -1 for no length."""

    text: NDArray[np.object_]
    day: NDArray[np.int32]
    days: NDArray[np.int32]
    ongoing: NDArray[np.bool_]

    @classmethod
    def without_length(
        cls, text: NDArray[np.object_], day: NDArray[np.int32] | None = None
    ) -> "Column":
        """A column of values that have no length."""
        count = len(text)
        never = np.full(count, NEVER, dtype=np.int32)
        none = np.full(count, -1, dtype=np.int32)
        return cls(text, never if day is None else day, none, np.zeros(count, dtype=bool))

    def take(self, index: NDArray[np.intp]) -> "Column":
        """The column at some places."""
        return Column(self.text[index], self.day[index], self.days[index], self.ongoing[index])

    def differs(self, other: "Column") -> NDArray[np.bool_]:
        """Where two columns of the same patients differ."""
        found: NDArray[np.bool_] = (
            (self.text != other.text) | (self.day != other.day) | (self.days != other.days)
        )
        return found

    def at(self, place: int) -> Value:
        """The value at a place."""
        day, days = int(self.day[place]), int(self.days[place])
        date = None if day == NEVER else day_from_number(day).isoformat()
        length = None if days < 0 else days
        return Value(str(self.text[place]), date, length, bool(self.ongoing[place]))


@dataclass(frozen=True)
class Snapshot:
    """Values of a replay's patients, in the order of their ids.

    A value inside an episode has the name that an audit gives it: ``line/2/response``.
    """

    patients: NDArray[np.str_]
    columns: Mapping[str, Column]

    @cached_property
    def places(self) -> dict[str, int]:
        """The place of each patient."""
        return {patient: place for place, patient in enumerate(self.patients.tolist())}

    def value(self, patient: str, name: str) -> Value:
        """What a definition evaluates to for a patient, who need not be in the study."""
        place = self.places.get(patient)
        if place is None:
            return Value(NOBODY)
        if name == MEMBER:
            return Value(MEMBER)
        return self.columns[name].at(place) if name in self.columns else Value(NONE_SUCH)


def names_of(study: Study) -> list[str]:
    """Names of all that is compared of a study's patients but what is seen inside episodes."""
    return [*study.definitions, *([] if study.states is None else [STATE])]


def is_compared(study: Study, name: str) -> bool:
    """Whether a name is one of what is compared: ``EPISODES/NUMBER/NAME`` inside an episode."""
    episodes, _, rest = name.partition("/")
    number, _, inner = rest.partition("/")
    inside = number.isdecimal() and inner in study.inside.get(episodes, ())
    return inside or name in names_of(study)


def snapshot(replay: Replay, names: Collection[str] | None = None) -> Snapshot:
    """The values of some definitions of a replay's study, or of all."""
    order = np.argsort([patient for part in replay.parts for patient in part.patients.tolist()])
    columns = {}
    for name, node in replay.study.definitions.items():
        if names is None or name in names:
            columns[name] = _whole(replay, partial(_column, node=node), order)
    for name, inside in replay.study.inside.items():
        columns |= _inside(replay, name, inside, order, names)
    if replay.study.states is not None and (names is None or STATE in names):
        columns[STATE] = _states(replay)
    return Snapshot(replay.patients, columns)


def _column(evaluation: Evaluation, node: Node) -> Column:
    """A definition's values over all patients of an evaluation."""
    if isinstance(node, Episodes):
        return _begun(evaluation, node)
    found = values_of(evaluation, node)
    if found.follow_up is not None:
        return _followed(found, found.follow_up)
    return Column.without_length(words_of(evaluation, node), found.day)


def _followed(found: Values, followed: FollowUp) -> Column:
    outside, ongoing = found.outside, followed.cause == 0
    text = np.where(ongoing, "censored (" + found.value + ")", found.value)
    return Column(
        np.where(outside, "not in the analysis (" + found.value + ")", text),
        np.where(outside, np.int32(NEVER), found.day),
        np.where(outside, np.int32(-1), found.day - followed.origin.day),
        ongoing,
    )


def _begun(evaluation: Evaluation, episodes: Episodes) -> Column:
    """How many episodes a patient has, and when they began."""
    table = evaluation.inside(episodes).table
    dates: list[list[str]] = [[] for _ in range(evaluation.view.patients)]
    for patient, day in zip(table.patient.tolist(), table.day.tolist(), strict=True):
        dates[patient].append(day_from_number(day).isoformat())
    return Column.without_length(
        _words(f"{len(date)}: {', '.join(date)}" if date else "none" for date in dates)
    )


def _inside(
    replay: Replay,
    episodes: str,
    inside: Mapping[str, Node],
    order: NDArray[np.intp],
    names: Collection[str] | None,
) -> dict[str, Column]:
    """What is seen inside each episode, numbered as far as any patient got."""
    node = replay.study.definitions[episodes]
    assert isinstance(node, Episodes), f"{episodes} is no definition of episodes"
    tables = [part.evaluation.inside(node).table for part in replay.parts]
    last = max((int(table.number.max(initial=0)) for table in tables), default=0)
    numbers = {
        f"{episodes}/{number}/{name}": (number, definition)
        for number in range(1, last + 1)
        for name, definition in inside.items()
    }

    def numbered(evaluation: Evaluation, number: int, definition: Node) -> Column:
        within = evaluation.inside(node)
        column = _column(within, definition)
        place = np.full(evaluation.view.patients, len(column.text), dtype=np.intp)
        here = np.flatnonzero(within.table.number == number)
        place[within.table.patient[here]] = here
        return _and_none(column).take(place)

    return {
        name: _whole(replay, partial(numbered, number=number, definition=definition), order)
        for name, (number, definition) in numbers.items()
        if names is None or name in names
    }


def _and_none(column: Column) -> Column:
    """A column with one more entry, for those who have no such episode."""
    none = Column.without_length(_words([NONE_SUCH]))
    return _stacked([column, none])


def _states(replay: Replay) -> Column:
    """The state in which each patient was at last, and since when."""
    walked = histories(replay)
    text = np.full(len(walked.patients), "not entered", dtype=object)
    day = np.full(len(walked.patients), NEVER, dtype=np.int32)
    names = np.array(walked.labels.names, dtype=object)
    for step in np.flatnonzero(walked.steps.lasting).tolist():
        patient = walked.steps.patient[step]
        text[patient], day[patient] = names[walked.steps.to[step]], walked.steps.day[step]
    return Column.without_length(text, day)


def _whole(
    replay: Replay, column: Callable[[Evaluation], Column], order: NDArray[np.intp]
) -> Column:
    """The column of all members of all parts, in the order of ids."""
    parts = [column(part.evaluation).take(part.members) for part in replay.parts]
    return _stacked(parts).take(order)


def _stacked(columns: list[Column]) -> Column:
    if not columns:
        return Column.without_length(_words([]))
    kept = ((getattr(column, name) for column in columns) for name in Column.__slots__)
    return Column(*(np.concatenate(list(item)) for item in kept))


def _words(texts: Iterable[str]) -> NDArray[np.object_]:
    return np.array(list(texts), dtype=object)
