"""``timeline analyse``: the study's analysis plan, carried out as of a data cutoff."""

from difflib import get_close_matches
from pathlib import Path
from typing import Any

import click

from console.application.errors import NotFound
from console.application.question import Question
from console.application.session import Session
from console.cli.notices import open_session
from console.cli.options import as_of_options, json_option
from console.text.analyses import described
from console.text.not_enrolled import in_words
from console.text.output import console, print_json
from projections.cohort.replay import Replay
from projections.findings.not_enrolled import not_enrolled


@click.command(name="analyse")
@click.argument("names", nargs=-1)
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
        others, found = not_enrolled(replay), _carried_out(opened, replay, names)
        about = {"as_of": opened.as_of.as_json(), "stamp": opened.stamp()}
        result = {**about, **others, "analyses": found}
    if as_json:
        print_json(result)
        return
    out = console()
    out.print(f"[bold]{opened.study.name}[/], {opened.as_of_in_words}")
    for count in others.values():
        out.print(f"[yellow]{in_words(count)}[/]")
    for name, one in found.items():
        out.print(f"\n[bold]{name}[/]")
        for part in described(one, opened.study.unit.name):
            out.print(part)


def _carried_out(opened: Session, replay: Replay, names: tuple[str, ...]) -> dict[str, Any]:
    """The analyses asked for; one that this cutoff cannot give says why instead."""
    from analyses.errors import AnalysisError
    from analyses.plan import carried_out

    found: dict[str, Any] = {}
    for name in names or opened.study.plan:
        if name not in opened.study.plan:
            close = get_close_matches(name, opened.study.plan, n=1)
            there = f"did you mean '{close[0]}'?" if close else "; ".join(opened.study.plan)
            raise NotFound(f"no analysis of that name in the plan of the study; {there}")
        try:
            found[name] = carried_out(replay, name)
        except AnalysisError as refusal:
            found[name] = {"refused": str(refusal)}
    return found
