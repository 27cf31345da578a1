"""``timeline audit``: how a value of a patient was derived."""

from datetime import date, datetime
from pathlib import Path

import click
from rich.markup import escape

from console.derivations import derivation_tree
from console.options import as_of_options, json_option
from console.output import as_of_line, console, print_json
from console.session import Session, session


@click.command(name="audit")
@click.argument("patient")
@click.argument("value")
@as_of_options
@json_option
def command(
    patient: str,
    value: str,
    store: Path,
    study: str | None,
    cutoff: date,
    known_by: datetime | None,
    censoring: str,
    as_json: bool,
) -> None:
    """Show how VALUE of PATIENT was derived: rule, deciding events, rejected ones.

    VALUE is a definition of the study, or one inside an episode: salvage_line/2/line_response.
    """
    with session(store, study, cutoff, known_by, censoring) as opened:
        tree = opened.derivation(patient, value)
        events = opened.store.history(patient).by_id
    if as_json:
        cited = dict.fromkeys(tree.events())
        print_json(
            {
                "patient": patient,
                "as_of": opened.as_of.as_json(),
                "stamp": opened.stamp(),
                "derivation": tree.as_json(),
                "events": {str(one): events[one].model_dump(mode="json") for one in cited},
            }
        )
        return
    out = console()
    out.print(f"[bold]{escape(patient)}[/], {_as_of(opened)}")
    out.print(derivation_tree(tree, events))


def _as_of(opened: Session) -> str:
    return as_of_line(opened.as_of.as_json(), str(opened.censoring))
