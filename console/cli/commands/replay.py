"""``timeline replay``: the cohort as of a data cutoff."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
from rich.markup import escape

from console.application.question import Question
from console.application.session import Session
from console.cli.notices import open_session
from console.cli.options import as_of_options, json_option
from console.cli.undeclared_kinds import in_words
from console.text.not_enrolled import in_words as others_in_words
from console.text.output import as_of_line, at, console, estimate, print_json, table, time
from projections.findings.imputed_days import imputed_days
from projections.findings.not_enrolled import NOT_ENROLLED, not_enrolled
from projections.findings.uncounted_outcomes import OUTSIDE, uncounted
from projections.findings.undeclared_kinds import undeclared
from projections.language.wording import words
from timeline.locks import digest_of

NAMED = 5
"""Of more patients the first are named; JSON names all."""


@click.command(name="replay")
@as_of_options
@json_option
def command(
    store: Path,
    question: Question,
    as_json: bool,
) -> int:
    """Replay the cohort at a data cutoff: populations, endpoints, attrition.

    The exit code is 1 if the replay of a lock differs from the one that was locked.
    """
    with open_session(store, question) as opened:
        result = replayed(opened)
    differs = not result["stamp"].get("lock", {"same_bytes": True})["same_bytes"]
    if differs:
        click.echo("timeline: this replay differs from the one that was locked", err=True)
    if as_json:
        print_json(result)
    else:
        _print(result)
    return 1 if differs else 0


def replayed(opened: Session) -> dict[str, Any]:
    """The result of a replay as plain values."""
    from analyses.plan import PlanResults
    from analyses.summaries.endpoint import summarise

    study, replay = opened.study, opened.replay()
    results = PlanResults(replay)
    result: dict[str, Any] = {
        "as_of": opened.as_of.as_json(),
        "stamp": opened.stamp().as_json(),
        "unit": study.unit.name,
        "conventions": list(study.conventions),
        **not_enrolled(replay),
        "populations": {name: len(replay.members(name)) for name in study.populations},
        "classes": {name: replay.class_counts(name) for name in study.classes},
        "endpoints": {name: summarise(results, name).as_json() for name in study.endpoints},
    }
    if imputed := imputed_days(replay):
        result["imputed_days"] = imputed
    if outside := uncounted(replay):
        result["findings"] = {OUTSIDE: len(outside)}
    if counts := undeclared(replay):
        result["undeclared_kinds"] = counts
    if opened.lock is not None:
        result["stamp"]["lock"]["same_bytes"] = digest_of_replay(result) == opened.lock.replay
    return result


def digest_of_replay(result: dict[str, Any]) -> str:
    """Digest of all that a replay says, without the stamp that says what it rests on."""
    return digest_of({name: value for name, value in result.items() if name != "stamp"})


def _print(result: dict[str, Any]) -> None:
    stamp = result["stamp"]
    out = console()
    out.print(f"[bold]{stamp['study']}[/], {as_of_line(result)}")
    if others := result.get(NOT_ENROLLED):
        out.print(f"  [yellow]{others_in_words(others)}[/]")
    for name, count in result["populations"].items():
        out.print(f"  {name.replace('_', ' ')}: {count}")
    for name, counts in result["classes"].items():
        parts = "; ".join(f"{label} {count}" for label, count in counts.items() if count)
        out.print(f"  {name.replace('_', ' ')}: {parts}")
    out.print()
    out.print(_endpoints(result))
    if imputed := result.get("imputed_days"):
        out.print(f"\n[yellow]imputed days from or to which time is counted: {imputed}[/]")
    for name, count in result.get("findings", {}).items():
        out.print(f"\n[yellow]findings: {count} {words(name)}[/] (see 'timeline quality --cutoff')")
    if undeclared_kinds := in_words(
        result.get("undeclared_kinds", {}), "this study does not declare"
    ):
        out.print(f"\n[yellow]{escape(undeclared_kinds)}[/]")
    if "lock" in stamp:
        out.print(f"\n{_lock(stamp['lock'])}")
    rests_on = f"definitions {stamp['definitions']}, store position {stamp['store_position']}"
    out.print(f"\n[dim]{'; '.join((rests_on, *result['conventions']))}[/]")


def _lock(lock: dict[str, Any]) -> str:
    same = "the same bytes as when" if lock["same_bytes"] else "other bytes than when"
    changed = f"; since then {'; '.join(lock['changed_since'])}" if lock["changed_since"] else ""
    return f"lock '{escape(lock['name'])}': {same} it was made{changed}"


def _endpoints(result: dict[str, Any]) -> Any:
    from analyses.plan.endpoint_curve import KAPLAN_MEIER
    from analyses.survival.intervals import Estimate

    rows = []
    for name, endpoint in result["endpoints"].items():
        median = f"median {estimate(Estimate(**endpoint['median']), time)}"
        estimator = "" if endpoint["estimator"] == KAPLAN_MEIER else endpoint["estimator"]
        rows.append((name, str(endpoint["n"]), str(endpoint["events"]), median, estimator))
        rows += [("", "", "", *line) for line in _below(endpoint)]
    headings = ("endpoint", "n", "events", f"estimate (95% CI), {result['unit']}", "")
    return table(*headings, rows=rows, right=frozenset({1, 2}))


def _below(endpoint: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """The curve at the report times, who is left out, and who entered late but counts before."""
    from analyses.survival.time_points import TimePoint

    yield from (at(TimePoint(**item)) for item in endpoint["at"])
    yield from ((f"left out: {why}", str(n)) for why, n in endpoint["outside"].items())
    if late := endpoint["entered_after_origin"]:
        named = ", ".join(late[:NAMED]) + (", ..." if len(late) > NAMED else "")
        yield f"at risk before they entered: {escape(named)}", str(len(late))
