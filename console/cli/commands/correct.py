"""``timeline correct``: change what a record says, by an event that says why."""

from datetime import datetime
from pathlib import Path
from typing import Any

import click

from console.application.studies import vocabulary_with
from console.cli.amending import envelope, replacement, standing
from console.cli.options import ZonedInstant, json_option, store_option, study_option
from console.cli.recording import fields_of, now_or, record_and_tell
from timeline.store import Store


@click.command(name="correct")
@click.argument("patient")
@click.argument("record")
@click.argument("fields", nargs=-1, required=True, metavar="FIELD=VALUE...")
@click.option("--reason", required=True, help="Why it is corrected.")
@click.option("--recorder", required=True, help="Who corrects it.")
@click.option("--system", help="Source system of the record, where several have it.")
@click.option("--recorded", type=ZonedInstant(), help="When it was corrected. Default: now.")
@store_option
@study_option
@json_option
def command(
    patient: str,
    record: str,
    fields: tuple[str, ...],
    reason: str,
    recorder: str,
    system: str | None,
    recorded: datetime | None,
    store: Path,
    study: str | None,
    as_json: bool,
) -> None:
    """Correct fields of RECORD of PATIENT; what is not named stays as it is.

    FIELD= takes a field out, occurred=DATE moves the fact. The record as it was stays in the
    store, and every as-of before the correction still shows it.

    For example: timeline correct P001 D-17 occurred=2019-05-01 --reason typo --recorder dm1.
    """
    with Store.open(store, vocabulary_with(study)) as opened:
        history = opened.history(patient)
        fact = standing(history, record, system)
        said = replacement(fact, fields_of(fields, type(fact)))
        raw: dict[str, Any] = {
            **envelope(history, fact, record),
            "kind": "corrected",
            "occurred": said["occurred"],
            "recorded": now_or(recorded),
            "recorder": recorder,
            "reason": reason,
            "replacement": said,
        }
        record_and_tell(opened, raw, study, as_json)
