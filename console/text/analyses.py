"""Analyses as text: each kind of result in the form in which a statistician reads it."""

from collections.abc import Iterator
from typing import Any

from rich.markup import escape
from rich.table import Table

from console.text.output import at, estimate, probability, table, time


def described(result: dict[str, Any], unit: str) -> Iterator[Table | str]:
    """The parts of one result, in order."""
    yield from (f"  [yellow]{escape(warning)}[/]" for warning in result.get("warnings", ()))
    if "refused" in result:
        yield f"  not estimable: {escape(result['refused'])}"
    elif "pairs" in result:
        yield f"  {result['pairs']} pairs, {result['higher']} higher, {result['lower']} lower"
        yield f"  {_test(result['test'])}"
    elif "effect" in result:
        yield _forest(result)
    elif "rows" in result:
        yield _baseline(result)
        yield f"  {result['choice_of_tests']}"
    elif "model" in result:
        yield from _regression(result)
    elif "states" in result:
        yield _states(result, unit)
    elif "variance" in result:
        yield _incidence(result, unit)
        yield from (f"  {name}: {_test(one)}" for name, one in result["tests"].items())
    else:
        yield _curves(result, unit)
        if result.get("excluded"):
            left = ", ".join(f"{why} {n}" for why, n in result["excluded"].items())
            yield f"  left out at the landmark: {left}"
        if result["test"]:
            yield f"  {_test(result['test'])}"


def _curves(result: dict[str, Any], unit: str) -> Table:
    rows = []
    for label, one in result["groups"].items():
        median = estimate(one["median"], time)
        rows.append((escape(label), str(one["n"]), str(one["events"]), f"median {median}", ""))
        rows += [("", "", "", *at(point)) for point in one["at"]]
    headings = ("group", "n", "events", f"estimate (95% CI), {unit}", "")
    return table(*headings, rows=rows, right=frozenset({1, 2}))


def _incidence(result: dict[str, Any], unit: str) -> Table:
    rows = []
    for label, by_cause in result["groups"].items():
        for cause, one in by_cause.items():
            median = f"median {estimate(one['median'], time)}"
            rows.append((escape(label), escape(cause), str(one["events"]), median, ""))
            rows += [("", "", "", *at(point)) for point in one["at"]]
    return table("group", "cause", "events", f"incidence (95% CI), {unit}", "", rows=rows)


def _states(result: dict[str, Any], unit: str) -> Table:
    rows = []
    for label, one in result["states"].items():
        mean = one["mean_time"]
        spent = "" if mean is None else f"mean time {estimate(mean, time)}"
        rows.append((escape(label), spent, ""))
        rows += [("", *at(point)) for point in one["at"]]
    return table("state", f"probability (95% CI), {unit}", "", rows=rows)


def _regression(result: dict[str, Any]) -> Iterator[Table | str]:
    for name, one in result.get("univariate", {}).items():
        if "refused" in one:
            yield f"  {escape(name)}: not estimable: {escape(one['refused'])}"
        else:
            yield _coefficients(one)
            yield f"  {_test(one['test'])}"
    if "entry" in result:
        entered = ", ".join(result["entry"]["entered"]) or "none"
        rule = f"P <= {result['entry']['threshold']} by {result['entry']['test']}"
        yield f"  entered together ({rule}): {escape(entered)}"
        if "refused" in result["entry"]:
            yield f"  together not estimable: {escape(result['entry']['refused'])}"
    if result["model"]:
        yield _coefficients(result["model"])
        yield from (f"  {_test(item)}" for item in result["model"]["tests"])
        if proportional := result["model"].get("proportional_hazards"):
            refused = escape(proportional.get("refused", ""))
            yield f"  proportional hazards: {refused}" if refused else f"  {_test(proportional)}"
        for name, why in result["model"]["set_aside"].items():
            yield f"  {escape(name.replace('_', ' '))} left the model: {escape(why)}"
        left_out = result["model"]["left_out"]
        rows, events = result["model"]["rows"], result["model"]["events"]
        yield f"  {rows} rows, {events} events, {left_out} left out for missing covariates"


def _coefficients(model: dict[str, Any]) -> Table:
    rows = [
        (
            escape(item["column"].replace("_", " ")),
            f"{item['coefficient']:.5f}",
            f"{item['standard_error']:.5f}",
            estimate(item["hazard_ratio"], probability),
            _p(item["p_value"]),
        )
        for item in model["coefficients"]
    ]
    headings = ("covariate", "coefficient", "standard error", "hazard ratio (95% CI)", "P")
    return table(*headings, rows=rows, right=frozenset({1, 2}))


def _forest(result: dict[str, Any]) -> Table:
    rows = []
    for name, by in result["within"].items():
        test = by["interaction"]
        tested = "" if "refused" in test else f"interaction P {_p(test['p_value'])}"
        rows.append((escape(name.replace("_", " ")), "", "", "", tested))
        for label, one in by["groups"].items():
            ratio = estimate(one["hazard_ratio"], probability) if "hazard_ratio" in one else "-"
            p_value = _p(one["p_value"]) if "p_value" in one else escape(one["refused"])
            rows.append(
                (f"  {escape(label)}", str(one["rows"]), str(one["events"]), ratio, p_value)
            )
    effect = escape(result["effect"].replace("_", " "))
    headings = ("group", "n", "events", f"hazard ratio of {effect} (95% CI)", "P")
    return table(*headings, rows=rows, right=frozenset({1, 2}))


def _baseline(result: dict[str, Any]) -> Table:
    rows = []
    for name, one in result["rows"].items():
        title = escape(name.replace("_", " "))
        rows.append((title, "", _test(one["test"])))
        rows += [(f"  {escape(label)}", _cell(group), "") for label, group in one["groups"].items()]
    return table("characteristic", "value", "test", rows=rows)


def _cell(group: dict[str, Any]) -> str:
    if "counts" in group:
        counts = ", ".join(f"{level} {n}" for level, n in group["counts"].items())
        return f"{counts}, missing {group['missing']}" if group["missing"] else counts
    missing = f", missing {group['missing']}" if group["missing"] else ""
    if not group["count"]:
        return f"none known{missing}"
    return f"median {group['median']:g} ({group['minimum']:g}-{group['maximum']:g}){missing}"


def _test(test: dict[str, Any]) -> str:
    if "refused" in test:
        return f"not tested: {escape(test['refused'])}"
    if test["statistic"] is None:
        return f"{test['test']}: P {_p(test['p_value'])}"
    freedom = test["degrees_of_freedom"]
    on = f" on {freedom} df" if freedom is not None else ""
    return f"{test['test']}: {test['statistic']:.3f}{on}, P {_p(test['p_value'])}"


def _p(value: float) -> str:
    return "< 0.0001" if value < 0.0001 else f"{value:.4f}"
