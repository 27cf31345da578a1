"""How estimates changed between two replays, and where they would be without some changes."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from analyses.plan import PlanResults
from analyses.summaries.endpoint import summarise
from analyses.survival.intervals import Estimate
from projections.cohort.replay import Replay

Value: TypeAlias = Estimate | str | float | bool | None
Values: TypeAlias = Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class EstimateChange:
    """An estimate that differs between two replays.

    Attributes
    ----------
    estimate
        Its name: ``median``, or its place in an analysis, ``groups/high/median/estimate``.
    before, after
        Its value in each replay, None where it has none.
    without
        Its value in the later replay without some of the changes, by what is left out.
    """

    estimate: str
    before: Value
    after: Value
    without: Values

    def as_json(self) -> dict[str, Any]:
        """Plain values."""
        return {
            "estimate": self.estimate,
            "before": _plain(self.before),
            "after": _plain(self.after),
            "without": {what: _plain(value) for what, value in self.without.items()},
        }


def endpoint_changes(
    before: Replay, after: Replay, name: str, without: Mapping[str, Replay]
) -> list[EstimateChange]:
    """The estimates of an endpoint that differ, each also as it is without some changes.

    Parameters
    ----------
    without
        Replays that lack some of what changed, by what they lack.
    """
    return _changes(lambda replay: _endpoint(replay, name), before, after, without)


def analysis_changes(
    before: Replay, after: Replay, name: str, without: Mapping[str, Replay]
) -> list[EstimateChange]:
    """The statistics of a planned analysis that differ, under their places in its result."""
    return _changes(lambda replay: _analysis(replay, name), before, after, without)


def _changes(
    evaluate: Callable[[Replay], Values],
    before: Replay,
    after: Replay,
    without: Mapping[str, Replay],
) -> list[EstimateChange]:
    then, now = evaluate(before), evaluate(after)
    if then == now:
        return []
    lacking = {what: evaluate(replay) for what, replay in without.items()}
    return [
        EstimateChange(
            name,
            then.get(name),
            now.get(name),
            {what: found.get(name) for what, found in lacking.items()},
        )
        for name in {**then, **now}
        if then.get(name) != now.get(name)
    ]


def _endpoint(replay: Replay, name: str) -> Values:
    """Of one endpoint: how many, the median and the curve at the report times, with limits."""
    found = summarise(PlanResults(replay), name)
    at = {f"at {point.time:g}": point.limits for point in found.at}
    return {"n": found.n, "events": found.events, "median": found.median, **at}


def _analysis(replay: Replay, name: str) -> Values:
    return dict(_statistics(PlanResults(replay).attempted(name).as_json()))


def _statistics(result: Any, place: str = "") -> Iterator[tuple[str, Value]]:
    """Numbers and refusals of a result under their places: ``groups/high/median/estimate``."""
    match result:
        case dict():
            for name, item in result.items():
                yield from _statistics(item, f"{place}/{name}" if place else str(name))
        case list() | tuple():
            for number, item in enumerate(result, start=1):
                yield from _statistics(item, f"{place}/{_label(item, number)}")
        case _:
            yield place, result


def _label(item: object, number: int) -> str:
    """An entry of a list by its time or column, if it has one."""
    if isinstance(item, dict):
        return str(item.get("column", item.get("time", item.get("test", number))))
    return str(number)


def _plain(value: Value) -> Any:
    return value.as_json() if isinstance(value, Estimate) else value
