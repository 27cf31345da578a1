"""``timeline adjudicate``: record what an expert decided a derived value to be."""

from datetime import date, datetime
from pathlib import Path
from typing import Any

import click

from console.application.logs import log_beside
from console.application.studies import only_study, study_named, vocabulary_with
from console.cli.options import (
    CutoffDate,
    ZonedInstant,
    json_option,
    store_option,
    study_option,
)
from console.cli.recording import now_or, record_and_tell
from timeline.store import Store


@click.command(name="adjudicate")
@click.argument("patient")
@click.argument("definition")
@click.argument("decision")
@click.option("--on", "day", type=CutoffDate(), required=True, help="Day of the decided value.")
@click.option("--reason", required=True, help="Why it is decided so.")
@click.option("--recorder", required=True, help="Who decides, such as a panel.")
@click.option("--record", "source_record", required=True, help="Id of the minutes or form.")
@click.option("--system", "source_system", default="console", show_default=True)
@click.option("--recorded", type=ZonedInstant(), help="When it was decided. Default: now.")
@store_option
@study_option
@json_option
def command(
    patient: str,
    definition: str,
    decision: str,
    day: date,
    recorded: datetime | None,
    store: Path,
    study: str | None,
    as_json: bool,
    **envelope: Any,
) -> None:
    """Decide that DEFINITION of PATIENT is DECISION, from --on.

    DEFINITION is a milestone (reached, not reached), a class (its label) or a quantity; one inside
    an episode is named as in salvage_line/2/line_response. No result uses a decision unless
    asked to: --adjudications applied.

    For example: timeline adjudicate P001 progression "not reached" --on 2015-06-01 --reason
    "regenerating marrow" --recorder panel --record J-1.
    """
    with Store.open(store, vocabulary_with(study)) as opened:
        opened.history(patient)
        chosen = study_named(study) if study is not None else only_study(log_beside(opened))
        raw = {
            **envelope,
            **_named(definition),
            "kind": "adjudicated",
            "patient": patient,
            "occurred": day.isoformat(),
            "recorded": now_or(recorded),
            "study": chosen.name,
            "decision": decision,
        }
        record_and_tell(opened, raw, study, as_json)


def _named(definition: str) -> dict[str, Any]:
    """A definition, or one inside an episode by the episodes' name and number."""
    parts = definition.split("/")
    if len(parts) == 1:
        return {"definition": definition}
    if len(parts) != 3 or not parts[1].isdigit():
        raise click.UsageError(f"'{definition}' names no value; write as in line/2/line_response")
    return {"episodes": parts[0], "episode": int(parts[1]), "definition": parts[2]}
