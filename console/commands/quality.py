"""``timeline quality``: contradictions and oddities in the record."""

from pathlib import Path

import click

from console.options import json_option, store_option
from console.output import print_json
from console.studies import vocabulary_with
from timeline.log import followed
from timeline.quality import Finding, findings
from timeline.store import Store


@click.command(name="quality")
@click.argument("patients", nargs=-1)
@store_option
@json_option
def command(patients: tuple[str, ...], store: Path, as_json: bool) -> int:
    """List data-quality findings of all patients, or of PATIENTS; exit code 1 if there are any."""
    with Store.open(store, vocabulary_with(None)) as opened:
        asked = patients or followed(opened).patients
        found = [finding for patient in asked for finding in findings(opened.history(patient))]
    if as_json:
        print_json([_json(finding) for finding in found])
    else:
        for finding in found:
            click.echo(f"{finding.patient}  {finding.name.replace('_', ' ')}: {finding.statement}")
        click.echo(f"{len(found)} findings on {len(asked)} patients", err=True)
    return 1 if found else 0


def _json(finding: Finding) -> dict[str, object]:
    return {
        "name": finding.name,
        "patient": finding.patient,
        "statement": finding.statement,
        "events": [str(event) for event in finding.events],
    }
