"""What a definition evaluates to for one patient, and the rows of the events that decided it."""

from dataclasses import dataclass, replace

from projections.audit.deciding import Rows, begun, counted, setters, some, turning_point
from projections.engine import NEVER, Evaluation, MilestoneDates
from projections.engine.outcomes import (
    DIED_BEFORE_ORIGIN,
    ENDED_BY_ENTRY,
    classify,
    follow_up,
)
from projections.engine.status import status_at
from projections.engine.values import values_of, words_of
from projections.language import (
    Classes,
    Condition,
    Count,
    Elapsed,
    Endpoint,
    Episodes,
    Events,
    Milestone,
    Node,
    Quantity,
    Reached,
)
from projections.language.cutoff_dependence import awaits
from projections.language.episodes import OfPatient
from projections.language.milestones import Occurrence
from timeline.dates import day_from_number

TRUTHS = {-1: "false", 0: "unknown", 1: "true"}


@dataclass(frozen=True, slots=True)
class DerivedValue:
    """What came out.

    Attributes
    ----------
    value
        In words.
    day
        Day number; ``NEVER`` where there is no date.
    rows
        Of the deciding events.
    open
        Of follow-up that has not ended: what is said of it without its length, which grows with
        every cutoff. Empty for all else.
    """

    value: str
    day: int = NEVER
    rows: Rows = ()
    open: str = ""

    @property
    def date(self) -> str | None:
        """The day in ISO form."""
        return None if self.day == NEVER else day_from_number(self.day).isoformat()

    @property
    def essence(self) -> tuple[str, int]:
        """What must differ for the value to have changed."""
        return (self.open, NEVER) if self.open else (self.value, self.day)


def derived_value(
    evaluation: Evaluation, unit: int, node: Node, at: MilestoneDates
) -> DerivedValue:
    """What a definition evaluates to for one unit: a patient, or an episode.

    Conditions are taken as they stand at a moment of each unit, all else as of the cutoff. A
    value that an expert decided rests on that decision alone.
    """
    derived, override = _derived_value(evaluation, unit, node, at), evaluation.override(node)
    decided = None if override is None else override.deciding_row(unit)
    return derived if decided is None else replace(derived, rows=(decided,))


def _derived_value(
    evaluation: Evaluation, unit: int, node: Node, at: MilestoneDates
) -> DerivedValue:
    match node:
        case Milestone():
            return _milestone(evaluation, unit, node)
        case Condition():
            truth = status_at(evaluation, node, at).truth[unit]
            return DerivedValue(TRUTHS[int(truth)], rows=setters(evaluation, unit, node, at))
        case Endpoint():
            return _endpoint(evaluation, unit, node)
        case Classes():
            return _class(evaluation, unit, node)
        case Quantity():
            return _quantity(evaluation, unit, node)
        case Episodes():
            rows = begun(evaluation, unit, node)
            return DerivedValue(f"{len(rows)} episodes", rows=rows)
    raise NotImplementedError(f"no value for {type(node).__name__}")


def _milestone(evaluation: Evaluation, unit: int, milestone: Milestone) -> DerivedValue:
    moments, turn = evaluation.moments(milestone), turning_point(evaluation, unit, milestone)
    verdict = evaluation.status_by(milestone, evaluation.end)
    rows = some([verdict.row[unit]])
    match milestone:
        case Occurrence(of=Condition() as condition) if rows:
            rows = some([*setters(evaluation, unit, condition, turn), *rows])
        case Occurrence(n=n) if n > 1:
            rows = counted(evaluation, unit, milestone)
        case Elapsed() | OfPatient() if rows and awaits(milestone):
            rows = some([*rows, evaluation.observation.row[unit]])
    return DerivedValue(words_of(evaluation, milestone)[unit], int(moments.day[unit]), rows)


def _endpoint(evaluation: Evaluation, unit: int, endpoint: Endpoint) -> DerivedValue:
    found, followed = values_of(evaluation, endpoint), follow_up(evaluation, endpoint)
    reason = str(found.value[unit])
    observed = evaluation.observation.row[unit]
    if found.outside[unit]:
        rests = reason in (DIED_BEFORE_ORIGIN, ENDED_BY_ENTRY)
        return DerivedValue(
            f"not in the analysis: {reason}", rows=some([observed] if rests else [])
        )
    day = int(followed.day[unit])
    days = day - int(followed.origin.day[unit])
    ended = [followed.row[unit]] if followed.cause[unit] > 0 else [followed.row[unit], observed]
    rows = some([followed.origin.row[unit], *ended])
    censored = "" if followed.cause[unit] > 0 else f"censored ({reason})"
    return DerivedValue(f"{censored or reason} after {days} days", day, rows, censored)


def _class(evaluation: Evaluation, unit: int, classes: Classes) -> DerivedValue:
    case = int(classify(evaluation, classes)[unit])
    if case == len(classes.cases):
        return DerivedValue(classes.otherwise)
    match classes.cases[case].when:
        case Reached(milestone):
            rows = _milestone(evaluation, unit, milestone).rows
        case when:
            rows = setters(evaluation, unit, when, evaluation.end)
    return DerivedValue(classes.cases[case].label, rows=rows)


def _quantity(evaluation: Evaluation, unit: int, quantity: Quantity) -> DerivedValue:
    """A number or word, and the event it was read off, or those that it counts."""
    match quantity:
        case Count(of=Events()):
            rows = counted(evaluation, unit, quantity)
        case Count(of=Episodes() as episodes):
            rows = begun(evaluation, unit, episodes)
        case _:
            rows = some([values_of(evaluation, quantity).row[unit]])
    return DerivedValue(words_of(evaluation, quantity)[unit], rows=rows)
