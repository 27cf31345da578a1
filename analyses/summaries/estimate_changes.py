"""How estimates moved between two replays, and where they would be without some of the changes."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from analyses.errors import AnalysisError
from analyses.plan import carried_out, plain
from analyses.summaries.endpoint import EndpointSummary, summarise
from projections.cohort.replay import Replay

Plain = dict[str, Any]


def endpoint_estimates(replay: Replay, name: str) -> Plain:
    """Of one endpoint: how many, the median and the curve at the report times, with limits."""
    found = summarise(replay, name)
    median = plain.limits(found.median)
    return {"n": found.n, "events": found.events, "median": median, **_at(found)}


def moved_endpoint(
    before: Replay, after: Replay, name: str, without: Mapping[str, Replay]
) -> list[Plain]:
    """The estimates of an endpoint that differ, each also as it is without some changes.

    Parameters
    ----------
    without
        Replays that lack some of what changed, by what they lack.
    """
    return _moved(lambda replay: endpoint_estimates(replay, name), before, after, without)


def moved_analysis(
    before: Replay, after: Replay, name: str, without: Mapping[str, Replay]
) -> list[Plain]:
    """The figures of a planned analysis that differ, under their places in its result."""
    return _moved(lambda replay: dict(_figures(_result(replay, name))), before, after, without)


def _moved(
    of: Callable[[Replay], Plain], before: Replay, after: Replay, without: Mapping[str, Replay]
) -> list[Plain]:
    then, now = of(before), of(after)
    if then == now:
        return []
    lacking = {what: of(replay) for what, replay in without.items()}
    return [
        {
            "estimate": item,
            "before": then.get(item),
            "after": now.get(item),
            "without": {what: found.get(item) for what, found in lacking.items()},
        }
        for item in {**then, **now}
        if then.get(item) != now.get(item)
    ]


def _result(replay: Replay, name: str) -> Plain:
    try:
        return carried_out(replay, name)
    except AnalysisError as refusal:
        return {"refused": str(refusal)}


def _figures(result: Any, place: str = "") -> Iterator[tuple[str, Any]]:
    """Numbers and refusals of a result under their places: ``groups/high/median/estimate``."""
    match result:
        case dict():
            for name, one in result.items():
                yield from _figures(one, f"{place}/{name}" if place else str(name))
        case list() | tuple():
            for number, one in enumerate(result, start=1):
                yield from _figures(one, f"{place}/{_label(one, number)}")
        case _:
            yield place, result


def _label(one: Any, number: int) -> str:
    """An entry of a list by its time or column, if it has one."""
    if isinstance(one, dict):
        return str(one.get("column", one.get("time", one.get("test", number))))
    return str(number)


def _at(found: EndpointSummary) -> Plain:
    return {f"at {item.time:g}": plain.limits(item) for item in found.at}
