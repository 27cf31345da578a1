"""``timeline retract``: withdraw a record, by an event that says why."""

from datetime import datetime
from pathlib import Path
from typing import Any

import click

from console.application.studies import vocabulary_with
from console.cli.amending import as_recorded, envelope, standing
from console.cli.options import ZonedInstant, json_option, store_option, study_option
from console.cli.recording import now_or, record_and_tell
from timeline.store import Store


@click.command(name="retract")
@click.argument("patient")
@click.argument("record")
@click.option("--reason", required=True, help="Why it is withdrawn.")
@click.option("--recorder", required=True, help="Who withdraws it.")
@click.option("--system", help="Source system of the record, where several have it.")
@click.option("--recorded", type=ZonedInstant(), help="When it was withdrawn. Default: now.")
@store_option
@study_option
@json_option
def command(
    patient: str,
    record: str,
    reason: str,
    recorder: str,
    system: str | None,
    recorded: datetime | None,
    store: Path,
    study: str | None,
    as_json: bool,
) -> None:
    """Retract RECORD of PATIENT: it never was, and nothing replaces it.

    The record stays in the store, and every as-of before the retraction still shows it.
    """
    with Store.open(store, vocabulary_with(study)) as opened:
        history = opened.history(patient)
        fact = standing(history, record, system)
        raw: dict[str, Any] = {
            **envelope(history, as_recorded(history, fact), record),
            "kind": "retracted",
            "occurred": fact.occurred,
            "recorded": now_or(recorded),
            "recorder": recorder,
            "reason": reason,
        }
        record_and_tell(opened, raw, study, as_json)
