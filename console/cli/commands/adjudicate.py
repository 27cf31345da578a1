"""``timeline adjudicate``: record an expert's decision on a derived value."""

from datetime import date
from typing import Any

import click

from console.application.studies import only_study, study_named
from console.cli import completion
from console.cli.notices import log_beside
from console.cli.options import CutoffDate
from console.cli.writing import Writing, reason_option, writing_options


@click.command(name="adjudicate")
@click.argument("patient", shell_complete=completion.patients)
@click.argument("definition", shell_complete=completion.definitions)
@click.argument("decision")
@click.option("--on", "day", type=CutoffDate(), required=True, help="Day of the decided value.")
@reason_option("decided so")
@click.option("--record", "source_record", required=True, help="Id of the minutes or form.")
@click.option("--system", "source_system", default="console", show_default=True)
@writing_options("decides it, such as a panel", "decided")
def command(
    patient: str, definition: str, decision: str, day: date, writing: Writing, **envelope: Any
) -> None:
    """Decide that DEFINITION of PATIENT is DECISION, from --on.

    DEFINITION is a milestone (reached, not reached), a class (its label) or a quantity; one inside
    an episode is named as in salvage_line/2/line_response. No result uses a decision unless
    --adjudications applied is given.

    For example: timeline adjudicate P001 progression "not reached" --on 2015-06-01 --reason
    "regenerating marrow" --recorder panel --record J-1.
    """
    with writing.opened() as store:
        store.history(patient)
        named = writing.study
        study = study_named(named) if named is not None else only_study(log_beside(store))
        fields = {
            **envelope,
            **writing.envelope,
            **_named(definition),
            "kind": "adjudicated",
            "patient": patient,
            "occurred": day.isoformat(),
            "study": study.name,
            "decision": decision,
        }
        writing.write(store, fields)


def _named(definition: str) -> dict[str, Any]:
    """A definition, or one inside an episode by the episodes' name and number."""
    parts = definition.split("/")
    if len(parts) == 1:
        return {"definition": definition}
    if len(parts) != 3 or not parts[1].isdigit():
        raise click.UsageError(f"'{definition}' names no value; write as in line/2/line_response")
    return {"episodes": parts[0], "episode": int(parts[1]), "definition": parts[2]}
