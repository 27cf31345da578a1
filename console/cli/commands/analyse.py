"""``timeline analyse``: the study's analysis plan, carried out as of a data cutoff."""

from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING

import click

from console.application.errors import NotFound
from console.application.question import Question
from console.cli import completion
from console.cli.notices import open_session
from console.cli.options import as_of_options, json_option
from console.text.analyses import described
from console.text.not_enrolled import in_words
from console.text.output import console, print_json
from projections.cohort.replay import Replay
from projections.findings.not_enrolled import not_enrolled

if TYPE_CHECKING:
    from analyses.plan import Refused, Result


@click.command(name="analyse")
@click.argument("names", nargs=-1, shell_complete=completion.analyses)
@as_of_options
@json_option
def command(
    names: tuple[str, ...],
    store: Path,
    question: Question,
    as_json: bool,
) -> None:
    """Carry out the study's analysis plan, or the analyses NAMES of it, as of a cutoff."""
    with open_session(store, question) as opened:
        replay = opened.replay()
        others, results = not_enrolled(replay), _results(replay, names)
        about = {"as_of": opened.as_of.as_json(), "stamp": opened.stamp().as_json()}
    if as_json:
        analyses = {name: result.as_json() for name, result in results.items()}
        print_json({**about, **others, "analyses": analyses})
        return
    out = console()
    out.print(f"[bold]{opened.study.name}[/], {opened.as_of_in_words}")
    for count in others.values():
        out.print(f"[yellow]{in_words(count)}[/]")
    for name, result in results.items():
        out.print(f"\n[bold]{name}[/]")
        for part in described(result, opened.study.unit.name):
            out.print(part)


def _results(replay: Replay, names: tuple[str, ...]) -> "dict[str, Result | Refused]":
    """The analyses named, or all; one that this cutoff cannot give says why instead."""
    from analyses.plan import PlanResults

    plan, results = replay.study.plan, PlanResults(replay)
    for name in names:
        if name not in plan:
            close = get_close_matches(name, plan, n=1)
            there = f"did you mean '{close[0]}'?" if close else "; ".join(plan)
            raise NotFound(f"no analysis of that name in the plan of the study; {there}")
    return {name: results.attempted(name) for name in names or plan}
